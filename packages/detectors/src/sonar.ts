import { type Detector, fake } from "@stanch/model";
import { alone, named, shown, unlike } from "./_token.ts";

const sonar = (seed: number): string => fake("squ_[0-9a-f]{40}", seed);
const sonarOld = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const sonarToken: Detector = {
  id: "sonarqube-token",
  title: "SonarQube or SonarCloud token",
  provider: "sonar",
  category: "security",
  severity: "high",
  opens: "Reads the analysed source code and its weak points and, by its kind, uploads analyses.",
  rules: [
    { prefixes: ["squ_", "sqp_", "sqa_"], pattern: alone("sq[upa]_[0-9a-f]{40}"), entropy: 3.2, confidence: 0.96 },
    { id: "cloud", prefixes: ["sqco_"], pattern: alone("sqco_[A-Za-z0-9]{59}"), entropy: 4, confidence: 0.97 },
    {
      id: "old",
      keywords: ["sonar"],
      pattern: named("sonar(?:qube|cloud)?", "(?:token|login)", "[0-9a-f]{40}"),
      entropy: 3.3,
      confidence: 0.65,
    },
  ],
  examples: [
    ...shown("SONAR_TOKEN", sonar),
    ...shown("SONAR_TOKEN", sonarOld),
    `sonar-scanner -Dsonar.login=${sonarOld(13)}`,
    `PROJECT=${fake("sqp_[0-9a-f]{40}", 15)}\n`,
    `GLOBAL=${fake("sqa_[0-9a-f]{40}", 16)}\n`,
    `SONAR_TOKEN=${fake("sqco_[A-Za-z0-9]{59}", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("SONAR_TOKEN", "squ_", sonar),
    `sonar.scm.revision=${sonarOld(20)}`, // a commit
    `SONAR_TOKEN=${sonarOld(21).slice(1)}`,
    `SONAR_TOKEN=${"0".repeat(40)}`,
  ],
  references: ["https://docs.sonarsource.com/sonarqube-server/latest/user-guide/managing-tokens/"],
  revoke: "My account > Security > Tokens > Revoke, or POST /api/user_tokens/revoke",
};
