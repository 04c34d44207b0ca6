import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const clarifai: Provider = provider({
  id: "clarifai",
  name: "Clarifai",
  baseUrl: "https://api.clarifai.com",
  checks: [
    {
      detectors: ["clarifai-personal-access-token"],
      get: "/v2/users/me",
      auth: { authorization: "Key {secret}" },
      valid: "user.id",
      impact: ["acts as {user.id}"],
      reference: "https://docs.clarifai.com/control/authentication/pat/",
      answers: {
        valid: { body: { status: { code: 10000 }, user: { id: "alice" } } },
        invalid: { status: 401, body: { status: { code: 11102, description: "Invalid request" } } },
      },
    },
  ],
});
