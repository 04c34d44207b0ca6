import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { hostSetFor } from "./hosts.ts";
import { sentence, textAt } from "./http/answers.ts";

export const drone: Provider = provider({
  id: "drone",
  name: "Drone",
  baseUrl: "https://drone.invalid",
  checks: [
    // The owner's server is asked, or nobody: an address that only stands near may be anybody's.
    {
      detectors: ["drone-access-token"],
      host: hostSetFor("drone"),
      get: "/api/user",
      auth: "bearer",
      valid: "login",
      impact: (answer) => sentence(`acts as ${textAt(answer.json, "login") ?? "?"}`, when(answer, "admin", "an administrator")),
      reference: "https://docs.drone.io/api/user/user_info/",
      answers: {
        valid: { body: { id: 1, login: "alice", admin: true } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
