import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
export const hellosignApiKey: Detector = {
  id: "hellosign-api-key",
  title: "Dropbox Sign (HelloSign) API key",
  provider: "hellosign",
  category: "identity",
  severity: "high",
  opens: "Reads signed contracts with personal data and sends signature requests in the owner's name.",
  keywords: ["hellosign", "hello_sign", "dropbox_sign", "dropboxsign"],
  pattern: named("hello_?sign|dropbox_?sign", KEY, SHAPE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("HELLOSIGN_API_KEY", make),
    `client = HelloSign::Client.new api_key: "${make(13)}"`,
    `DROPBOX_SIGN_KEY=${make(14)}`,
    `HELLO_SIGN_API_KEY=${make(15)}`,
    `dropboxSignApiKey: "${make(16)}"`,
  ],
  counterExamples: [...nearMisses("HELLOSIGN_API_KEY", make)],
  references: ["https://developers.hellosign.com/api/reference/authentication/"],
  revoke: "https://app.hellosign.com/api/dashboard > API keys > Delete",
};
