import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[1-9]-[A-Za-z0-9]{61}Zq7", seed);

export const truenasApiKey: Detector = {
  id: "truenas-api-key",
  title: "TrueNAS API key",
  provider: "truenas",
  category: "storage",
  severity: "critical",
  opens: "Does what its user may on that server, mostly everything: shares, snapshots and the data in them.",
  rules: [
    { keywords: ["truenas"], pattern: named("truenas", KEY, "[0-9]{1,4}-[A-Za-z0-9]{64}"), entropy: 4, confidence: 0.85 },
    {
      // A message of the websocket's API, as logs hold it.
      id: "message",
      keywords: ["login_with_api_key"],
      pattern:
        /(?<=login_with_api_key["'](?:,\s{0,40}["']params["']\s{0,4}:\s{0,4}\[|\s{0,4},)\s{0,40}["'])[0-9]{1,4}-[A-Za-z0-9]{64}(?=["'])/,
      entropy: 4,
      confidence: 0.93,
    },
  ],
  examples: [
    ...shown("TRUENAS_API_KEY", make),
    `TRUENAS_TOKEN=${make(13)}\n`,
    `{"id": 1, "msg": "method", "method": "auth.login_with_api_key", "params": ["${make(14)}"]}`,
    `{\n  "method": "auth.login_with_api_key",\n  "params": [\n    "${make(15)}"\n  ]\n}`,
    `client.call("auth.login_with_api_key", "${make(16)}")`,
  ],
  counterExamples: [
    ...unlike("TRUENAS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `truenas checksum ${make(21)}`,
    `{"method": "auth.login_with_api_key", "params": ["1-${fake("[A-Za-z0-9]{40}", 22)}"]}`,
  ],
  references: ["https://www.truenas.com/docs/scale/scaletutorials/toptoolbar/managingapikeys/"],
  revoke: "TrueNAS > API keys > Delete",
};
