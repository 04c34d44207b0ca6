import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{30}x7", seed);
export const postageappApiKey: Detector = {
  id: "postageapp-api-key",
  title: "PostageApp API key",
  provider: "postageapp",
  category: "email",
  severity: "high",
  opens: "Sends mail in the project's name and reads its messages.",
  keywords: ["postageapp", "postage_app"],
  pattern: named("postage_?app", KEY, "(?=[A-Za-z]{0,31}[0-9])[A-Za-z0-9]{32}"),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("POSTAGEAPP_API_KEY", make), `postageapp:\n  api_key: ${make(31)}\n`, `POSTAGE_APP_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("POSTAGEAPP_API_KEY", make), `POSTAGEAPP_UID=${make(20)}\n`],
  references: ["https://help.postageapp.com/"],
  revoke: "https://secure.postageapp.com > the project > Settings > API key > Reset",
};
