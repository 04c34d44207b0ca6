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

const password = (seed: number): string => fake("[0-9a-f]{32}", seed);
const installation = (text: string): string =>
  `Jenkins initial setup is required. An admin user has been created and a password generated.\nPlease use the following password to proceed to installation:\n\n${text}\n`;

export const jenkinsInitialPassword: Detector = {
  id: "jenkins-initial-admin-password",
  title: "Jenkins initial administrator password",
  provider: "jenkins",
  category: "ci",
  severity: "high",
  opens: "Finishes the set-up as administrator and so runs code on the server, until somebody else did.",
  keywords: ["password to proceed to installation", "initialadminpassword"],
  // A log's prefix may stand before the line.
  pattern:
    /(?:password to proceed to installation:?|initialAdminPassword[^\n]{0,40})(?:[\s|]|\\[nr]|[\w.-]{1,32}(?=\s{1,8}\|)){1,24}(?<secret>[0-9a-f]{32})(?![0-9A-Za-z])/i,
  entropy: 3,
  confidence: 0.95,
  examples: [
    installation(password(41)),
    JSON.stringify({ log: installation(password(42)) }),
    installation(password(46)).replaceAll("\n", "\njenkins-1  | "), // as docker compose shows it
    `$ docker exec jenkins cat /var/jenkins_home/secrets/initialAdminPassword\n${password(43)}\n`,
  ],
  counterExamples: [
    installation("$PASSWORD"),
    installation(fake("[0-9a-f]{24}", 44)),
    `This may also be found at: /var/jenkins_home/secrets/initialAdminPassword\nbuild ${password(45)}\n`,
  ],
  references: ["https://www.jenkins.io/doc/book/installing/linux/#unlocking-jenkins"],
  revoke: "https://{host}/user/admin/security > Password",
};
