import { type Detector, type Rule, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

/** A string or a variable before the password, as the name's argument. */
const NAME = String.raw`\s{0,24}@?(?:"[^"\n]{0,128}"|'[^'\n]{0,128}'|[\w.$\[\]]{1,64})\s{0,24}`;
const QUOTED = String.raw`(?<=["'])(?<secret>[^"'\n]{3,128})(?=["'])`;

const rule = (id: string, keyword: string, source: string): Rule => ({
  id,
  keywords: [keyword],
  pattern: new RegExp(source, "i"),
  window: { before: 160, after: 420 },
  confidence: 0.75,
  humanChosen: true,
  notSecret: [...NOT_PASSWORD, /\s/],
});

/** `Word(name, "password"`, after other arguments where there are some. */
const called = (keyword: string, before = ""): Rule =>
  rule(
    keyword,
    keyword,
    String.raw`${keyword}\s{0,4}\(${before}${NAME},\s{0,24}@?["'](?<secret>[^"'\n]{3,128})["']\s{0,24}(?:\.toCharArray\(\)\s{0,4})?[,)]`,
  );

const password = (seed: number): string => fake("[A-Za-z0-9_]{9}[a-z]7Q", seed);

export const credentialObject: Detector = {
  id: "credential-object",
  title: "Password given to a credential object",
  provider: "generic",
  category: "generic",
  severity: "high",
  opens: "Signs in wherever the code does, as the user named beside it.",
  rules: [
    called("networkcredential"),
    called("usernamepasswordcredentials"),
    called("passwordauthentication"),
    called("httpbasicauth"),
    called("directoryentry", String.raw`\s{0,24}@?(?:"[^"\n]{0,256}"|[\w.]{1,64})\s{0,24},`),
    rule(
      "securestring",
      "convertto-securestring",
      String.raw`convertto-securestring\s{1,4}(?:-string\s{1,4})?["'](?<secret>[^"'\n]{3,128})["']`,
    ),
    rule("piped", "convertto-securestring", String.raw`${QUOTED}["']\s{0,4}\|\s{0,4}convertto-securestring\s{1,4}-asplaintext`),
  ],
  yieldsTo: ["generic-assigned-secret"],
  examples: [
    `client.Credentials = new NetworkCredential("deploy@acme.io", "${password(1)}");`,
    `$web.Credentials = new-object System.Net.NetworkCredential($user, "${password(2)}")`,
    `provider.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("deploy", "${password(3)}"));`,
    `return new PasswordAuthentication("deploy", "${password(4)}".toCharArray());`,
    `requests.get(url, auth=HTTPBasicAuth('deploy', '${password(5)}'))`,
    `var root = new DirectoryEntry("LDAP://dc1.acme.io", "acme\\\\svc", "${password(6)}");`,
    `$p = ConvertTo-SecureString "${password(7)}" -AsPlainText -Force`,
    `$p = '${password(8)}' | ConvertTo-SecureString -AsPlainText -Force`,
  ],
  counterExamples: [
    "new NetworkCredential(user, password);",
    'new NetworkCredential("user", "password");',
    'new UsernamePasswordCredentials("user", "changeit")',
    "HTTPBasicAuth('user', os.environ['PASSWORD'])",
    'ConvertTo-SecureString "$env:PASSWORD" -AsPlainText',
    "ConvertTo-SecureString -String $password -AsPlainText -Force",
    `new NetworkCredential("${password(9)}", userPassword)`, // the name's argument
    'new DirectoryEntry("LDAP://dc1.acme.io", user, "the user\'s own password")',
  ],
  references: ["https://learn.microsoft.com/dotnet/api/system.net.networkcredential"],
  revoke: "Change the password; read it from the environment or a store",
};
