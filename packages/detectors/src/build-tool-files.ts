import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

const password = (seed: number): string => fake("[A-Za-z0-9_-]{11}[a-z]7Q", seed);

export const mavenServerPassword: Detector = {
  id: "maven-server-password",
  title: "Server password in Maven's settings.xml",
  provider: "generic",
  category: "registry",
  severity: "high",
  opens: "Reads the repository's private artifacts and mostly deploys new ones that others will run.",
  keywords: ["<server>", "<proxy>"],
  pattern:
    /<(?:server|proxy)>(?:[^<]{0,200}<(?!\/(?:server|proxy)>)){1,40}?(?<=<)(?:password|passphrase)>\s{0,8}(?<secret>[^\s<]{4,512})\s{0,8}<\//,
  window: { before: 8, after: 1024 },
  confidence: 0.85,
  humanChosen: true,
  // `{…}` is what `mvn --encrypt-password` gives.
  notSecret: [...NOT_PASSWORD, /^\{.*\}$/],
  companions: [{ name: "user", pattern: /<username>\s{0,8}(?<value>[^<]{1,128}?)\s{0,8}</, withinBytes: 512 }],
  examples: [
    `<servers>\n  <server>\n    <id>releases</id>\n    <username>deploy</username>\n    <password>${password(1)}</password>\n  </server>\n</servers>`,
    `<proxy><id>p</id><host>proxy.acme.io</host><username>svc</username><password>${password(2)}</password></proxy>`,
  ],
  counterExamples: [
    "<server><id>r</id><username>deploy</username><password>${env.MAVEN_PASSWORD}</password></server>",
    `<server><id>r</id><username>deploy</username><password>{${fake("[A-Za-z0-9+/]{43}", 3)}=}</password></server>`, // encrypted
    "<server><id>r</id><username>deploy</username><password>password</password></server>",
    "<server><id>r</id><username>deploy</username><password>SONATYPE_PASSWORD</password></server>", // a script fills it in
    `<server><id>r</id></server><other><password>${password(4)}</password></other>`,
  ],
  references: ["https://maven.apache.org/settings.html#Servers"],
  revoke: "Change the user's password at the repository; keep it out of the file with ${env.…}",
};

export const nugetPassword: Detector = {
  id: "nuget-config-password",
  title: "Feed password in NuGet.Config",
  provider: "generic",
  category: "registry",
  severity: "high",
  opens: "Reads the feed's private packages and mostly pushes new ones that others will run.",
  keywords: ["cleartextpassword"],
  pattern: /<add\s{1,8}key="ClearTextPassword"\s{1,8}value="(?<secret>[^"\s]{4,512})"/i,
  confidence: 0.9,
  humanChosen: true,
  notSecret: NOT_PASSWORD,
  companions: [{ name: "user", pattern: /key="Username"\s{1,8}value="(?<value>[^"]{1,128})"/i, withinBytes: 512 }],
  examples: [
    `<packageSourceCredentials><Acme><add key="Username" value="ci" /><add key="ClearTextPassword" value="${password(11)}" /></Acme></packageSourceCredentials>`,
    `<add key="ClearTextPassword" value="${fake("[a-z2-7]{52}", 12)}" />`,
  ],
  counterExamples: [
    '<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />',
    `<add key="Password" value="${fake("[A-Za-z0-9+/]{120}", 13)}" />`, // encrypted for one Windows user
    '<add key="ClearTextPassword" value="" />',
    '<add key="ClearTextPassword" value="your-password" />',
  ],
  references: ["https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials"],
  revoke: "Revoke the token at the feed",
};
