import {
  type Detector,
  type Finding,
  type Occurrence,
  Secret,
  type ValidityAnswer,
  factsOf,
  fingerprint,
  mask,
  rulesOf,
  ruleId,
} from "@stanch/model";
import type { LocatedMatch } from "./locate.ts";

/** Where a blob was met. `commit` and what follows it only for git history. */
export interface Place {
  readonly path: string;
  readonly commit?: string;
  readonly author?: string;
  readonly email?: string;
  readonly date?: string;
  readonly summary?: string;
  readonly blob?: string;
  readonly inHead?: boolean;
  readonly inMessage?: boolean;
  /** These only for images: see Occurrence. */
  readonly image?: string;
  readonly layer?: string;
  readonly instruction?: string;
  readonly hiddenBy?: string;
}

/** Occurrences kept of one secret; what is over is counted. */
const MOST_OCCURRENCES = 1000;
/** Companions whose name says that they are public: shown in clear, others masked. */
const PUBLIC_COMPANION = /id$|^host$|^url$|^user(name)?$|^account$|^domain$|^region$|^endpoint$/i;

/** One secret for one detector, while the scan goes on. The secret itself stays in memory only. */
export interface OpenFinding {
  readonly detector: Detector;
  readonly secret: Secret;
  best: LocatedMatch;
  readonly companions: Record<string, Secret>;
  /** Forms in which it stands encoded somewhere, in clear to whoever decodes them. */
  readonly written: Set<string>;
  readonly occurrences: Map<string, { occurrence: Occurrence; marks?: readonly string[] }>;
  dropped: number;
}

/** Gathers matches from all threads into findings: one a secret and detector. */
export class Collector {
  readonly #detectors: readonly Detector[];
  readonly #findings = new Map<string, OpenFinding>();

  constructor(detectors: readonly Detector[]) {
    this.#detectors = detectors;
  }

  get findings(): IterableIterator<OpenFinding> {
    return this.#findings.values();
  }

  add(match: LocatedMatch, blobPlace: Place): void {
    const place = match.entry === undefined ? blobPlace : { ...blobPlace, path: `${blobPlace.path}!${match.entry}` };
    const detector = this.#detectors[match.detector];
    if (detector === undefined) return;
    const key = `${detector.id}\0${match.secret}`;
    let finding = this.#findings.get(key);
    if (finding === undefined) {
      finding = {
        detector,
        secret: new Secret(match.secret),
        best: match,
        companions: {},
        written: new Set(),
        occurrences: new Map(),
        dropped: 0,
      };
      this.#findings.set(key, finding);
    }
    if (match.written !== undefined && finding.written.size < MOST_OCCURRENCES) finding.written.add(match.written);
    if (isBetter(match, finding.best)) finding.best = match;
    for (const [name, value] of Object.entries(match.companions)) finding.companions[name] ??= new Secret(value);
    this.#place(finding, match, place);
  }

  /** A file and the same path in history are one occurrence; of several versions the first commit's counts. */
  #place(finding: OpenFinding, match: LocatedMatch, place: Place): void {
    // A layer is the same in all images; what is in none, a config, is the image's own.
    const exact = `${place.path}\0${match.line}\0${match.column}\0${place.layer ?? place.image ?? ""}`;
    const inHistory = `${place.path}\0${place.commit === undefined ? "" : "history"}`;
    const key = place.commit === undefined ? exact : inHistory;
    const known = finding.occurrences.get(key);
    if (known !== undefined) {
      if (place.commit !== undefined && isEarlier(place, known.occurrence)) {
        finding.occurrences.set(
          key,
          this.#occurrence(match, {
            ...place,
            ...(place.inMessage === true ? {} : { inHead: (place.inHead ?? false) || (known.occurrence.inHead ?? false) }),
          }),
        );
      } else if (known.occurrence.hiddenBy !== undefined && place.hiddenBy === undefined) {
        // Hidden in one image that has the layer, open in another: the worse counts.
        finding.occurrences.set(key, this.#occurrence(match, place));
      } else if (place.inHead === true) known.occurrence.inHead = true;
      return;
    }
    if (finding.occurrences.size >= MOST_OCCURRENCES) {
      finding.dropped++;
      return;
    }
    finding.occurrences.set(key, this.#occurrence(match, place));
  }

  #occurrence(match: LocatedMatch, place: Place): { occurrence: Occurrence; marks?: readonly string[] } {
    const { line, column, endLine, endColumn, excerpt, excerptLine } = match;
    const defined = Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
    const occurrence: Occurrence = { ...defined, path: place.path, line, column, endLine, endColumn, excerpt, excerptLine };
    return match.marks === undefined ? { occurrence } : { occurrence, marks: match.marks };
  }
}

interface Dated {
  readonly date?: string | undefined;
  readonly commit?: string | undefined;
}

/** By time, since texts of dates hold time zones; of one time by id, so that the order of threads decides nothing. */
function isEarlier(a: Dated, b: Dated): boolean {
  const [timeA, timeB] = [a, b].map(({ date }) => {
    const time = Date.parse(date ?? "");
    return Number.isNaN(time) ? Infinity : time;
  });
  if (timeA !== timeB) return (timeA ?? Infinity) < (timeB ?? Infinity);
  return (a.commit ?? "") < (b.commit ?? "");
}

/** The match that speaks for a finding: the surest; of equals always the same, whatever thread was first. */
function isBetter(a: LocatedMatch, b: LocatedMatch): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  if (a.rule !== b.rule) return a.rule < b.rule;
  return [...a.evidence, "", ...a.doubts].join("\n") < [...b.evidence, "", ...b.doubts].join("\n");
}

/** Joins what the working tree and the history say of one path: the file's place, and the commit that brought it. */
export function mergeOccurrences(finding: OpenFinding): { occurrence: Occurrence; marks?: readonly string[] }[] {
  const history = new Map<string, Occurrence>();
  const out: { occurrence: Occurrence; marks?: readonly string[] }[] = [];
  for (const { occurrence } of finding.occurrences.values()) if (occurrence.commit !== undefined) history.set(occurrence.path, occurrence);
  const merged = new Set<string>();
  for (const entry of finding.occurrences.values()) {
    const { occurrence } = entry;
    if (occurrence.commit !== undefined) continue;
    const past = history.get(occurrence.path);
    if (past === undefined) {
      out.push(entry);
      continue;
    }
    merged.add(occurrence.path);
    const { commit, author, email, date, summary, blob, inHead } = past;
    const origin = Object.entries({ commit, author, email, date, summary, blob, inHead }).filter(([, value]) => value !== undefined);
    out.push({ ...entry, occurrence: { ...occurrence, ...Object.fromEntries(origin) } });
  }
  for (const entry of finding.occurrences.values()) {
    if (entry.occurrence.commit !== undefined && !out.includes(entry) && !merged.has(entry.occurrence.path)) out.push(entry);
  }
  return out.sort((a, b) => compareOccurrences(a.occurrence, b.occurrence));
}

function compareOccurrences(a: Occurrence, b: Occurrence): number {
  const rank = (one: Occurrence): number => (one.hiddenBy === undefined && (one.commit === undefined || one.inHead === true) ? 0 : 1);
  return rank(a) - rank(b) || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line || a.column - b.column;
}

/**
 * Replaces every known secret in excerpts by its mask, longest first; also the piece of one that a clipped line still
 * shows at its end. One pass a text: an automaton is not worth it for the few excerpts of a report.
 */
export class Masker {
  readonly #starts = new Map<string, string[]>();
  readonly #ends = new Map<string, string[]>();
  /** `secrets` in Latin-1, one character a byte, as matches carry them. */
  constructor(secrets: Iterable<string>) {
    const texts = [...secrets].map(asText).filter((secret) => secret.length >= KEY);
    for (const secret of [...new Set(texts)].sort((a, b) => b.length - a.length)) {
      push(this.#starts, secret.slice(0, KEY), secret);
      push(this.#ends, secret.slice(-KEY), secret);
    }
  }
  apply(text: string): string {
    return text
      .split("\n")
      .map((line) => this.#line(line))
      .join("\n");
  }
  #line(line: string): string {
    let text = line.startsWith("…") ? this.#head(line) : line;
    let out = "";
    let from = 0;
    for (let i = 0; i + KEY <= text.length; i++) {
      const known = this.#starts.get(text.slice(i, i + KEY));
      if (known === undefined) continue;
      const found = known.find((secret) => text.startsWith(secret, i) && !isInName(text, i, secret));
      const cut = found === undefined && text.endsWith("…") ? text.slice(i, -1) : undefined;
      if (found === undefined && (cut === undefined || !known.some((secret) => secret.startsWith(cut)))) continue;
      out += text.slice(from, i) + mask(found ?? "");
      from = i + (found ?? cut ?? "").length;
      i = from - 1;
    }
    return out + text.slice(from);
  }
  /** A line clipped on its left may begin with the rest of a secret. */
  #head(line: string): string {
    for (let end = line.length; end > KEY; end--) {
      const rest = line.slice(1, end);
      if (this.#ends.get(rest.slice(-KEY))?.some((secret) => secret.endsWith(rest)) === true) return `…${line.slice(end)}`;
    }
    return line;
  }
}

/** Letters that a person chose are parts of words elsewhere (`hunter` in `hunters`), and a name of secrets names other ones. */
function isInName(text: string, at: number, secret: string): boolean {
  if (secret.length >= LONG_WORD || !/^[A-Za-z]+$/.test(secret)) return false;
  const end = at + secret.length;
  if (/\w/.test(text.charAt(at - 1)) || /\w/.test(text.charAt(end))) return true;
  return NAMES.test(secret) && /^\\?["']?[ \t]{0,8}[:=]/.test(text.slice(end, end + 12));
}

/** That many letters are no word. */
const LONG_WORD = 16;
const NAMES = /^(?:admin|auth|credentials?|login|pass|passwd|password|pwd|root|secrets?|tokens?|user|username)$/i;

/** Secrets are looked up by this many characters; a shorter one is not masked in excerpts but for its own span. */
const KEY = 4;

const asText = (latin1: string): string => Buffer.from(latin1, "latin1").toString("utf8");

function push(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

/** The finding as reports carry it: no secret in clear. */
export function closeFinding(
  open: OpenFinding,
  context: { key: Uint8Array; masker: Masker; severity: Finding["severity"]; answer?: ValidityAnswer; now?: Date },
): { finding: Finding; marks: readonly (readonly string[] | undefined)[] } {
  const { detector, best } = open;
  const print = fingerprint(open.secret, context.key);
  const rule = rulesOf(detector)[best.rule];
  const entries = mergeOccurrences(open);
  const occurrences = entries.map(({ occurrence }) => ({
    ...occurrence,
    ...(occurrence.excerpt === undefined ? {} : { excerpt: maskExcerpt(occurrence.excerpt, open, context.masker) }),
    // Who commits may write the secret there too.
    ...(occurrence.summary === undefined ? {} : { summary: maskExcerpt(occurrence.summary, open, context.masker) }),
    ...(occurrence.author === undefined ? {} : { author: maskExcerpt(occurrence.author, open, context.masker) }),
    ...(occurrence.instruction === undefined ? {} : { instruction: maskExcerpt(occurrence.instruction, open, context.masker) }),
  }));
  const companions = Object.fromEntries(Object.entries(open.companions).map(([name, value]) => [name, value.reveal()]));
  const facts = factsOf(detector, open.secret.reveal(), companions, context.now ?? new Date());
  const id = print.slice(0, 8) + fingerprint(new Secret(detector.id), context.key).slice(0, 8);
  const finding: Finding = {
    id,
    detector: detector.id,
    rule: rule === undefined ? detector.id : ruleId(detector, rule),
    title: detector.title,
    provider: detector.provider,
    category: detector.category,
    severity: context.severity,
    confidence: Math.round(best.confidence * 1000) / 1000,
    validity: context.answer?.validity ?? "unchecked",
    ...(context.answer?.reason === undefined ? {} : { validityReason: context.answer.reason }),
    ...(context.answer?.impact === undefined ? {} : { impact: context.answer.impact }),
    ...(facts.expires === undefined ? {} : { expires: facts.expires, expired: facts.isExpired }),
    fingerprint: print,
    masked: open.secret.toString(),
    companions: Object.fromEntries(
      Object.entries(open.companions).map(([name, value]) => [name, PUBLIC_COMPANION.test(name) ? value.reveal() : value.toString()]),
    ),
    occurrences,
    explanation: {
      evidence: [...best.evidence],
      doubts: [...best.doubts, ...(open.dropped > 0 ? [`${open.dropped} further occurrences are not listed`] : [])],
      ...(facts.said.length === 0 ? {} : { facts: facts.said.map((fact) => context.masker.apply(fact)) }),
      opens: detector.opens,
      next: nextStep(detector, occurrences),
      references: [...detector.references],
    },
  };
  return { finding, marks: entries.map((entry) => entry.marks) };
}

/** A secret of several lines stands in pieces in an excerpt: each of its lines is masked too. */
function maskExcerpt(excerpt: string, open: OpenFinding, masker: Masker): string {
  let text = masker.apply(excerpt);
  const value = Buffer.from(open.secret.reveal(), "latin1").toString("utf8");
  for (const line of value.split(/\r?\n|\\n/))
    if (line.trim().length >= 8 && !line.startsWith("-----")) text = text.replaceAll(line.trim(), "…");
  return text;
}

function nextStep(detector: Detector, occurrences: readonly Occurrence[]): string {
  const first = occurrences[0];
  if (first?.inHead === false || first?.inMessage === true)
    return `Revoke it${detector.revoke === undefined ? "" : `: ${detector.revoke}`} - removing the commit does not undo the leak`;
  if (first?.image !== undefined)
    return `Revoke it${detector.revoke === undefined ? "" : `: ${detector.revoke}`} - a later layer or a new image does not undo the leak; a build gets it by RUN --mount=type=secret, a container at its start`;
  return detector.revoke === undefined
    ? "Replace it where it was issued, then remove it from the code"
    : `Replace and revoke it: ${detector.revoke}`;
}
