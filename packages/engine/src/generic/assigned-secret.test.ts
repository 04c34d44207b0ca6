import { fake } from "@stanch/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findAssigned } from "./assigned-secret.ts";

const WORDS = ["pass", "pwd", "secret", "token", "key", "auth", "cred", "identified"];

/** Every place of a keyword, as the first pass gives them. */
function spansOf(text: string): [number, number][] {
  const folded = text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
  const spans: [number, number][] = [];
  for (const word of WORDS) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) spans.push([at, at + word.length]);
  }
  return spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

const find = (text: string): readonly string[] => findAssigned(text, spansOf(text)).map(({ secret }) => secret);
const confidenceOf = (text: string): number => findAssigned(text, spansOf(text))[0]?.confidence ?? 0;

const random = (seed: number, length = 32): string => fake(`[A-Za-z0-9]{${length}}`, seed);
const hex = (seed: number, length = 40): string => fake(`[0-9a-f]{${length}}`, seed);

describe("finds the value where it is", () => {
  const value = random(1);
  it.each([
    ["assigned in code", `const apiKey = "${value}";`],
    ["declared with a type after the name", `private val authToken: String = "${value}"`],
    ["declared with a type before the operator", `const clientSecret string = "${value}"`],
    ["in a JSON object", `{"user": "jane", "access_token": "${value}"}`],
    ["in JSON within a string", `body = "{\\"access_token\\":\\"${value}\\"}"`],
    ["in YAML without quotes", `service:\n  host: localhost\n  secret: ${value}\n  port: 80\n`],
    ["in an environment file", `HOST=localhost\nSECRET_KEY=${value}\nPORT=80\n`],
    ["in an INI file with blanks", `[db]\nuser = root\npassword   = ${value}\n`],
    ["in a hash of Ruby", `config = { :secret_key => '${value}' }`],
    ["in an array of PHP", `'password' => '${value}',`],
    ["in what PHP serialised", `a:1:{s:8:"password";s:32:"${value}";}`],
    ["in an XML element", `<user>root</user><password>${value}</password>`],
    ["in an XML element, on a line of its own", `<user>root</user>\n<password>\n  ${value}\n</password>`],
    ["in an XML attribute", `<connection user="root" password="${value}"/>`],
    ["in a pair of attributes", `<property name="password" value="${value}"/>`],
    ["in a property list", `<key>ApiToken</key>\n  <string>${value}</string>`],
    ["in a list of names and values", `env:\n  - name: DB_PASSWORD\n    value: ${value}\n`],
    ["in a makefile", `USER ?= root\nPASSWORD ::= ${value}\n`],
    ["in a makefile of POSIX", `API_TOKEN :::= "${value}"\n`],
    ["appended in PHP", `$clientSecret .= "${value}";`],
    ["appended in PHP without blanks", `$clientSecret.='${value}';`],
    ["in a field of an Android build", `buildConfigField "String", "API_KEY", "\\"${value}\\""`],
    ["in a field of an Android build, the other way round", `buildConfigField('String', 'API_KEY', '"${value}"')`],
    ["in a setter's call", `options.setClientSecret("${value}");`],
    ["as the second argument of a call", `headers.put("auth-token", "${value}");`],
    ["within a conversion", `password = Some("${value}")`],
    ["as an alternative to the environment", `const secret = process.env.SECRET || "${value}";`],
    ["as a default of a look-up", `SECRET_KEY = os.environ.get("SECRET_KEY", "${value}")`],
    ["compared with", `if (req.body.password === "${value}") {`],
    ["in the query of an URL", `https://acme.io/list?access_token=${value}&page=2`],
    ["as a flag of a command", `deploy --token ${value} --force`],
    ["in SQL", `CREATE USER app IDENTIFIED BY '${value}';`],
    ["in HTML's entities", `&quot;password&quot;: &quot;${value}&quot;`],
    ["behind a scheme", `"authorization": "Bearer ${value}"`],
  ])("%s", (_, text) => {
    expect(find(text)).toEqual([value]);
  });

  it("as a list of bytes, over lines", () => {
    const bytes = "17, 203, 94, 8, 151, 66, 240, 33,\n  120, 77, 190, 5, 212, 149, 61, 88";
    expect(find(`secretKey := []byte{\n  ${bytes},\n}`)).toEqual([bytes]);
  });

  it("behind a prefix that says its kind", () => {
    expect(find(`LOB_API_KEY=test_${hex(2, 32)}\n`)).toEqual([`test_${hex(2, 32)}`]);
  });
});

describe("passes over", () => {
  it.each([
    ["a name that is assigned to a name", "const password = userPassword;"],
    ["a call", "const token = await getToken();"],
    ["a packed file", `var _userAuthTmpl = "\\x1f\\x8b\\x08${fake("(\\\\x[0-9a-f]{2}[A-Za-z]){40}", 4)}"`],
    ["a look-up", 'const token = getenv("GITHUB_TOKEN_FOR_DEPLOY_2024");'],
    ["a member", "this.password = this.options.password"],
    ["a type", "interface Login {\n  password: string\n  token?: string\n}"],
    ["a variable of a shell", 'export PASSWORD="$' + '{DB_PASSWORD}"\n'],
    ["a command of a shell", "TOKEN=$(openssl rand -hex 32)\n"],
    ["a template", `token: "{{ vault_token_${random(3, 8)} }}"`],
    ["what stands for a value", 'api_key = "<your-api-key-goes-here>"'],
    ["a masked value", `client_secret: ${random(4, 6)}${"*".repeat(24)}${random(5, 6)}`],
    ["an URL", `token_uri = "https://acme.io/${random(6, 24)}"`],
    ["a path", 'private_key = "/etc/ssl/private/server-2024.key"'],
    ["the name of a secret", `secretName: ${random(7, 20)}`],
    ["the hash of a password", `password: "$2b$12$${random(8, 53)}"`],
    ["a public key's id", `publicKeyToken = ${hex(9, 16)}`],
    ["a token of a list's pages", `nextPageToken = "${random(10)}"`],
    ["a label", '"LABEL_PASSWORD_REPEAT": "Repeat the new password, please"'],
    ["a label in another language", '"password": "Contrase\u00f1a nueva del usuario"'],
    ["the name of a resource", 'password: "urn:k8s:secret:oidc:redisPass"'],
    ["a type of media", "'walletPass' => 'application/vnd.acme.pass2024'"],
    ["a path in a variable of a shell", 'GIT_PASS="$TRASH_DIRECTORY/helper-2024"\n'],
    ["a nonce of a handshake", `Sec-WebSocket-Key: ${random(16, 22)}==\n`],
    ["a certificate in base64", `tls.key: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t${random(17, 32)}\n`],
    ["a value that was cut", `token = "${hex(19, 14)}..."`],
    ["the token of RFC 6750", '--oauth2-token "mF_9.B5f-4.1JqM"'],
    ["what a map holds", `assertThat(layers).containsKeys("${hex(20, 64)}.tar")`],
    ["the id of an OpenPGP key", `KEY=${fake("[0-9A-F]{16}", 18)}\n`],
    ["a value that says it is one", '"authkey1": "authentication-value1"'],
    ["a test of escaping", '"password": "%20!%22$%26%28%29*+,-./0"'],
    ["digits in order", 'secret = "0123456789abcdefghij"'],
    ["bytes in order", "key = new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}"],
    ["the keys of AWS's documents", `secret_access_key = "wJalrXUtnFEMI${"/K7MDENG/"}bPxRfiCYEXAMPLEKEY"`],
    [
      "the scope of a signature in an URL",
      `?X-Amz-Credential=${fake("ASIA[A-Z2-7]{16}", 21)}%2F20240101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=1`,
    ],
    ["a value that SOPS sealed", `"github_token": "ENC[AES256_GCM,data:${random(22)},iv:${random(23)},type:str]"`],
    ["an action of a controller", `get "admin/passwords" => "accounts#passwords_of_staff"`],
    ["a member of Ruby's self", "  password ||= @current_user.api_key\n"],
    ["an empty struct of Go", "respCreds := ec2RoleCredRespBody{}\n"],
    ["a cmdlet", "$password = Get-AnsibleParam -obj $params -name password\n"],
    ["the key of a table, byte by byte", String.raw`key="\x00\x01\x8f\x02\x00_\x7f\x03\x00", value="a"`],
    ["the sum of a pod's secrets", `checksum/secrets: ${hex(24, 64)}\n`],
    ["a key's fingerprint", `key := NewMasterKeyFromFingerprint("${fake("[0-9A-F]{40}", 25)}")`],
    ["a sealed key", `"X-Acme-Sealed-Key": "${random(26, 40)}"`],
    ["several values of Helm", "helm install --set users[0].accessKey=accessKey,users[0].secretKey=secretKey7,users[0].policy=none"],
    ["the id of a document", `?DocumentKey=${fake("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 27)}&page=1`],
    ["an action of a service", '"GetSecretValue": "secretsmanager:GetSecretValue"'],
    ["the text between two strings", `out("password=" + password + "&user=" + user)`],
    ["the revision of a dependency", `github.com/acme/oauth2 = commit:${hex(28, 10)}\n`],
    ["what a test expects of its output", String.raw`expected := "PASS: check_test\\.go:[0-9]+: Fixture\\.Test1"`],
    ["a variable, twice marked", "    password: $$REGISTRY_PASSWORD_2\n"],
    ["an object in a string", String.raw`"Credential":"{\"id\":\"Y3JlZGVudGlhbC0x\",\"kind\":\"none\"}"`],
    ["a list of attributes", "  - PASS_LOOKUP=uniqueIdentifier=user,userPassword=password\n"],
    ["a filter of LDAP", `QUERY_PASS='(&(uid=%n)(objectClass=acmeAccount))'`],
    [
      "a text of a page",
      '  "sign_up": "Aanmelden",\n  "reset_it": "Reset uw wachtwoord",\n  "bad_code": "Sorry, uw code is niet meer geldig.",\n  "new_password": "Nieuw wachtwoord"\n}\n',
    ],
    [
      "a text of a page, of one word",
      "hello=Een account nodig\n\nnew_passcode=Bevestigingscode\nenter_code=Vul een code in\nother=Nog een woord\nlast=Klaar\n",
    ],
    ["a message", 'throw new Error("token: expected a string of 32 characters")'],
  ])("%s", (_, text) => {
    expect(find(text)).toEqual([]);
  });
});

it("is surer of random values than of words", () => {
  expect(confidenceOf(`password: "${random(11)}"`)).toBeGreaterThan(confidenceOf('password: "correct-horse-battery"'));
});

it("keeps short passwords for audits, below what is reported by default", () => {
  const confidence = confidenceOf('password: "kunigunde42"');
  expect(confidence).toBeGreaterThan(0);
  expect(confidence).toBeLessThan(0.5);
});

it("keeps a password that is the user's name for audits", () => {
  const both = (user: string, password: string): number => {
    const before = `[admin]\nusername = ${user}\n`;
    return findAssigned(`${before}password = ${password}\n`, [[before.length, before.length + 4]])[0]?.confidence ?? 0;
  };
  const random16 = random(13, 16);
  expect(both(random16, random16)).toBeLessThan(0.5);
  expect(both(random(14, 16), random16)).toBeGreaterThan(0.5);
});

it("says why, and what speaks against it", () => {
  const [one] = findAssigned(`password: "${random(12, 6)}1"`, [[0, 4]]);
  expect(one?.evidence).toContain("its name says password");
  expect(one?.doubts.length).toBeGreaterThan(0);
});

it("reads bytes where they lie in a larger buffer", () => {
  const text = `token = "${random(13)}"`;
  const bytes = Buffer.from(`secret = "${random(14)}"${text}; token = "${random(15)}"`, "latin1");
  const at = 43;
  const view = { length: text.length, bytes, bytesAt: at, slice: (start: number, end: number) => text.slice(start, end) };
  expect(findAssigned(view, spansOf(text)).map(({ start, secret }) => [start, secret])).toEqual([[9, random(13)]]);
});

const piece = fc.oneof(
  fc.constantFrom(...WORDS, "=", ":", " ", '"', "'", "\\", "(", "{", "[", "<", ">", "/", "&quot;", ";s:3:", "\n", "value", "-", "--"),
  fc.string({ unit: "binary", maxLength: 12 }),
);

it("gives spans that hold their secrets, in order and apart, for any text", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = Buffer.from(pieces.join(""), "utf8").toString("latin1");
      let before = 0;
      for (const { start, end, secret, confidence } of findAssigned(text, spansOf(text))) {
        expect(text.slice(start, end)).toBe(secret);
        expect(start).toBeGreaterThanOrEqual(before);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        before = end;
      }
    }),
  );
});

// A backtracking expression would need years for these, not seconds.
it.each([
  ["quotes that open and never close", 'password="'],
  ["names without an end", "password_"],
  ["paths of letters", `key = "/${"a".repeat(4000)}+"\n`],
  ["words and dots", `token = "${"a.".repeat(2000)}("\n`],
  ["numbers without an end", `secret = {${"1, ".repeat(1300)}`],
  ["pairs without an end", `auth: "a=${"b,".repeat(2000)}"\n`],
  ["brackets", `pass: ${"(".repeat(3000)}${")".repeat(1000)}\n`],
])("reads a long text of %s", (_, unit) => {
  const text = unit.repeat(Math.ceil(400_000 / unit.length));
  expect(find(text).length).toBe(0);
});
