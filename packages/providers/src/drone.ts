import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { ownHost } from "./hosts.ts";
import { sentence, textAt } from "./http/answers.ts";

export const drone: Provider = provider({
  id: "drone",
  name: "Drone",
  baseUrl: "https://drone.invalid",
  checks: [
    // The owner's server is asked, or nobody.
    {
      detectors: ["drone-access-token"],
      host: ownHost("server"),
      get: "/api/user",
      auth: "bearer",
      valid: "login",
      impact: (answer) => sentence(`acts as ${textAt(answer.json, "login") ?? "?"}`, when(answer, "admin", "an administrator")),
      reference: "https://docs.drone.io/api/user/user_info/",
      answers: {
        beside: "DRONE_SERVER=https://drone.example.com",
        valid: { body: { id: 1, login: "alice", admin: true } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
