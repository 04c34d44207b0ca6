import { type Detector, fake } from "@stanch/model";
import { alone, shown } from "./_token.ts";
import { fromBase64, jsonObject, toBase64 } from "./_words.ts";

/** The API's own tokens name Front as their issuer. */
const make = (seed: number): string => {
  const part = (text: string): string => toBase64(text).replace(/=+$/, "");
  const payload = `{"scopes":["*"],"iat":1700000000,"iss":"front","sub":"${fake("[0-9a-f]{20}", seed)}","jti":"${fake("[0-9a-f]{16}", seed)}"}`;
  return `${part('{"alg":"HS256","typ":"JWT"}')}.${part(payload)}.${fake("[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed)}`;
};
export const frontApiToken: Detector = {
  id: "front-api-token",
  title: "Front API token",
  provider: "front",
  category: "crm",
  severity: "high",
  opens: "Reads and writes the company's conversations and contacts, and sends mail from its inboxes, as its scopes allow.",
  keywords: ["frontapp", "front_api", "frontapi", "front_token", "front_jwt"],
  pattern: alone(String.raw`eyJ[A-Za-z0-9_-]{30,60}\.eyJ[A-Za-z0-9_-]{80,400}\.[A-Za-z0-9_-]{43}`),
  window: { before: 96, after: 640 },
  entropy: 4,
  confidence: 0.9,
  checksum: {
    name: "issued by Front",
    verify: (secret) => jsonObject(fromBase64(secret.split(".")[1] ?? "") ?? "")?.["iss"] === "front",
  },
  examples: [
    ...shown("FRONT_API_TOKEN", make),
    `curl -H "Authorization: Bearer $T" https://api2.frontapp.com/me # ${make(13)}`,
    `FRONTAPP_JWT=${make(14)}\n`,
  ],
  counterExamples: [
    `FRONT_API_TOKEN=\${FRONT_API_TOKEN}`,
    `FRONT_API_TOKEN=${make(20).slice(0, -1)}`,
    `FRONT_API_TOKEN=${make(21).replace(".", ".x")}`, // another payload
    `TOKEN=${make(22)}`, // nobody's name
    `https://front_api.test/${fake("[0-9a-f]{40}", 23)}`,
  ],
  references: ["https://dev.frontapp.com/docs/create-and-revoke-api-tokens"],
  revoke: "https://app.frontapp.com/settings/developers/tokens > the token > Delete",
  lifetime: "until it is deleted",
};
