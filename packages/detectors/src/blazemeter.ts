import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const blazemeterApiKey: Detector = {
  id: "blazemeter-api-key",
  title: "BlazeMeter or Runscope API key",
  provider: "blazemeter",
  category: "ci",
  severity: "medium",
  opens: "Reads and changes the account's API tests, whose variables may hold credentials of what they test.",
  keywords: ["blazemeter", "blaze_meter", "runscope"],
  pattern: named("blaze_?meter|runscope", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.7,
  examples: [...shown("RUNSCOPE_ACCESS_TOKEN", make), ...shown("BLAZEMETER_API_KEY", make), `BLAZE_METER_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("RUNSCOPE_ACCESS_TOKEN", make), `RUNSCOPE_BUCKET_ID=${make(31)}`],
  references: ["https://help.blazemeter.com/docs/guide/api-monitoring-api-key.html"],
  revoke: "https://www.runscope.com/applications > delete the application or its token",
};
