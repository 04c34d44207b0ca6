import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const unsplash: Provider = provider({
  id: "unsplash",
  name: "Unsplash",
  baseUrl: "https://api.unsplash.com",
  checks: [
    {
      detectors: ["unsplash-access-key"],
      get: "/stats/total",
      auth: { authorization: "Client-ID {secret}" },
      valid: "photos",
      impact: () => "reads public photos as the application",
      invalid: { status: 401, body: /access token is invalid/i },
      reference: "https://unsplash.com/documentation#totals",
      answers: {
        valid: { body: { photos: 1, downloads: 1 } },
        invalid: { status: 401, body: { errors: ["OAuth error: The access token is invalid"] } },
      },
    },
  ],
});
