import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const upstash: Provider = provider({
  id: "upstash",
  name: "Upstash",
  baseUrl: "https://qstash.upstash.io",
  checks: [
    {
      detectors: ["upstash-redis-rest-token"],
      host: hostUnder("host", "upstash.io"),
      get: "/ping",
      auth: "bearer",
      valid: /"PONG"/,
      impact: () => "reads the database, and writes to it if it is no read-only token",
      invalid: { status: 401, body: /Unauthorized|WRONGPASS/ },
      reference: "https://upstash.com/docs/redis/features/restapi",
      answers: {
        beside: "https://apt-cat-12345.upstash.io",
        valid: { body: { result: "PONG" } },
        invalid: { status: 401, body: { error: "Unauthorized" } },
      },
    },
    {
      detectors: ["upstash-qstash-token"],
      instances: true,
      get: "/v2/queues",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: () => "sends messages",
      reference: "https://upstash.com/docs/qstash/api/queues/list",
      answers: { valid: { body: [] }, invalid: { status: 401, body: { error: "invalid token" } } },
    },
  ],
});
