import { readFileSync, writeFileSync } from "node:fs";
import {
  type FoundSecret,
  type Graph,
  type ImpactAnswer,
  buildGraph,
  dependantsOf,
  dotOf,
  graphFromIndex,
  indexBytes,
  markdownOf,
  pictureOf,
  svgOf,
  textOf,
} from "@stanch/impact";
import { AppError, Secret, fingerprint } from "@stanch/model";
import { fingerprintKey } from "../fingerprint-key.ts";
import { clusterClient } from "../impact/cluster-client.ts";
import { findingsOfReport, findingsOfTrees } from "../impact/findings.ts";
import { acknowledgementsIn, logLines, useRecords } from "../impact/inputs.ts";
import { type Tree, filesOf, treesOf } from "../impact/trees.ts";
import { type Context, Output, ProgressLine, printable, usage, wantsColor } from "../io.ts";

export interface ImpactCommandOptions {
  readonly report?: string;
  readonly scan?: boolean;
  readonly audit?: readonly string[];
  readonly records?: readonly string[];
  readonly cluster?: string | true;
  readonly acks?: string;
  readonly saveIndex?: string;
  readonly index?: string;
  readonly format: "text" | "json" | "svg" | "dot" | "markdown";
  readonly color?: boolean;
  readonly progress?: boolean;
}

/** `stanch impact`. Exit code: 0 nothing uses the secret as far as is seen, 1 something does, 2 stanch failed. */
export async function impactCommand(
  secret: string,
  paths: readonly string[],
  options: ImpactCommandOptions,
  context: Context,
): Promise<number> {
  if (
    options.index !== undefined &&
    (paths.length > 0 ||
      options.report !== undefined ||
      options.audit !== undefined ||
      options.records !== undefined ||
      options.cluster !== undefined)
  )
    throw usage(
      "A kept graph is asked as it is",
      options.index,
      "Leave paths, --report, --audit, --records and --cluster out, or build it anew with --save-index.",
    );
  const acknowledgements = options.acks === undefined ? undefined : await acknowledgementsIn(options.acks);
  const { graph, asked } =
    options.index === undefined ? await built(secret, paths, options, context) : { graph: kept(options.index), asked: secret };
  if (options.saveIndex !== undefined) save(graph, options.saveIndex);
  const answer = dependantsOf(graph, { asked, ...(acknowledgements === undefined ? {} : { acknowledgements }) });
  await new Output().write(rendered(answer, options));
  return answer.dependants.length === 0 ? 0 : 1;
}

async function built(
  secret: string,
  paths: readonly string[],
  options: ImpactCommandOptions,
  context: Context,
): Promise<{ readonly graph: Graph; readonly asked: string }> {
  const progress = new ProgressLine(options.progress);
  const tell = (text: string): void => {
    progress.update(() => `stanch: ${text}`);
  };
  try {
    const trees = treesOf(paths.length === 0 ? ["."] : paths);
    const findings = await joined(secret, trees, options, context, tell);
    const asked = byId(secret, findings) ?? secret;
    const key = fingerprintKey().bytes;
    const unread: { repository: string; path: string; reason: string }[] = [];
    const graph = await buildGraph({
      files: filesOf(trees, unread),
      unread,
      findings,
      fingerprint: (value) => fingerprint(new Secret(Buffer.from(value, "utf8").toString("latin1")), key),
      logs: (options.audit ?? []).map((name) => ({ name, lines: logLines(name) })),
      records: (options.records ?? []).map((name) => ({ about: asked, name, records: useRecords(name, unread) })),
      ...(options.cluster === undefined ? {} : { cluster: clusterClient(options.cluster === true ? undefined : options.cluster) }),
      progress: tell,
    });
    return { graph, asked };
  } finally {
    progress.clear();
  }
}

/** Of the report; without one the trees are scanned where a finding is asked for: values that stand in code have no name. */
async function joined(
  secret: string,
  trees: readonly Tree[],
  options: ImpactCommandOptions,
  context: Context,
  tell: (text: string) => void,
): Promise<readonly FoundSecret[]> {
  if (options.report !== undefined) return findingsOfReport(options.report, trees);
  if (options.scan === false) return [];
  return /^[0-9a-f]{8,64}$/i.test(secret) || options.saveIndex !== undefined ? findingsOfTrees(trees, context, tell) : [];
}

/** The fingerprint of a finding that is asked for by its id. */
function byId(secret: string, findings: readonly FoundSecret[]): string | undefined {
  if (!/^[0-9a-f]{8,16}$/i.test(secret)) return undefined;
  const found = new Set(findings.filter(({ id }) => id?.startsWith(secret.toLowerCase()) === true).map((finding) => finding.fingerprint));
  if (found.size > 1) throw usage("Several findings begin with this id", secret, "Give more of it.");
  return [...found][0];
}

function kept(file: string): Graph {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", {
      what: "Cannot read the index",
      where: file,
      next: "Make one with --save-index.",
      cause: error,
    });
  }
  return graphFromIndex(bytes, file);
}

/** Names of everything that a company runs: for its owner's eyes. */
function save(graph: Graph, file: string): void {
  try {
    writeFileSync(file, indexBytes(graph), { mode: 0o600 });
  } catch (error) {
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: "Cannot write the index",
      where: file,
      next: "Name a file in a folder that can be written.",
      cause: error,
    });
  }
}

function* rendered(answer: ImpactAnswer, { format, color }: ImpactCommandOptions): Generator<string> {
  switch (format) {
    case "json":
      yield `${escaped(JSON.stringify(answer, undefined, 2))}\n`;
      return;
    case "svg":
      yield svgOf(pictureOf(answer));
      return;
    case "dot":
      yield dotOf(pictureOf(answer));
      return;
    case "markdown":
      yield* markdownOf(answer);
      return;
    case "text": {
      const isColored = color !== false && wantsColor();
      const paint = (words: string, code: string): string => (isColored ? `\u001b[${code}m${printable(words)}\u001b[0m` : printable(words));
      for (const chunk of textOf(answer, paint)) yield isColored ? chunk : printable(chunk);
    }
  }
}

/** Hidden characters of paths as escapes: the report may be shown on a terminal. */
function escaped(json: string): string {
  return json.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );
}
