import { type Detector, fake } from "@stanch/model";
import { named, shown } from "./_token.ts";

const jenkins = (seed: number): string => fake("11[0-9a-f]{32}", seed);
export const jenkinsApiToken: Detector = {
  id: "jenkins-api-token",
  title: "Jenkins API token",
  provider: "jenkins",
  category: "ci",
  severity: "critical",
  opens: "With its owner's name it acts as that user: starts jobs and, as an administrator, runs code on the server.",
  keywords: ["jenkins"],
  pattern: named("jenkins", "(?:api|user|auth)?[_.-]?(?:token|key|password)", "11[0-9a-f]{32}"),
  entropy: 3.2,
  confidence: 0.75,
  examples: [...shown("JENKINS_API_TOKEN", jenkins), `jenkins:\n  url: https://ci.acme.io\n  user: jane\n  token: ${jenkins(13)}\n`],
  counterExamples: [
    `JENKINS_API_TOKEN=\${JENKINS_API_TOKEN}`,
    `JENKINS_API_TOKEN=${jenkins(20).slice(0, -1)}`,
    `jenkins.war md5 ${fake("[0-9a-f]{32}", 21)}`,
    `# jenkins\nGITEA_TOKEN=${fake("11[0-9a-f]{38}", 22)}`,
  ],
  references: ["https://www.jenkins.io/doc/book/system-administration/authenticating-scripted-clients/"],
  revoke: "https://{host}/me/configure > API token > Revoke",
};
