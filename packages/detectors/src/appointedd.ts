import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{85}", seed);
export const appointeddApiKey: Detector = {
  id: "appointedd-api-key",
  title: "Appointedd API key",
  provider: "appointedd",
  category: "saas",
  severity: "high",
  opens: "Reads and changes bookings and customers of the organisation.",
  keywords: ["appointedd"],
  pattern: named("appointedd", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9+/]{86,88}={0,2}`),
  entropy: 4.2,
  confidence: 0.72,
  examples: [...shown("APPOINTEDD_API_KEY", make), `curl https://api.appointedd.com/v1/bookings -H "X-API-KEY: ${make(13)}"`],
  counterExamples: [...nearMisses("APPOINTEDD_API_KEY", make, 6), `APPOINTEDD_RESOURCE=${make(31)}`],
  references: ["https://developers.appointedd.com/"],
  revoke: "https://portal.appointedd.com > Settings > API > delete the key",
};
