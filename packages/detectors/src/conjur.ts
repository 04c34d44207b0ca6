import { type Detector, fake } from "@stanch/model";
import { ASSIGN, anyCase, toBase64 } from "./_words.ts";

/** Crockford's alphabet in lower case. */
const DIGITS = "0-9a-hjkmnp-tv-z";

/**
 * Conjur writes a key as eight 32-bit numbers one after another, each in Crockford's base 32 without leading zeros (its
 * `Credentials.random_api_key`). A number of seven digits is below 2^32 only when it opens with 1, 2 or 3.
 */
export function isEightNumbers(key: string): boolean {
  let ends = new Set([0]);
  for (let number = 0; number < 8; number++) {
    const next = new Set<number>();
    for (const end of ends) {
      const first = key[end] ?? "";
      if (first === "" || first === "0") continue;
      // Three digits or fewer is one number in 131,072.
      for (const length of [4, 5, 6, 7]) if (length < 7 || first <= "3") next.add(end + length);
    }
    ends = next;
  }
  return ends.has(key.length);
}

const key = (seed: number): string => fake(`([123][${DIGITS}]{6}){6}[4-9a-h][${DIGITS}]{5}[123][${DIGITS}]{6}`, seed);

const CONJUR = anyCase("conjur");

const apiKey = {
  keywords: ["conjur", "api key for admin", "authn_api_key"],
  pattern: new RegExp(
    // The structure is telling enough for the word to stand anywhere before it, as in the answer of a command.
    String.raw`(?:${CONJUR}[\s\S]{0,190}?(?<![\w/+.-])|${anyCase("api key for")} [^\s:]{1,96}: {0,4}|${anyCase("authn_api_key")}${ASSIGN}|"api_key"\s{0,4}:\s{0,4}")(?<![${DIGITS}])(?<secret>[${DIGITS}]{44,56})(?![\w/+=.-])`,
  ),
  window: { before: 8, after: 512 },
  entropy: 3.8,
  checksum: { name: "eight 32-bit numbers in base 32", verify: isEightNumbers },
};
// The login decides whose key it is: a host's opens with `host/`.
const HOST = String.raw`host(?:/|%2[Ff])[\w.@%/+-]{1,128}`;

export const conjurApiKey: Detector = {
  id: "conjur-api-key",
  title: "CyberArk Conjur API key",
  provider: "conjur",
  category: "identity",
  severity: "critical",
  opens: "Reads every secret that its user or host may read, and as admin writes policy and reads them all.",
  ...apiKey,
  companions: [
    {
      name: "login",
      pattern: new RegExp(`(?:authn_?login|CONJUR_AUTHN_LOGIN|login)["']?\\s{0,4}[:= ]\\s{0,4}["']?(?<value>${HOST}|[\\w.@-]{2,64})`, "i"),
      withinBytes: 512,
    },
    { name: "url", pattern: /https:\/\/[^\s"'<>,;]{4,200}/, withinBytes: 1024 },
  ],
  examples: [
    `CONJUR_AUTHN_LOGIN=host/apps/billing\nCONJUR_AUTHN_API_KEY=${key(1)}`,
    `Created new account 'prod'\nAPI key for admin: ${key(2)}`,
    `conjur:\n  account: prod\n  authn_login: admin\n  api_key: "${key(3)}"`,
    `conjur login -i admin -p x; export CONJUR_AUTHN_API_KEY='${key(4)}'`,
    `{"created_roles":{"conjur:host:app":{"id":"conjur:host:app","api_key":"${key(5)}"}}}`,
    `root@1:/src/conjur-server#\n\n$ ./cli key\n\n${key(10)}\n`,
    `machine https://conjur.acme.test/authn\n  login host/app\n  password ${key(6)}\n`,
  ],
  counterExamples: [
    `CONJUR_AUTHN_API_KEY=${"1".repeat(53)}`,
    "CONJUR_AUTHN_API_KEY=$(conjur host rotate-api-key -i app)",
    `CONJUR_AUTHN_API_KEY=${fake(`0[${DIGITS}]{52}`, 7)}`, // a leading zero cannot occur
    `conjur policy load: ${fake(`[4-9][${DIGITS}]{55}`, 14)}`, // its first number would exceed 32 bits
    `conjur image sha256 token: ${fake("[0-9a-f]{64}", 8)}`,
    `API_KEY=${key(9)}`, // nothing says Conjur
  ],
  references: ["https://github.com/cyberark/conjur/blob/master/app/models/credentials.rb"],
  revoke: "conjur host rotate-api-key or conjur user rotate-api-key (PUT /authn/{account}/api_key)",
};

export const conjurDataKey: Detector = {
  id: "conjur-data-key",
  title: "CyberArk Conjur data key",
  provider: "conjur",
  category: "identity",
  severity: "critical",
  opens: "Decrypts a copy of Conjur's database: all secrets, signing keys and API keys.",
  keywords: ["conjur_data_key", "conjur-data-key", "conjurdatakey"],
  pattern: new RegExp(
    String.raw`${anyCase("conjur[_-]?data[_-]?key")}(?:${ASSIGN}|[ \t]{1,4})(?<secret>[A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])`,
  ),
  entropy: 4,
  confidence: 0.95,
  examples: [
    `CONJUR_DATA_KEY=${toBase64(fake("[A-Za-z0-9]{32}", 11))}`,
    `env:\n  - name: CONJUR_DATA_KEY\n    value: "${toBase64(fake("[A-Za-z0-9]{32}", 12))}"`,
  ],
  counterExamples: [
    `CONJUR_DATA_KEY="$(docker run --rm cyberark/conjur data-key generate)"`,
    `CONJUR_DATA_KEY=${"A".repeat(43)}=`,
    `CONJUR_DATA_KEY=${fake("[A-Za-z0-9]{20}", 13)}`,
  ],
  references: ["https://github.com/cyberark/conjur"],
  revoke: "Generate a new data key and re-encrypt the database, then change every secret it held",
};
