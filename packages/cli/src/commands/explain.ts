import { detectors } from "@stanch/detectors";
import { type Explanation, type Visibility, explain, htmlPage, markdownPage, pageOf, textPage } from "@stanch/explain";
import { AppError, type Detector, type Finding } from "@stanch/model";
import { Output, wantsColor } from "../io.ts";
import { readFindings } from "../report-file.ts";

export interface ExplainCommandOptions {
  readonly report?: string;
  readonly format: "text" | "markdown" | "html" | "json";
  readonly visibility?: Visibility;
  readonly color?: boolean;
}

/**
 * The page on a kind of secret, or on one finding of a JSON or JSONL report, by its id or the start of it.
 * `commands`: names of all our commands, so that no step names one that this program has not.
 */
export async function explainCommand(id: string, options: ExplainCommandOptions, commands: ReadonlySet<string>): Promise<number> {
  const output = new Output();
  const kind = detectors.find((detector) => detector.id === id);
  const finding = kind === undefined ? await findingOf(id, options.report) : undefined;
  const detector = kind ?? detectors.find((one) => one.id === finding?.detector) ?? ownDetector(finding);
  const explanation = explain(detector, {
    commands,
    now: new Date(),
    ...(finding === undefined ? {} : { finding }),
    ...(options.visibility === undefined ? {} : { visibility: options.visibility }),
  });
  await output.write(await rendered(explanation, finding, options));
  return 0;
}

async function rendered(
  explanation: Explanation,
  finding: Finding | undefined,
  { format, color }: ExplainCommandOptions,
): Promise<Iterable<string>> {
  if (format === "json") return [`${JSON.stringify(explanation, undefined, 2)}\n`];
  const blocks = pageOf(explanation);
  if (format === "markdown") return markdownPage(blocks);
  if (format === "html") return htmlPage(blocks);
  const look = { color: color !== false && wantsColor(), width: process.stdout.columns || 100 };
  if (finding === undefined) return textPage(blocks, look);
  const { findingText } = await import("@stanch/reports");
  return [findingText(finding, { ...look, full: true, hyperlinks: false }), "\n", ...textPage(blocks, look)];
}

/** A kind of the user's own configuration: what the report says of it. */
function ownDetector(finding: Finding | undefined): Detector {
  if (finding === undefined) throw new TypeError("neither a kind nor a finding");
  return {
    id: finding.detector,
    title: finding.title,
    provider: finding.provider,
    category: "generic",
    severity: finding.severity,
    opens: finding.explanation.opens,
    references: finding.explanation.references,
    pattern: /(?!)/,
    examples: [],
    counterExamples: [],
  };
}

async function findingOf(id: string, report: string | undefined): Promise<Finding> {
  if (report === undefined) {
    const { nearestName } = await import("@stanch/scan");
    const near = nearestName(
      id,
      detectors.map((detector) => detector.id),
    );
    throw new AppError("DETECTOR_UNKNOWN", {
      what: "Neither a detector nor a finding of a named report",
      where: id,
      next: `${near === undefined ? "" : `Did you mean "${near}"? `}For a finding name its report: stanch scan --format json > report.json, then stanch explain ${id} --report report.json.`,
    });
  }
  const found = (await readFindings(report)).filter((finding) => finding.id.startsWith(id));
  const [finding] = found;
  if (finding === undefined)
    throw new AppError("USAGE", {
      what: "No such finding in the report",
      where: `${report}: ${id}`,
      next: 'Ids are the field "id" of its findings.',
    });
  if (found.length > 1)
    throw new AppError("USAGE", { what: `${found.length} findings begin with this id`, where: id, next: "Give more of it." });
  return finding;
}
