import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const userKeyValue = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const airbrakeUserKey: Detector = {
  id: "airbrake-user-key",
  title: "Airbrake user API key",
  provider: "airbrake",
  category: "monitoring",
  severity: "medium",
  opens: "Reads all errors of the owner's projects, which may hold users' data, and changes the projects.",
  keywords: ["airbrake"],
  pattern: named("airbrake", "(?:user|admin)[_.-]?(?:api[_.-]?)?(?:key|token)", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.75,
  examples: [...shown("AIRBRAKE_USER_KEY", userKeyValue), `airbrake:\n  user_key: "${userKeyValue(13)}"\n`],
  counterExamples: [
    ...nearMisses("AIRBRAKE_USER_KEY", userKeyValue),
    `AIRBRAKE_REVISION=${userKeyValue(31)}`, // a commit
  ],
  references: ["https://docs.airbrake.io/docs/devops-tools/api/"],
  revoke: "https://airbrake.io/users/edit > API key > Regenerate",
};

const projectKeyValue = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const airbrakeProjectKey: Detector = {
  id: "airbrake-project-key",
  title: "Airbrake project key",
  provider: "airbrake",
  category: "monitoring",
  severity: "low",
  nature: "public",
  opens: "Sends errors to one project: it stands in web pages as well, so noise is what can come of it.",
  keywords: ["airbrake"],
  pattern: named("airbrake", String.raw`(?:config\.)?(?:project[_.-]?(?:api[_.-]?)?|api[_.-]?)key`, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.7,
  examples: [
    ...shown("AIRBRAKE_PROJECT_KEY", projectKeyValue),
    ...shown("AIRBRAKE_API_KEY", projectKeyValue),
    `Airbrake.configure do |config|\n  config.project_id = 123\n  config.project_key = '${projectKeyValue(13)}'\nend\n`,
  ],
  counterExamples: [...nearMisses("AIRBRAKE_PROJECT_KEY", projectKeyValue), `AIRBRAKE_KEY_MD5=${projectKeyValue(31)}`],
  references: ["https://docs.airbrake.io/docs/devops-tools/api/"],
  revoke: "https://airbrake.io > Project settings > API key > Regenerate",
};
