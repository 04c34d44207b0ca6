import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => `eyJ0eXAiOiAiVENWMiJ9.${fake("[A-Za-z0-9_-]{36}.[A-Za-z0-9_-]{47}k", seed)}`;

export const teamcityAccessToken: Detector = {
  id: "teamcity-access-token",
  title: "TeamCity access token",
  provider: "teamcity",
  category: "ci",
  severity: "critical",
  opens: "Acts as its owner on that server: reads build parameters with their passwords and starts builds.",
  prefixes: ["eyJ0eXAiOiAiVENWMiJ9."],
  pattern: alone(String.raw`eyJ0eXAiOiAiVENWMiJ9\.[A-Za-z0-9_-]{36}\.[A-Za-z0-9_-]{48}`),
  entropy: 4,
  confidence: 0.98,
  examples: [...shown("TEAMCITY_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("TEAMCITY_TOKEN", "eyJ0eXAiOiAiVENWMiJ9.", make),
    `TEAMCITY_TOKEN=eyJ0eXAiOiAiVENWMiJ9.${fake("[A-Za-z0-9]{36}", 20)}`,
    `TEAMCITY_VERSION=2025.07`,
  ],
  references: ["https://www.jetbrains.com/help/teamcity/configuring-your-user-profile.html#Managing+Access+Tokens"],
  revoke: "TeamCity > Profile > Access tokens > Delete, or DELETE /app/rest/users/current/tokens/{name}",
};
