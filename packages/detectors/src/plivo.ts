import { type Detector, type ReadFacts, type Rule, dateOfSeconds, fake } from "@stanch/model";
import { HEADER_ENDS, decodeJwt } from "./_jwt.ts";
import { ASSIGN, LEFT, RIGHT, anyCase, fromBase64, toBase64 } from "./_words.ts";
import { describe, facts } from "./_facts.ts";

// Auth ID: MA (main account) or SA (sub-account) and 18 of A-Z0-9, as the official Python SDK checks it. The token is 40
// characters: base64 of 30 hex digits or of 30 characters of a UUID, in which `+` and `/` cannot occur. It has neither
// prefix nor checksum, so the ID beside it is what tells it from any other 40 characters.
const idOf = (kind: string): string => String.raw`(?<![A-Za-z0-9])${kind}[A-Z0-9]{18}(?![A-Za-z0-9])`;
const TOKEN = "[A-Za-z0-9]{40}";

/** Between a token and its ID: no other ID, no end of an object (the ID of the next entry is not this one's). */
const GAP = String.raw`(?:(?!${idOf("[MS]A")}|\})[\s\S]){0,256}`;
const before = (kind: string): string => `(?<=${idOf(kind)}${GAP})`;
const after = (kind: string): string => `(?=${TOKEN}${GAP}${idOf(kind)})`;
const NO_ID_BEFORE = `(?<!${idOf("[MS]A")}${GAP})`;
const NO_ID_AFTER = `(?!${TOKEN}${GAP}${idOf("[MS]A")})`;

const PLIVO = anyCase("plivo");
const WORD = anyCase("(?:token|secret|passw(?:or)?d|pwd|key)");
const AUTH_TOKEN = `${anyCase("auth")}[_-]?${anyCase("token")}`;
/** The token's own name says Plivo, or a block or section of that name holds it, or it is a client's second argument. */
const NAMED = [
  String.raw`(?<=${PLIVO}[^\n]{0,96}?${WORD}(?:${ASSIGN}|[ \t]{1,4}["']?))`,
  String.raw`(?<=${PLIVO}[\w-]{0,24}["'\]]{0,2}[ \t]{0,4}(?:(?:=>|:|=)?[ \t]{0,4}[{(]?|\])[ \t]{0,4}\r?\n(?:[^\n]{0,96}\n){0,5}[ \t]{0,24}["':]{0,2}(?:${anyCase("auth")}[_-]?)?${WORD}${ASSIGN})`,
  String.raw`(?<=(?:${PLIVO}[\w.:\\]{0,24}|RestClient|PlivoClient|PlivoApi)(?:\.new)?\(\s{0,16}[^\n]{0,96},\s{0,24}["'\x60])`,
  // A comment or an import names Plivo, the variable only says what it is.
  String.raw`(?<=${PLIVO}(?:[^\n]{0,160}\n){1,6}?[^\n]{0,40}${AUTH_TOKEN}${ASSIGN})`,
  String.raw`(?<=${AUTH_TOKEN}${ASSIGN})(?=${TOKEN}[^\n]{0,64}${PLIVO})`,
].join("|");

/** Another provider's secret, or a hash, that only stands near: its own name says so. */
const OTHERS = anyCase(
  "(?:aws|amazon|secret_?access|github|gitlab|bitbucket|twilio|stripe|slack|sendgrid|nexmo|vonage|google|azure|facebook|heroku|commit|revision|sha[0-9]|integrity|digest|etag|signature|nonce)",
);
const NOT_ANOTHERS = String.raw`(?<!${OTHERS}[\w.-]{0,40}${ASSIGN})`;

const NOT_SECRET = [/^[0-9a-z]{40}$/, /^[0-9A-Z]{40}$/, /^[A-Za-z]{40}$/];

// `auth_token` without the word Plivo counts only beside an ID of the exact shape.
const KEYWORDS = ["plivo", "auth_token", "authtoken", "auth-token", "auth token", "auth_id", "authid"];

const tokenRule = (context: string, kind: string): Rule => ({
  keywords: KEYWORDS,
  pattern: new RegExp(`${LEFT}(?=${TOKEN}${RIGHT})(?:${context})${NOT_ANOTHERS}(?<secret>${TOKEN})`),
  window: { before: 512, after: 512 },
  entropy: 3.3,
  confidence: 0.65,
  companions: [{ name: "authId", pattern: new RegExp(`${idOf(kind)}`), withinBytes: 1024 }],
  notSecret: NOT_SECRET,
});

/** `Authorization: Basic …`: the pair is 61 bytes, so its base64 has 82 characters and, mostly, two equal signs. */
const headerRule = (first: string, kind: string): Rule => ({
  id: "basic-header",
  prefixes: [`${first}E`, `${first}F`],
  pattern: new RegExp(String.raw`(?<![A-Za-z0-9+/=_-])${first}[EF][A-Za-z0-9+/]{79}(?:==)?(?![A-Za-z0-9+/=])`),
  checksum: {
    name: "decodes to an Auth ID, a colon and 40 characters",
    verify: (secret) => new RegExp(`^${kind}[A-Z0-9]{18}:${TOKEN}$`).test(fromBase64(secret) ?? ""),
  },
});

/** What official tokens decode to, and whose account: beside it, or before the colon of a header. */
const tokenFacts: ReadFacts = (secret, companions) => {
  const pair = /^([MS]A[A-Z0-9]{18}):([A-Za-z0-9]{40})$/.exec(fromBase64(secret) ?? "");
  const inside = fromBase64(pair?.[2] ?? secret) ?? "";
  const form = /^[0-9a-f]{30}$/.test(inside) ? ["30 hex digits"] : /^[0-9a-f-]{30}$/.test(inside) ? ["30 characters of a UUID"] : [];
  return facts([
    ...describe({ account: "Plivo account" }, { account: pair?.[1] ?? companions["authId"] }),
    ...form.map((shape) => `it decodes to ${shape}, as Plivo makes them`),
  ]);
};

const main = (seed: number): string => fake("MA[A-Z0-9]{18}", seed);
const sub = (seed: number): string => fake("SA[A-Z0-9]{18}", seed);
/** Base64 of 30 hex digits, as real tokens are. */
const token = (seed: number): string => toBase64(fake("[0-9a-f]{30}", seed));

const REFERENCES = [
  "https://www.plivo.com/docs/account/api/account/the-account-object/",
  "https://plivo.com/docs/account/api/account/update-account-details",
];

export const plivoAuthToken: Detector = {
  id: "plivo-auth-token",
  title: "Plivo Auth Token",
  provider: "plivo",
  category: "messaging",
  severity: "critical",
  opens: "Sends messages and places calls at the owner's cost, reads call records and recordings: the whole account, no scopes.",
  rules: [
    tokenRule([before("MA"), `${NO_ID_BEFORE}${after("MA")}`, `${NO_ID_BEFORE}${NO_ID_AFTER}(?:${NAMED})`].join("|"), "MA"),
    headerRule("TU", "MA"),
  ],
  facts: tokenFacts,
  examples: [
    `PLIVO_AUTH_ID=${main(1)}\nPLIVO_AUTH_TOKEN=${token(2)}`,
    `export AUTH_ID="${main(3)}"\nexport AUTH_TOKEN="${token(4)}"`, // no word Plivo: the ID's shape is enough
    `PLIVO_AUTH_TOKEN=${token(5)}`, // the ID lives elsewhere
    `plivo:\n  auth_id: ${main(6)}\n  auth_token: ${token(7)}\n`,
    `plivo:\n  auth_id: "\${PLIVO_ID}"\n  region: eu\n  auth_token: '${token(8)}'\n`,
    `{"plivo": {"authId": "${main(9)}", "authToken": "${token(10)}"}}`,
    `{ "auth_token": "${token(11)}", "auth_id": "${main(12)}" }`, // the token first
    `# ~/.plivo/config.toml\n[profiles.default]\nauth_id = "${main(46)}"\nauth_token = "${token(47)}"\n`,
    `ENV PLIVO_AUTH_TOKEN ${token(48)}`,
    `variable "plivo_auth_token" {\n  type    = string\n  default = "${token(49)}"\n}`,
    `const token = process.env.PLIVO_AUTH_TOKEN ?? "${token(69)}";`,
    `let plivoAuthToken: String = "${token(70)}"`,
    `// Plivo\nconst authId = process.env.ID;\nconst authToken = "${token(71)}";`,
    `AUTH_TOKEN = "${token(72)}"  # Plivo`,
    `| PLIVO_AUTH_TOKEN | ${token(73)} |`,
    `[plivo]\nsrc = +15551230000\ntoken = "${token(13)}"\n`,
    `client = plivo.RestClient("${main(14)}", "${token(15)}")`,
    `client = plivo.RestClient(auth_id='${main(16)}', auth_token='${token(17)}')`,
    `const client = new plivo.Client(\n  "${main(18)}",\n  "${token(19)}",\n);`,
    `const client = new plivo.Client(process.env.PLIVO_AUTH_ID, "${token(20)}");`,
    `client = Plivo::RestClient.new('${main(21)}', '${token(22)}')`,
    `use Plivo\\RestClient;\n$client = new RestClient("${main(23)}", "${token(24)}");`,
    `client, err := plivo.NewClient("${main(25)}", "${token(26)}", &plivo.ClientOptions{})`,
    `Plivo.init("${main(27)}", "${token(28)}");`,
    `var api = new PlivoApi("${main(29)}", "${token(30)}");`,
    `val client = PlivoClient("${main(31)}", "${token(32)}")`,
    `curl -i --user ${main(33)}:${token(34)} https://api.plivo.com/v1/Account/${main(33)}/Message/`,
    `url = "https://${main(35)}:${token(36)}@api.plivo.com/v1/Account/"`,
    `Authorization: Basic ${toBase64(`${main(37)}:${token(38)}`)}`,
    `headers = {"Authorization": "Basic ${toBase64(`${main(39)}:${token(40)}`).replaceAll("=", "")}"}`,
    `PLIVO_AUTH_ID=${main(41)}\nPLIVO_AUTH_TOKEN=${token(42)}\nAWS_SECRET_ACCESS_KEY=${fake("[a-z]{4}[A-Z]{4}[A-Za-z0-9]{31}7", 43)}`,
    `<add key="PlivoAuthId" value="${main(44)}" />\n<add key="PlivoAuthToken" value="${token(45)}" />`,
  ],
  counterExamples: [
    `plivo id ${main(50)}, token ${"x".repeat(40)}`, // placeholder
    `PLIVO_AUTH_TOKEN=your_auth_token\nPLIVO_AUTH_ID=your_auth_id`,
    `PLIVO_AUTH_TOKEN=\${PLIVO_AUTH_TOKEN}`,
    `client = plivo.RestClient(os.environ["PLIVO_AUTH_ID"], os.environ["PLIVO_AUTH_TOKEN"])`,
    `git show ${fake("[0-9a-f]{40}", 51)} # plivo client`, // a commit id near the word
    `plivo@^4.1.0:\n  resolved "https://registry.npmjs.org/plivo/-/plivo-4.1.0.tgz#${fake("[0-9a-f]{40}", 52)}"`,
    `plivo integrity ${fake("[A-Za-z0-9]{64}", 53)}`, // a longer run is something else
    `AUTH_TOKEN=${token(54)}`, // neither the word nor the ID
    `AUTH_ID=${fake("MA[A-Z0-9]{17}", 55)}\nAUTH_TOKEN=${token(56)}`, // an ID one character short
    `AUTH_ID=${fake("ma[a-z0-9]{18}", 57)}\nAUTH_TOKEN=${token(58)}`, // IDs are upper case
    `PLIVO_AUTH_ID=${sub(59)}\nPLIVO_AUTH_TOKEN=${token(60)}`, // a sub-account's: the other kind
    `PLIVO_AUTH_ID=${main(61)}\nAWS_SECRET_ACCESS_KEY=${fake("[a-z]{4}[A-Z]{4}[A-Za-z0-9]{31}7", 62)}`, // another provider's secret
    `plivo_auth_id: ${main(63)}\nfunction: "sendPlivoMessageWithRetryAndBackoffTimer"`, // a 40-character name
    `Authorization: Basic ${toBase64(`${main(64)}:${fake("[A-Za-z0-9]{39}", 65)}`)}`, // not a pair
    `Authorization: Basic ${toBase64(`${fake("[a-z]{20}", 66)}:${token(67)}`)}`,
    `import plivo\nX = "${token(68)}"`, // near the word, but nothing names it
  ],
  references: REFERENCES,
  revoke: "Plivo console > Account > Credentials > Generate Auth Token",
};

export const plivoSubaccountToken: Detector = {
  id: "plivo-subaccount-token",
  title: "Plivo sub-account Auth Token",
  provider: "plivo",
  category: "messaging",
  severity: "high",
  opens: "Sends messages and places calls at the main account's cost and reads the sub-account's records, but not the other sub-accounts.",
  rules: [tokenRule([before("SA"), `${NO_ID_BEFORE}${after("SA")}`].join("|"), "SA"), headerRule("U0", "SA")],
  facts: tokenFacts,
  examples: [
    `PLIVO_AUTH_ID=${sub(1)}\nPLIVO_AUTH_TOKEN=${token(102)}`,
    `PLIVO_SUBACCOUNT_ID="${sub(3)}"\nPLIVO_SUBACCOUNT_TOKEN="${token(104)}"`,
    `{"auth_id": "${sub(5)}", "auth_token": "${token(106)}", "name": "EU"}`,
    `{"name": "EU", "auth_token": "${token(107)}", "auth_id": "${sub(8)}"}`,
    `client = plivo.RestClient("${sub(9)}", "${token(110)}")`,
    `curl -u '${sub(11)}:${token(112)}' https://api.plivo.com/v1/Account/${sub(11)}/Call/`,
    `https://${sub(13)}:${token(114)}@api.plivo.com/v1/Account/${sub(13)}/`,
    `authorization: basic ${toBase64(`${sub(15)}:${token(116)}`)}`,
    // Both accounts in one file: the nearest ID names the kind.
    `MAIN_AUTH_ID=${main(17)}\nMAIN_AUTH_TOKEN=\${MAIN}\nSUB_AUTH_ID=${sub(18)}\nSUB_AUTH_TOKEN=${token(119)}`,
    `accounts:\n  - auth_id: ${sub(20)}\n    auth_token: ${token(121)}\n`,
    `new PlivoClient("${sub(22)}", "${token(123)}")`,
  ],
  counterExamples: [
    `PLIVO_AUTH_ID=${main(30)}\nPLIVO_AUTH_TOKEN=${token(131)}`, // the main account's: the other kind
    `PLIVO_AUTH_TOKEN=${token(132)}`, // no ID says that it is a sub-account's
    `plivo sub-account ${sub(33)}: ${"x".repeat(40)}`,
    `auth_id=${sub(34)} auth_token=${fake("[0-9a-f]{40}", 35)}`, // a SHA-1
    `auth_id=${sub(36)}\ngithub_token=${token(137)}`,
    `SUB=${sub(38)}\nVALUE=${token(139)}`, // no telling word
    `Authorization: Basic ${toBase64(`${sub(40)}:${fake("[A-Za-z0-9]{41}", 41)}`)}`,
  ],
  references: ["https://www.plivo.com/docs/account/api/subaccount"],
  revoke: "DELETE https://api.plivo.com/v1/Account/{main auth id}/Subaccount/{sub auth id}/, then create a new one",
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const access = (seed: number, cty = "plivo;v=1"): string =>
  `${part({ alg: "HS256", typ: "JWT", cty })}.${part({ iss: main(seed), sub: "agent-7", exp: 1_798_761_600, per: { voice: { outgoing_allow: true } } })}.${fake("[A-Za-z0-9_-]{43}", seed)}`;

export const plivoAccessToken: Detector = {
  id: "plivo-access-token",
  title: "Plivo access token of an endpoint",
  provider: "plivo",
  category: "messaging",
  severity: "medium",
  opens: "Calls and is called as one endpoint in browsers or apps, for a day at most; the account's Auth Token signed it.",
  prefixes: ["eyJ"],
  ahead: HEADER_ENDS,
  pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{20,200}\.eyJ[A-Za-z0-9_-]{20,2000}\.[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 2300 },
  humanChosen: true,
  checksum: {
    name: "its header says plivo",
    verify: (text) => {
      const type = decodeJwt(text)?.header["cty"];
      return typeof type === "string" && type.startsWith("plivo");
    },
  },
  facts: (secret) => {
    const claims = decodeJwt(secret)?.payload ?? {};
    return facts(describe({ iss: "Plivo account" }, claims), dateOfSeconds(claims["exp"]));
  },
  examples: [`accessToken: "${access(201)}"`, `plivoBrowserSdk.client.loginWithAccessToken("${access(202)}")`],
  counterExamples: [
    `Bearer ${access(203, "JWT")}`, // of another issuer
    `${part({ alg: "HS256", cty: "plivo;v=1" })}.${part({ iss: main(204) })}`, // no signature
    "loginWithAccessToken('eyJ...')",
  ],
  references: ["https://github.com/plivo/plivo-python/blob/master/plivo/utils/jwt.py"],
  revoke: "It expires by itself; else change the Auth Token that signed it",
};
