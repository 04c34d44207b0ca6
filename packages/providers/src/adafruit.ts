import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const adafruit: Provider = provider({
  id: "adafruit",
  name: "Adafruit IO",
  baseUrl: "https://io.adafruit.com",
  checks: [
    {
      detectors: ["adafruit-io-key"],
      get: "/api/v2/user",
      auth: { "x-aio-key": "{secret}" },
      valid: "user.username",
      impact: ["acts as {user.username}"],
      reference: "https://io.adafruit.com/api/docs/#operation/currentUser",
      answers: {
        valid: { body: { user: { id: 1, username: "alice" } } },
        invalid: { status: 401, body: { error: "request failed - invalid API key provided" } },
      },
    },
  ],
});
