import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const secret = (seed: number): string => `sec-c-${toBase64(fake(UUID, seed))}`;
export const pubnubSecretKey: Detector = {
  id: "pubnub-secret-key",
  title: "PubNub secret key",
  provider: "pubnub",
  category: "messaging",
  severity: "critical",
  opens: "Grants anybody access to every channel of the keyset, and with the other two keys it reads and deletes stored messages.",
  prefixes: ["sec-c-"],
  pattern: alone("sec-c-[A-Za-z0-9+/]{48}"),
  entropy: 3.8,
  confidence: 0.97,
  companions: [
    { name: "publishKey", pattern: /(?<![A-Za-z0-9])pub-c-[0-9a-f-]{36}(?![A-Za-z0-9-])/, withinBytes: 512 },
    { name: "subscribeKey", pattern: /(?<![A-Za-z0-9])sub-c-[0-9a-f-]{36}(?![A-Za-z0-9-])/, withinBytes: 512 },
  ],
  examples: [
    ...shown("PUBNUB_SECRET_KEY", secret),
    `new PubNub({ publishKey: "${fake(`pub-c-${UUID}`, 13)}", subscribeKey: "${fake(`sub-c-${UUID}`, 14)}", secretKey: "${secret(15)}" })`,
  ],
  counterExamples: [
    ...unlike("PUBNUB_SECRET_KEY", "sec-c-", secret),
    `PUBNUB_PUBLISH_KEY=${fake(`pub-c-${UUID}`, 20)}`, // the public halves
    `PUBNUB_SUBSCRIBE_KEY=${fake(`sub-c-${UUID}`, 21)}`,
  ],
  references: ["https://www.pubnub.com/docs/general/setup/account-setup"],
  revoke: "https://admin.pubnub.com > the keyset > Secret key > Rotate, or make a new keyset",
};

const publish = (seed: number): string => fake(`pub-c-${UUID}`, seed);
export const pubnubClientKey: Detector = {
  id: "pubnub-client-key",
  title: "PubNub publish or subscribe key",
  provider: "pubnub",
  category: "messaging",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in apps; only where Access Manager is off can its holder join in on all channels.",
  prefixes: ["pub-c-", "sub-c-"],
  pattern: alone(`(?:pub|sub)-c-${UUID}`),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("PUBNUB_PUBLISH_KEY", publish), `subscribeKey: "${fake(`sub-c-${UUID}`, 13)}"`],
  counterExamples: [
    ...unlike("PUBNUB_PUBLISH_KEY", "pub-c-", publish),
    `PUBNUB_SECRET_KEY=${secret(20)}`, // the other kind
    `PUBNUB_KEY=${fake("pub-c-[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://www.pubnub.com/docs/general/setup/account-setup"],
  revoke: "Not needed with Access Manager on; https://admin.pubnub.com > the keyset > Disable ends it",
};
