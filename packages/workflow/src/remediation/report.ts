import { REMEDIATION_STEPS } from "@stanch/model";
import type { Place, Remediation, RemediationEvent } from "./types.ts";

/** Evidence of one remediation: what was agreed, what was done when, what was seen, who said what. Masks and fingerprints only. */
export interface EvidenceReport {
  readonly version: 1;
  readonly remediation: Remediation;
  readonly outcome: string;
  readonly steps: readonly StepSummary[];
  readonly people: readonly string[];
  readonly events: readonly RemediationEvent[];
}

export interface StepSummary {
  readonly step: Place;
  readonly startedAt: string;
  readonly tookMs: number;
  /** The last thing that was done or said in it. */
  readonly text: string;
  readonly failures: number;
}

export function reportOf(remediation: Remediation, events: readonly RemediationEvent[]): EvidenceReport {
  return {
    version: 1,
    remediation,
    outcome: events.find(({ key }) => key === "end")?.text ?? remediation.waitingFor ?? remediation.status,
    steps: summaries(events),
    people: events.filter(({ kind }) => kind === "signal").map(({ at, text }) => `${at} ${text}`),
    events,
  };
}

function summaries(events: readonly RemediationEvent[]): readonly StepSummary[] {
  const places: readonly Place[] = ["start", ...REMEDIATION_STEPS, "rollback"];
  return places.flatMap((step) => {
    const own = events.filter((event) => event.step === step && event.kind !== "signal");
    const [first] = own;
    const last = own.at(-1);
    if (first === undefined || last === undefined) return [];
    const text = own.findLast(({ kind }) => kind === "done" || kind === "told")?.text ?? last.text;
    const failures = own.filter(({ kind }) => kind === "failed").length;
    return [{ step, startedAt: first.at, tookMs: Date.parse(last.at) - Date.parse(first.at), text, failures }];
  });
}

export function reportMarkdown(report: EvidenceReport): string {
  const { remediation, outcome, steps, people, events } = report;
  const { plan } = remediation;
  return [
    `# Evidence: ${plan.provider}, ${plan.detector}`,
    "",
    `**${cell(outcome)}**`,
    "",
    `| | |`,
    `| --- | --- |`,
    ...facts(report).map(([name, value]) => `| ${name} | ${cell(value)} |`),
    "",
    "## Steps",
    "",
    "| step | began | took | came of it | failures |",
    "| --- | --- | --- | --- | --- |",
    ...steps.map(
      ({ step, startedAt, tookMs, text, failures }) => `| ${step} | ${startedAt} | ${seconds(tookMs)} | ${cell(text)} | ${failures} |`,
    ),
    "",
    "## Who said what",
    "",
    ...(people.length === 0 ? ["Nobody said anything."] : people.map((line) => `- ${cell(line)}`)),
    "",
    "## Everything in order",
    "",
    ...events.map(({ at, step, kind, text }) => `- ${at} ${step} ${kind}: ${cell(text)}`),
    "",
  ].join("\n");
}

function facts({ remediation }: EvidenceReport): readonly (readonly [string, string])[] {
  const { plan } = remediation;
  return [
    ["remediation", remediation.id],
    ["state", remediation.status],
    ["reason", plan.reason],
    ["old one", `${plan.old.mask}, fingerprint ${plan.old.fingerprint}`],
    ["stores", plan.stores.map(({ uri }) => uri).join(", ") || "none"],
    ["dependants", plan.dependants.map(({ name, owner }) => (owner === undefined ? name : `${name} (${owner})`)).join(", ") || "none"],
    ["waived", plan.dependants.flatMap(({ name, waiver }) => (waiver === undefined ? [] : [`${name}: ${waiver}`])).join("; ") || "none"],
    ["started", `${remediation.createdAt} by ${remediation.startedBy}`],
    ["ended", remediation.endedAt ?? "not yet"],
    ...(plan.breakGlass === undefined ? [] : [["BREAK-GLASS", `${plan.breakGlass.by}: ${plan.breakGlass.reason}`] as const]),
  ];
}

/** One file, no script, nothing loaded. */
export function reportHtml(report: EvidenceReport): string {
  const { remediation, outcome, steps, people, events } = report;
  const title = `Evidence: ${remediation.plan.provider}, ${remediation.plan.detector}`;
  const row = (cells: readonly string[], tag = "td"): string =>
    `<tr>${cells.map((text) => `<${tag}>${escaped(text)}</${tag}>`).join("")}</tr>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%;margin:1rem 0}td,th{border:1px solid #ccc;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.outcome{border-left:.4rem solid #2b6;padding:.5rem 1rem;background:#f3faf5}code{font-size:.9em}</style></head><body>
<h1>${escaped(title)}</h1><p class="outcome">${escaped(outcome)}</p>
<table>${facts(report)
    .map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`)
    .join("")}</table>
<h2>Steps</h2><table>${row(["step", "began", "took", "came of it", "failures"], "th")}${steps
    .map(({ step, startedAt, tookMs, text, failures }) => row([step, startedAt, seconds(tookMs), text, String(failures)]))
    .join("")}</table>
<h2>Who said what</h2><ul>${people.map((line) => `<li>${escaped(line)}</li>`).join("")}</ul>
<h2>Everything in order</h2><table>${row(["time", "step", "kind", "what"], "th")}${events.map(({ at, step, kind, text }) => row([at, step, kind, text])).join("")}</table>
</body></html>
`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** Text of issuers and people in a table: no cell ends early, no markup of theirs is one. */
function cell(text: string): string {
  return text.replace(/[\r\n]+/g, " ").replace(/([|<>[\]*_`\\])/g, "\\$1");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
