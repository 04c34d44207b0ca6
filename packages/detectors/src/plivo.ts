import { type Detector, fake } from "@stanch/model";

const ID = "MA[A-Z0-9]{18}";
const TOKEN = "[A-Za-z0-9]{40}";

export const plivoAuthToken: Detector = {
  id: "plivo-auth-token",
  title: "Plivo Auth Token",
  provider: "plivo",
  category: "messaging",
  severity: "critical",
  opens: "Sends messages and places calls at the owner's cost, reads call records and recordings: the whole account, no scopes.",
  keywords: ["plivo"],
  pattern: /plivo[\s\S]{0,128}?(?<![A-Za-z0-9+/_-])(?<secret>[A-Za-z0-9]{40})(?![A-Za-z0-9+/=_-])/i,
  window: { before: 0, after: 256 },
  entropy: 3.5,
  confidence: 0.6,
  // The token has no prefix and no checksum: the Auth ID beside it is what tells it from any other 40 characters.
  companions: [{ name: "authId", pattern: /\b(?:MA|SA)[A-Z0-9]{18}\b/, withinBytes: 512 }],
  notSecret: [/^[0-9a-f]{40}$/],
  examples: [
    `PLIVO_AUTH_ID=${fake(ID, 1)}\nPLIVO_AUTH_TOKEN=${fake(TOKEN, 2)}`,
    `client = plivo.RestClient("${fake(ID, 3)}", "${fake(TOKEN, 4)}")`,
  ],
  counterExamples: [
    `plivo id ${fake(ID, 5)}, token ${"x".repeat(40)}`, // placeholder
    `git show ${fake("[0-9a-f]{40}", 6)} # plivo client`, // a commit id near the word
    `plivo integrity ${fake("[A-Za-z0-9]{64}", 7)}`, // a longer run is something else
  ],
  references: ["https://plivo.com/docs/account/api/account/update-account-details"],
};
