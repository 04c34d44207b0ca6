import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{20}", seed);
export const pusherAppSecret: Detector = {
  id: "pusher-app-secret",
  title: "Pusher Channels app secret",
  provider: "pusher",
  category: "messaging",
  severity: "high",
  opens: "With the app ID and key it sends events to all clients of the app and lets anybody into private channels.",
  // One secret stands in the provider's documents, and from there in many tests.
  keywords: ["pusher"],
  pattern: named("pusher", "(?:app|channels?|api)?[_.-]?secret(?:[_.-]?key)?", "[0-9a-f]{20}"),
  entropy: 2.7,
  confidence: 0.65,
  companions: [
    { name: "appKey", pattern: /(?<![A-Za-z0-9])(?=[a-f]{0,19}[0-9])[0-9a-f]{20}(?![A-Za-z0-9])/, withinBytes: 192 },
    {
      name: "appId",
      pattern: /(?:APP_ID|app_id|appId)["']?[ \t]{0,4}(?:=>|[:=,])[ \t"']{0,4}(?<value>[0-9]{4,9})(?![0-9])/,
      withinBytes: 256,
    },
  ],
  notSecret: [/^7ad3773142a6/],
  examples: [
    ...shown("PUSHER_APP_SECRET", make),
    `PUSHER_APP_ID=${fake("[1-9][0-9]{6}", 13)}\nPUSHER_APP_KEY=${fake("[0-9a-f]{20}", 14)}\nPUSHER_APP_SECRET=${make(15)}\n`,
    `new Pusher({ appId: "${fake("[1-9][0-9]{6}", 16)}", key: "${fake("[0-9a-f]{20}", 17)}", secret: "${make(18)}" })`,
  ],
  counterExamples: [
    ...unnamed("PUSHER_APP_SECRET", make),
    `PUSHER_APP_KEY=${make(20)}\n`, // public by design
    `PUSHER_APP_SECRET=secret`,
  ],
  references: ["https://pusher.com/docs/channels/library_auth_reference/auth-signatures/"],
  revoke: "https://dashboard.pusher.com > the app > App keys > Create new, then delete this pair",
};
