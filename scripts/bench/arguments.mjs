import { parseArgs } from "node:util";
import { basename, resolve } from "node:path";
import { SetupError } from "../say.mjs";
import { tools } from "./peers.mjs";
import { KINDS } from "./works.mjs";

export const HELP = `npm run bench -- [OPTION…]   measures stanch and its peers on the same bytes

  --only KIND,…      ${KINDS.join(", ")}; default: all (history where --repo is given)
  --repo [NAME=]PATH a repository whose whole history is scanned; repeatable
  --runs N           counted runs of each tool, after one warm-up (default 5)
  --peers NAME,…     only these tools beside stanch
  --tool NAME=FILE   a program to measure in the place of the one that is set up; NAME may be stanch
  --detectors        what each rule costs on the corpus, in place of the comparison
  --impact           how long the graph of stanch impact takes over 1,000 made repositories, and a question to it
  --json FILE        also writes everything that was measured
  --document FILE    also puts the tables between the marks of this document (docs/performance.md)

What is fetched and made is kept in STANCH_BENCH_CACHE (default ~/.cache/stanch-bench).
`;

/** The bench's options. Throws SetupError for what it does not know. */
export function readArguments(args) {
  const values = parse(args);
  if (values.help) return { help: true };
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new SetupError(`--runs takes a whole number from 1 on, not ${String(values.runs)}`);
  const repositories = values.repo.map((text) => named(text, (path) => basename(resolve(path)).replace(/\.git$/, "")));
  return {
    kinds: known("--only", values.only ?? KINDS.join(), KINDS),
    peers: values.peers === undefined ? undefined : known("--peers", values.peers, toolNames),
    repositories: repositories.map(([name, path]) => ({ name, path: resolve(path) })),
    programs: new Map(values.tool.map(programOf)),
    runs,
    detectors: values.detectors,
    impact: values.impact,
    json: values.json,
    document: values.document,
  };
}

const toolNames = tools.map(({ name }) => name);

function parse(args) {
  const text = { type: "string" };
  const list = { type: "string", multiple: true, default: [] };
  const flag = { type: "boolean", default: false };
  const options = {
    only: text,
    repo: list,
    runs: { ...text, default: "5" },
    peers: text,
    tool: list,
    detectors: flag,
    impact: flag,
    json: text,
    document: text,
    help: { ...flag, short: "h" },
  };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new SetupError(`${error.message} See npm run bench -- --help.`, { cause: error });
  }
}

function known(option, text, names) {
  const given = text.split(",");
  for (const each of given) if (!names.includes(each)) throw new SetupError(`${option}: ${each} is none of ${names.join(", ")}`);
  return given;
}

function programOf(text) {
  const [name, file] = named(text, () => "");
  if (!toolNames.includes(name)) throw new SetupError(`--tool takes NAME=FILE with one of ${toolNames.join(", ")}, not ${text}`);
  return [name, resolve(file)];
}

function named(text, nameOf) {
  const at = text.indexOf("=");
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : [nameOf(text), text];
}
