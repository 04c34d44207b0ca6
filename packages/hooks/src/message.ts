import type { Finding, Occurrence } from "@stanch/model";
import { BREAK_GLASS } from "./break-glass.ts";
import type { HookType } from "./hook-type.ts";

export interface MessageContext {
  readonly hook: HookType;
  /** Where a push goes, as its user calls it. */
  readonly remote?: string;
  readonly today: Date;
  /** The commit that is checked out: one that holds the secret alone is amended. */
  readonly head?: string;
  /** pre-receive: whether the server takes push options, and so lets one push through for a reason. */
  readonly takesOptions?: boolean;
}

/** Findings in full; what is over is counted. */
const MOST_SHOWN = 5;
const ACCEPTED_DAYS = 90;

/** What a developer sees whose commit or push was stopped: what, where, why believed, and three ways out. */
export function stoppedMessage(findings: readonly Finding[], context: MessageContext): string {
  const shown = findings.slice(0, MOST_SHOWN);
  const more = findings.length - shown.length;
  return [
    headline(findings.length, context),
    "",
    ...shown.flatMap((finding) => told(finding)),
    ...(more > 0 ? [`  and ${more} more: ${context.hook === "pre-commit" ? "stanch scan --staged" : "stanch scan"} shows all`, ""] : []),
    ...waysOut(findings, context),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

function headline(count: number, { hook, remote }: MessageContext): string {
  const secrets = count === 1 ? "a secret" : `${count} secrets`;
  if (hook === "pre-receive") return `stanch refused this push: it brings ${secrets}`;
  if (hook === "pre-push")
    return `stanch stopped this push${remote === undefined ? "" : ` to ${oneLine(remote)}`}: it would bring ${secrets}`;
  return `stanch stopped this commit: ${secrets} in what is staged`;
}

function told(finding: Finding): string[] {
  const { confidence, explanation } = finding;
  const [place, ...others] = finding.occurrences.filter(({ suppressed }) => suppressed === undefined);
  const evidence = explanation.evidence.slice(0, 2).join("; ");
  const rest = others.length === 0 ? "" : `, and ${others.length} more ${others.length === 1 ? "place" : "places"}`;
  return [
    `  ${finding.severity.toUpperCase().padEnd(8)}  ${oneLine(finding.title)}  ${oneLine(finding.masked)}`,
    ...(place === undefined ? [] : [`            ${placeText(place)}${rest}`]),
    ...(place?.commit === undefined ? [] : [`            commit ${commitText(place)}`]),
    `            ${Math.round(confidence * 100)} % sure${evidence === "" ? "" : `: ${oneLine(evidence)}`}`,
    "",
  ];
}

function placeText({ path, line, column }: Occurrence): string {
  return `${oneLine(path)}:${line}:${column}`;
}

function commitText({ commit = "", author, summary }: Occurrence): string {
  const by = author === undefined || author === "" ? "" : ` by ${oneLine(author)}`;
  return `${commit.slice(0, 10)}${by}${summary === undefined || summary === "" ? "" : `: ${oneLine(summary)}`}`;
}

function waysOut([finding]: readonly Finding[], context: MessageContext): string[] {
  const { hook, today, head } = context;
  const until = new Date(today.getTime() + ACCEPTED_DAYS * 86_400_000).toISOString().slice(0, 10);
  const oldest = finding?.occurrences.find(({ commit }) => commit !== undefined)?.commit;
  const anew = oldest === head ? "git commit --amend" : `git rebase -i ${oldest?.slice(0, 10)}^`;
  const redo = oldest === undefined ? "" : `, then make the commit anew: ${anew}`;
  const accept = `on its line, in a comment: stanch:ignore ${finding?.detector ?? "<detector>"} until ${until}: <reason>`;
  const places = finding?.occurrences.filter(({ suppressed }) => suppressed === undefined) ?? [];
  if (places.length > 0 && places.every(({ inMessage }) => inMessage === true)) {
    const isTag = places[0]?.path.startsWith("(message of tag") === true;
    return [
      "  Three ways out:",
      `    fix it       revoke it, and take it out of the message: ${isTag ? "git tag -f -a NAME COMMIT" : `${anew}${oldest === head ? "" : " (reword)"}`}`,
      `    accept it    ${accept.replace("in a comment", "in the message")}`,
      `    only once    ${once(context)}`,
    ];
  }
  return [
    "  Three ways out:",
    // A server's ids are made with its own key: they say nothing to the developer's program.
    hook === "pre-receive"
      ? `    fix it       stanch scan gives its id; stanch fix --finding ID --store env:.env${redo}`
      : `    fix it       stanch fix --finding ${finding?.id ?? "ID"} --store env:.env${redo}`,
    `    accept it    ${accept}`,
    `    only once    ${once(context)}`,
  ];
}

function once({ hook, takesOptions }: MessageContext): string {
  if (hook === "pre-push") return "git push --no-verify";
  if (hook === "pre-commit") return "git commit --no-verify (a merge: git merge --no-verify)";
  if (takesOptions === true) return `git push -o ${BREAK_GLASS}="<reason in a few words>" (it is logged)`;
  return "ask whoever runs this server: it takes no push options";
}

/** Text of the repository on one line of a terminal: control characters and marks that turn the direction are shown, not obeyed. */
export function oneLine(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what it is about
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, escaped).slice(0, LONGEST_TEXT);
}

const LONGEST_TEXT = 300;
const escaped = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
