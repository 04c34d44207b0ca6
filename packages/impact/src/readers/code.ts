import { awsName, azureName, conjurName, gcpName, parameterName, vaultName } from "../names.ts";
import type { Reader } from "../reader.ts";
import { usesIn } from "../uses/index.ts";
import { lineCounter } from "./_placeholders.ts";

const NAME = "([A-Za-z_][A-Za-z0-9_.]{1,127})";
const QUOTED = `["'\`]${NAME}["'\`]`;
/** By language: expressions whose first group is the name. Lexical: text in a comment counts as well, and a computed name is not seen. */
const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  js: [
    String.raw`(?:process|Bun|import\.meta|\bc)\.env\.([A-Za-z_]\w+)`,
    `(?:process|Bun)\\.env\\[\\s*${QUOTED}`,
    `Deno\\.env\\.get\\(\\s*${QUOTED}`,
    String.raw`\{([^{}]{1,400})\}\s*=\s*process\.env\b`,
    `\\bconfigService\\.(?:get|getOrThrow)(?:<[^>]*>)?\\(\\s*${QUOTED}`,
  ],
  py: [
    `\\benviron(?:b)?(?:\\.get|\\.pop|\\.setdefault)?[\\[(]\\s*[bf]?${QUOTED}`,
    `\\bgetenv\\(\\s*${QUOTED}`,
    `\\bconfig\\(\\s*${QUOTED}`,
    `\\benv(?:\\.(?:str|bytes|url))?\\(\\s*${QUOTED}`,
  ],
  go: [`os\\.(?:Getenv|LookupEnv)\\(\\s*${QUOTED}`, `viper\\.(?:GetString|BindEnv)\\(\\s*${QUOTED}`, String.raw`\benv:"([A-Za-z_]\w+)`],
  rb: [`ENV(?:\\.fetch)?[\\[(]\\s*${QUOTED}`],
  php: [`getenv\\(\\s*${QUOTED}`, `\\$_(?:ENV|SERVER)\\[\\s*${QUOTED}`, `\\benv\\(\\s*${QUOTED}`],
  jvm: [
    `System\\.getenv\\(\\s*(?:\\)\\s*(?:\\.get\\(|\\[))?\\s*${QUOTED}`,
    `System\\.getenv\\(\\)\\.get\\(\\s*${QUOTED}`,
    String.raw`@Value\(\s*"\\?\$\{([A-Za-z_][\w.-]+)`,
    `sys\\.env(?:\\.get|\\.getOrElse)?\\(\\s*${QUOTED}`,
  ],
  cs: [`GetEnvironmentVariable\\(\\s*${QUOTED}`, `(?:[Cc]onfiguration|config)\\[\\s*${QUOTED}`],
  rs: [`(?:env::var|env::var_os|dotenvy?::var|\\benv!|option_env!)\\(\\s*${QUOTED}`],
  sh: [String.raw`\$\{([A-Z_][A-Z0-9_]{2,127})[}:?+=-]`, String.raw`\$([A-Z_][A-Z0-9_]{2,127})\b`],
  ps: [String.raw`\$env:([A-Za-z_]\w+)`],
  ex: [`System\\.(?:get_env|fetch_env!?)\\(\\s*${QUOTED}`],
  dart: [`(?:Platform\\.environment\\[|String\\.fromEnvironment\\()\\s*${QUOTED}`],
  swift: [`processInfo\\.environment\\[\\s*${QUOTED}`],
  c: [`\\bgetenv\\(\\s*${QUOTED}`],
  lua: [`os\\.getenv\\(?\\s*${QUOTED}`],
  config: [String.raw`\$\{([A-Z_][A-Z0-9_]{2,127})(?:[:}?-])`],
};
const EXTENSIONS: Readonly<Record<string, string>> = {
  ...named("js", "js jsx mjs cjs ts tsx mts cts vue svelte astro"),
  ...named("py", "py pyw ipynb"),
  ...named("go", "go"),
  ...named("rb", "rb rake erb ru"),
  ...named("php", "php phtml"),
  ...named("jvm", "java kt kts scala groovy clj"),
  ...named("cs", "cs vb fs cshtml"),
  ...named("rs", "rs"),
  ...named("sh", "sh bash zsh ksh"),
  ...named("ps", "ps1 psm1"),
  ...named("ex", "ex exs"),
  ...named("dart", "dart"),
  ...named("swift", "swift"),
  ...named("c", "c cc cpp cxx h hpp"),
  ...named("lua", "lua"),
  ...named("config", "properties conf ini toml"),
};
/** Configuration of applications, in formats that have other uses too. */
const CONFIG_NAMES =
  /^(?:application|bootstrap)(?:-[\w-]+)?\.ya?ml$|^appsettings(?:\.[\w-]+)?\.json$|^(?:config|settings|database|secrets)\.ya?ml$|^nginx\.conf/;

/** Calls of stores' own clients. `of` makes the store's name of the groups. */
const STORES: readonly { readonly gate: string; readonly pattern: string; readonly of: (found: RegExpExecArray) => string }[] = [
  {
    gate: "ecretId",
    pattern: String.raw`\b(?:SecretId|secretId|secret_id)["']?\s*(?:\(|[:=]{1,2}>?)\s*(?:aws\.String\(\s*)?["'\`]([\w/+=.@:-]{2,512})["'\`]`,
    of: ([, id = ""]) => awsName(id),
  },
  {
    gate: "get_secret_value",
    pattern: String.raw`get_secret_value\([^)]{0,80}SecretId\s*=\s*["']([^"'\n]{2,512})["']`,
    of: ([, id = ""]) => awsName(id),
  },
  {
    gate: "arameter",
    pattern: String.raw`\b(?:get_parameter|GetParameterCommand|GetParameter)\w*\([^)]{0,80}\bName["']?\s*[:=]\s*["'\`](/[\w/.-]{2,512})["'\`]`,
    of: ([, id = ""]) => parameterName(id),
  },
  {
    gate: "read_secret",
    pattern: String.raw`read_secret(?:_version)?\([^)]{0,120}?\bpath\s*=\s*["']([\w/.-]{1,256})["']`,
    of: (found) => vaultName(`${/mount_point\s*=\s*["']([\w/.-]+)["']/.exec(found[0])?.[1] ?? "secret"}/${found[1] ?? ""}`, undefined),
  },
  {
    gate: "/data/",
    pattern: String.raw`["'\`](?:\$\{[^}]*\}|https?://[^"'\`\s/]+)?/?(?:v1/)?([a-z][\w-]*/data/[\w/.-]{1,256})["'\`]`,
    of: ([, path = ""]) => vaultName(path, undefined),
  },
  {
    gate: "vault kv get",
    pattern: String.raw`vault\s+kv\s+get\s+(?:-[\w-]+(?:[= ][\w.-]+)?\s+)*([a-z][\w/.-]+/[\w/.-]+)`,
    of: (found) => vaultName(found[1] ?? "", /-field[= ]([\w.-]+)/.exec(found[0])?.[1]),
  },
  {
    gate: "vault kv get",
    pattern: String.raw`vault\s+kv\s+get\s+[^\n]*?-mount[= ]([\w/.-]+)\s+(?:-[\w=.-]+\s+)*([\w/.-]+)`,
    of: (found) => vaultName(`${found[1] ?? ""}/${found[2] ?? ""}`, /-field[= ]([\w.-]+)/.exec(found[0])?.[1]),
  },
  {
    gate: "aws secretsmanager",
    pattern: String.raw`aws\s+secretsmanager\s+get-secret-value\s+[^\n]{0,120}?--secret-id[= ]["']?([\w/+=.@:-]+)`,
    of: ([, id = ""]) => awsName(id),
  },
  {
    gate: "aws ssm",
    pattern: String.raw`aws\s+ssm\s+get-parameters?\s+[^\n]{0,120}?--names?[= ]["']?([\w/.-]+)`,
    of: ([, id = ""]) => parameterName(id),
  },
  { gate: "projects/", pattern: String.raw`["'\`](projects/[\w-]+/secrets/[\w-]+)/versions/`, of: ([, id = ""]) => gcpName(id) },
  {
    gate: "gcloud secrets",
    pattern: String.raw`gcloud\s+secrets\s+versions\s+access\s+[^\n]{0,80}?--secret[= ]["']?([\w-]+)`,
    of: ([, id = ""]) => gcpName(id),
  },
  { gate: "onjur", pattern: String.raw`conjur\s+variable\s+get\s+(?:-i|--id)[= ]\s*["']?([\w/.-]+)`, of: ([, id = ""]) => conjurName(id) },
  {
    gate: "/secrets/",
    pattern: String.raw`/secrets/([\w.-]+)/variable/([\w/.%-]{1,256})`,
    of: ([, account = "", id = ""]) => conjurName(`${account}/${decoded(id)}`),
  },
  {
    gate: "vault.azure.net",
    pattern: String.raw`https://([\w-]+)\.vault\.azure\.net/secrets/([\w-]+)`,
    of: ([, vault = "", id = ""]) => azureName(vault, id),
  },
];

const compiled = new Map(
  Object.entries(LANGUAGES).map(([language, patterns]) => [language, patterns.map((pattern) => new RegExp(pattern, "g"))]),
);
const stores = STORES.map(({ gate, pattern, of }) => ({ gate, of, pattern: new RegExp(pattern, "g") }));
const GATE = /env|config|@Value|[$]/i;
/** Names that every machine sets, and nobody keeps a secret in. */
const ORDINARY =
  /^(?:PATH|HOME|USER|SHELL|PWD|OLDPWD|LANG|TERM|TMPDIR|TMP|TEMP|HOSTNAME|PORT|HOST|NODE_ENV|CI|DEBUG|EDITOR|IFS|PS\d|RANDOM|LINENO|BASH_\w+|LOGNAME|UID|EUID|LC_\w+)$/;

export const code: Reader = {
  id: "code",
  title: "Reads of environment variables and of stores in 15 languages, shell and application configuration (lexical)",
  wants: ({ base, extension }) => Object.hasOwn(EXTENSIONS, extension) || CONFIG_NAMES.test(base),
  read(file, to) {
    const { text } = file;
    const language = EXTENSIONS[file.extension] ?? "config";
    const lineOf = lineCounter(text);
    const seen = new Set<string>();
    const tell = (name: string, offset: number): void => {
      const line = lineOf(offset);
      const key = `${name}\0${line}`;
      if (ORDINARY.test(name) || seen.has(key)) return;
      seen.add(key);
      to.reads(name, line, language === "sh" ? "likely" : "certain");
    };
    const own = language === "sh" ? assignedIn(text) : undefined;
    if (GATE.test(text))
      for (const pattern of compiled.get(language) ?? [])
        for (const found of text.matchAll(pattern)) {
          const name = found[1] ?? "";
          // `const { A, B: b = "" } = process.env`
          if (/^[\w.-]+$/.test(name)) {
            if (own?.has(name) !== true) tell(name, found.index);
          } else for (const [, part = ""] of name.matchAll(/(?:^|,)\s*([A-Za-z_]\w*)/g)) tell(part, found.index);
        }
    for (const { gate, pattern, of } of stores)
      if (text.includes(gate)) for (const found of text.matchAll(pattern)) to.readsStore(of(found), lineOf(found.index));
    for (const { kind, offset } of usesIn(text)) to.use(kind, lineOf(offset));
  },
};

/** Variables of a script itself are not the environment's. One that is set from itself (`A=${A:-x}`) is. */
function assignedIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [, name = "", value = ""] of text.matchAll(/^[ \t]*(?:export[ \t]+|readonly[ \t]+|local[ \t]+)?([A-Z_]\w*)=([^\n]*)/gm))
    if (!value.includes(`{${name}`) && !value.includes(`$${name}`)) names.add(name);
  return names;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function named(language: string, extensions: string): Readonly<Record<string, string>> {
  return Object.fromEntries(extensions.split(" ").map((extension) => [extension, language]));
}
