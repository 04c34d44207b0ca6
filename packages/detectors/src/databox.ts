import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][0-9][a-z0-9]{19}", seed);
export const databoxPushToken: Detector = {
  id: "databox-push-token",
  title: "Databox push token",
  provider: "databox",
  category: "marketing",
  severity: "low",
  opens: "Sends figures into one of the account's data sources: wrong ones are what can come of it.",
  keywords: ["databox"],
  pattern: named("databox", "(?:push|api|data[_.-]?source|access)?[_.-]?(?:token|key)", `${LOWER_MIXED}[a-z0-9]{21}`),
  entropy: 2.9,
  confidence: 0.72,
  examples: [...shown("DATABOX_PUSH_TOKEN", make), `databox:\n  push_token: ${make(13)}\n`],
  counterExamples: [...nearMisses("DATABOX_PUSH_TOKEN", make), `DATABOX_METRIC=${make(31)}`],
  references: ["https://developers.databox.com/docs"],
  revoke: "https://app.databox.com/datamanager > the data source > Reset token",
};
