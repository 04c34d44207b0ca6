import { fake } from "../../packages/model/src/index.ts";
import { facts } from "../../packages/engine/src/generic/facts.ts";
import { features } from "../../packages/engine/src/generic/features.ts";
import { type Row, candidatesOf } from "./candidates.ts";
import { randomOf } from "./boost.ts";

/** Forms of values that machines and careful people make; each is a pattern of `fake`. */
const VALUES = [
  "[0-9a-f]{32}",
  "[0-9a-f]{40}",
  "[0-9a-f]{64}",
  "[0-9a-f]{16}",
  "[A-Za-z0-9]{16}",
  "[A-Za-z0-9]{20}",
  "[A-Za-z0-9]{24}",
  "[A-Za-z0-9]{32}",
  "[A-Za-z0-9]{43}",
  "[A-Za-z0-9]{64}",
  "[a-z0-9]{20}",
  "[a-z0-9]{32}",
  "[A-Z0-9]{20}",
  "[A-Z2-7]{32}",
  "[A-Za-z0-9+/]{22}==",
  "[A-Za-z0-9+/]{43}=",
  "[A-Za-z0-9+/]{86}==",
  "[A-Za-z0-9_-]{27}",
  "[A-Za-z0-9_-]{43}",
  "[A-Za-z0-9_-]{64}",
  "sk_[A-Za-z0-9]{24}",
  "key-[0-9a-f]{32}",
  "[0-9]{8}-[A-Za-z0-9]{32}",
  "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
  "[A-Za-z0-9!#%&*+]{14}",
  "[A-Za-z0-9!#%&*+?]{20}",
  "[a-z]{4}[A-Z][a-z]{4}[0-9]{3}[!#%]",
];
const NAMES = [
  "password",
  "db_password",
  "DB_PASSWORD",
  "adminPassword",
  "apiKey",
  "API_KEY",
  "api_key",
  "secret",
  "clientSecret",
  "client_secret",
  "SECRET_KEY",
  "accessToken",
  "access_token",
  "AUTH_TOKEN",
  "token",
  "privateKey",
  "encryption_key",
  "consumerSecret",
  "webhook_secret",
  "credential",
];
const FORMS: readonly ((name: string, value: string) => string)[] = [
  (name, value) => `const ${name} = "${value}";\n`,
  (name, value) => `    ${name}: '${value}',\n    user: 'app',\n`,
  (name, value) => `${name} = "${value}"\n`,
  (name, value) => `[service]\nhost = db.internal\n${name} = ${value}\n`,
  (name, value) => `export ${name}=${value}\n`,
  (name, value) => `service:\n  ${name}: ${value}\n  port: 8080\n`,
  (name, value) => `{\n  "host": "db.internal",\n  "${name}": "${value}"\n}\n`,
  (name, value) => `<${name}>${value}</${name}>\n`,
  (name, value) => `<add key="${name}" value="${value}" />\n`,
  (name, value) => `  '${name}' => '${value}',\n`,
  (name, value) => `  :${name} => "${value}"\n`,
  (name, value) => `private static final String ${name} = "${value}";\n`,
  (name, value) => `client.set${name.charAt(0).toUpperCase()}${name.slice(1)}("${value}");\n`,
  (name, value) => `env:\n  - name: ${name}\n    value: ${value}\n`,
  (name, value) => `deploy --${name} ${value} --yes\n`,
  (name, value) => `https://api.internal/v1/list?${name}=${value}&page=2\n`,
  (name, value) => `body = "{\\"${name}\\":\\"${value}\\"}"\n`,
];

/** Rows of secrets made from the seed: forms of values that a labelled set holds seldom are not to be forgotten. */
export function madeRows(seed: number, count: number, weight: number): Row[] {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const rows: Row[] = [];
  for (let i = 0; i < count; i++) {
    const name = pick(NAMES) ?? "";
    const isBytes = random() < 0.08;
    const text = isBytes ? bytesText(name, random) : (pick(FORMS) ?? String)(name, fake(pick(VALUES) ?? "", seed * 100_000 + i));
    candidatesOf(Buffer.from(text, "latin1"), (candidate) => {
      const { shape } = candidate;
      rows.push({
        repository: `made ${i % 40}`,
        path: "made",
        line: i,
        values: Float32Array.from(features(candidate)),
        bits: shape.bits,
        label: 1,
        weight,
        facts: facts(candidate),
        origin: "made",
      });
    });
  }
  return rows;
}

/** A key as a list of bytes, as Go, Java and C write it. */
function bytesText(name: string, random: () => number): string {
  const numbers = Array.from({ length: random() < 0.5 ? 16 : 32 }, () => Math.floor(random() * 256));
  const isHex = random() < 0.5;
  const list = numbers.map((n) => (isHex ? `0x${n.toString(16).padStart(2, "0")}` : String(n))).join(", ");
  return random() < 0.5 ? `${name} := []byte{${list}}\n` : `byte[] ${name} = new byte[] {${list}};\n`;
}
