import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const asana = (seed: number): string => fake("2/[1-9][0-9]{15}/[1-9][0-9]{15}:[0-9a-f]{32}", seed);
export const asanaPat: Detector = {
  id: "asana-personal-access-token",
  title: "Asana personal access token",
  provider: "asana",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes all tasks, projects and files that the owner sees.",
  // Digits and slashes only: the word must be near.
  keywords: ["asana"],
  pattern: /(?<![A-Za-z0-9/:._-])(?:1\/[0-9]{15,17}|2\/[0-9]{15,17}\/[0-9]{15,17}):[0-9a-f]{32}(?![A-Za-z0-9])/,
  window: { before: 160, after: 256 },
  entropy: 3,
  confidence: 0.9,
  examples: [
    ...shown("ASANA_ACCESS_TOKEN", asana),
    `curl -H "Authorization: Bearer ${asana(13)}" https://app.asana.com/api/1.0/users/me`,
    `client = asana.Client.access_token('${fake("1/[1-9][0-9]{15}:[0-9a-f]{32}", 14)}')`,
  ],
  counterExamples: [
    `ASANA_ACCESS_TOKEN=\${ASANA_ACCESS_TOKEN}`,
    `ASANA_ACCESS_TOKEN=${asana(20).slice(0, -1)}`,
    `ASANA_ACCESS_TOKEN=1/1234567890123456:${"0".repeat(32)}`,
    `TOKEN=${asana(21)}`,
    `https://app.asana.com/0/${fake("[1-9][0-9]{15}/[1-9][0-9]{15}", 22)}`,
  ],
  references: ["https://developers.asana.com/docs/personal-access-token"],
  revoke: "https://app.asana.com/0/my-apps > the token > Revoke",
};

const asanaSecret = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const asanaClientSecret: Detector = {
  id: "asana-client-secret",
  title: "Asana app client secret",
  provider: "asana",
  category: "productivity",
  severity: "medium",
  opens: "With the client ID it poses as the app: a user's code or refresh token becomes access to that user's tasks.",
  keywords: ["asana"],
  pattern: named("asana", "(?:client|app|oauth)?[_.-]?(?:client[_.-]?)?secret", `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3,
  confidence: 0.75,
  companions: [{ name: "clientId", pattern: /(?<![0-9])[0-9]{15,17}(?![0-9])/, withinBytes: 160 }],
  examples: [
    ...shown("ASANA_CLIENT_SECRET", asanaSecret),
    `ASANA_CLIENT_ID=${fake("[1-9][0-9]{15}", 13)}\nASANA_CLIENT_SECRET=${asanaSecret(14)}\n`,
  ],
  counterExamples: [...nearMisses("ASANA_CLIENT_SECRET", asanaSecret), `ASANA_TASK=${asanaSecret(20)}`],
  references: ["https://developers.asana.com/docs/oauth"],
  revoke: "https://app.asana.com/0/my-apps > the app > OAuth > Reset client secret",
};
