// How many of other scanners' own examples stanch finds: `npm run peers -- gitleaks=DIR betterleaks=DIR kingfisher=DIR noseyparker=DIR`,
// each a checkout or bare copy of that project. Nothing of them is kept: they are read, scanned and counted. Texts are
// scanned one by one with all detectors at every confidence; a miss is listed by rule id, never by its text, with the
// reason that peer-reasons.mjs gives. The second share leaves out misses that hold no secret, are samples, or made up.
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { detectors } from "../packages/detectors/src/index.gen.ts";
import { Kernel, Scanner, compile } from "../packages/engine/src/index.ts";
import { REASONS } from "./peer-reasons.mjs";

const { parse } = createRequire(fileURLToPath(new URL("../packages/scan/package.json", import.meta.url)))("yaml");

const PEERS = {
  gitleaks: { read: fromGo, folders: ["."] },
  betterleaks: { read: fromGo, folders: ["."] },
  kingfisher: { read: fromYaml, folders: ["data/rules", "crates/kingfisher-rules/data/rules"] },
  noseyparker: { read: fromYaml, folders: ["crates/noseyparker/data/default/builtin/rules"] },
};

/** A copy of a project, or of the first of `folders` that it has, in a temporary folder. */
function copyOf(folder, folders, into) {
  for (const part of folders) {
    try {
      const archive = execFileSync("git", ["-C", folder, "archive", "--format=tar", "HEAD", part], {
        maxBuffer: 1 << 30,
        stdio: ["ignore", "pipe", "ignore"],
      });
      execFileSync("tar", ["xf", "-", "-C", into], { input: archive });
      return join(into, part);
    } catch {
      // not in this version
    }
  }
  throw new Error(`${folder} holds none of ${folders.join(", ")}, or is no git repository`);
}

function fromYaml(folder) {
  const examples = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => /\.ya?ml$/.test(path))) {
    const { rules = [] } = parse(readFileSync(join(folder, name), "utf8")) ?? {};
    for (const rule of rules) for (const text of rule.examples ?? []) examples.push({ rule: rule.id, text: String(text) });
  }
  return examples;
}

/** Their generator checks each rule against its examples: it is made to write them down. */
function fromGo(folder) {
  const validate = join(folder, "cmd/generate/config/utils/validate.go");
  const dump = join(folder, "dump.jsonl");
  writeFileSync(
    validate,
    readFileSync(validate, "utf8")
      .replace(
        /func Validate\((\w+) config\.Rule, (\w+) \[\]string[^{]*\{/,
        "$&\n\tfor _, text := range $2 {\n\t\tdumpExample($1.RuleID, text)\n\t}\n",
      )
      .replace(
        /func ValidateWithPaths\((\w+) config\.Rule, (\w+) map[^{]*\{/,
        "$&\n\tfor _, text := range $2 {\n\t\tdumpExample($1.RuleID, text)\n\t}\n",
      ),
  );
  writeFileSync(
    join(folder, "cmd/generate/config/utils/dump.go"),
    `package utils

import (
	"encoding/json"
	"os"
)

func dumpExample(rule string, text string) {
	file, err := os.OpenFile(os.Getenv("EXAMPLES"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0600)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	line, _ := json.Marshal(map[string]string{"rule": rule, "text": text})
	file.Write(append(line, '\\n'))
}
`,
  );
  appendFileSync(dump, "");
  // It writes its own configuration beside itself: into the copy.
  execFileSync("go", ["run", ".", join(folder, "made.toml")], {
    cwd: join(folder, "cmd/generate/config"),
    env: { ...process.env, EXAMPLES: dump },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return readFileSync(dump, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

const UNEXPLAINED = { what: "open", why: "not looked at" };
/** How many misses of a rule a reason accounts for: as many as it says, or all where it only names the rule. */
const accountsFor = ({ rules }, rule) => (Array.isArray(rules) ? (rules.includes(rule) ? Infinity : undefined) : rules[rule]);

/** [reason, rule, count] of what is missed of a rule; what its reason does not account for comes apart. */
function explained([rule, count]) {
  const reason = REASONS.find((one) => accountsFor(one, rule) !== undefined);
  const most = reason === undefined ? 0 : accountsFor(reason, rule);
  return [
    [reason, rule, Math.min(count, most)],
    [UNEXPLAINED, rule, count - Math.min(count, most)],
  ].filter((part) => part[2] > 0);
}
const shareOf = (part, whole) => `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;

const set = compile(detectors);
const scanner = new Scanner(set, new Kernel(set));

function report(name, examples) {
  const missed = new Map();
  const rules = new Map();
  let found = 0;
  for (const { rule, text } of examples) {
    const isFound = scanner.scan(Buffer.from(text)).length > 0;
    if (isFound) found++;
    else missed.set(rule, (missed.get(rule) ?? 0) + 1);
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
  }
  const whole = [...rules].filter(([rule, count]) => missed.get(rule) === count);
  const misses = [...missed].flatMap(explained);
  const sum = (what) => misses.reduce((all, [reason, , count]) => all + (reason.what === what ? count : 0), 0);
  const real = examples.length - sum("none") - sum("sample") - sum("made-up");
  const cells = [
    name,
    rules.size,
    examples.length,
    found,
    shareOf(found, examples.length),
    sum("none"),
    sum("sample"),
    sum("made-up"),
    sum("open"),
  ];
  process.stdout.write(`| ${[...cells, shareOf(found, real), rules.size - whole.length].join(" | ")} |\n`);
  return [...Map.groupBy(misses, ([reason]) => reason)].map(
    ([{ what, why }, those]) => `${what}: ${why}: ${those.map(([, rule, count]) => `${rule} (${count} of ${rules.get(rule)})`).join(", ")}`,
  );
}

const given = process.argv.slice(2).map((argument) => /^(\w+)=(.+)$/.exec(argument)?.slice(1) ?? [argument]);
if (given.length === 0 || given.some(([name, folder]) => PEERS[name] === undefined || folder === undefined)) {
  process.stderr.write(
    `Usage: npm run peers -- ${Object.keys(PEERS)
      .map((name) => `${name}=DIR`)
      .join(" ")}\n`,
  );
  process.exit(2);
}
const scratch = mkdtempSync(join(tmpdir(), "stanch-peers-"));
try {
  const misses = [];
  process.stdout.write(
    `| examples of | rules with examples | examples | found | share | no secret | samples | made up | open | share of those that may be real | rules of which any was found |\n${"| --- ".repeat(11)}|\n`,
  );
  for (const [name, folder] of given) {
    const into = join(scratch, name);
    mkdirSync(into);
    const { read, folders } = PEERS[name];
    misses.push({ name, rules: report(name, read(copyOf(resolve(folder), folders, into))) });
  }
  for (const { name, rules } of misses)
    process.stdout.write(`\nMissed of ${name}:\n${rules.map((line) => `- ${line}\n`).join("") || "nothing\n"}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
