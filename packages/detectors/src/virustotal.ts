import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);

export const virustotalApiKey: Detector = {
  id: "virustotal-api-key",
  title: "VirusTotal API key",
  provider: "virustotal",
  category: "security",
  severity: "medium",
  opens: "Uses the account's quota and, with a paid plan, reads and downloads files that others uploaded.",
  keywords: ["virustotal", "virus_total", "vt_api", "vtapi", "vt-api"],
  pattern: named("virus[_-]?total|vt(?=[_-]?api)", KEY, "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("VIRUSTOTAL_API_KEY", make),
    `virus_total_key: ${make(30)}\n`,
    `vt_api_key: ${make(31)}\n`,
    `vtapi_key: ${make(32)}\n`,
    `vt-api_key: ${make(33)}\n`,
  ],
  counterExamples: [
    ...unlike("VIRUSTOTAL_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `virustotal checksum ${make(21)}`,
    `virustotal.com/gui/file/${make(22)}`, // a file's hash
  ],
  references: ["https://docs.virustotal.com/reference/authentication"],
  revoke: "https://www.virustotal.com/gui/my-apikey > Regenerate",
};
