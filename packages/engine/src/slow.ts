import type { Ahead, Detector, Match } from "@stanch/model";
import { type CompiledSet, compile } from "./compile.ts";
import { resolveOverlaps } from "./overlap.ts";
import { type Text, matchRule } from "./rule-match.ts";

/** The slow twin of the scanner's first pass: every keyword by `indexOf`. The oracle of the kernel's tests. */
export function scanSlowly(bytes: Uint8Array, set: CompiledSet): Match[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  // Only ASCII folds: `toLowerCase` on Latin-1 text would fold À too, and a byte is not a letter.
  const folded = text.replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
  const spans = set.rules.map((): [number, number][] => []);
  for (const keyword of set.keywords) {
    if (keyword.atStart === true) {
      if (text.startsWith(keyword.text)) for (const rule of keyword.rules) spans[rule]?.push([0, keyword.text.length]);
      continue;
    }
    const hay = keyword.anyCase ? folded : text;
    for (let at = hay.indexOf(keyword.text); at >= 0; at = hay.indexOf(keyword.text, at + 1)) {
      if (!follows(keyword.ahead, text.slice(at + keyword.text.length))) continue;
      for (const rule of keyword.rules) spans[rule]?.push([at, at + keyword.text.length]);
    }
  }
  const door: Text = text;
  const matches = set.rules.flatMap((rule, index) =>
    matchRule(
      rule,
      door,
      (spans[index] ?? []).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]),
    ),
  );
  return resolveOverlaps(
    matches.toSorted((a, b) => a.start - b.start || a.detector - b.detector || a.rule - b.rule),
    set,
  );
}

function follows(ahead: Ahead | undefined, text: string): boolean {
  if (ahead === undefined) return true;
  const first = text
    .slice(0, ahead.withinBytes)
    .split("")
    .find((char) => ahead.find.includes(char) || ahead.stop.includes(char));
  return first !== undefined && ahead.find.includes(first);
}

/** For tests and snippets: all matches of the detectors in a text, encoded as UTF-8. */
export function scanText(text: string, detectors: readonly Detector[]): Match[] {
  return scanSlowly(Buffer.from(text, "utf8"), compile(detectors));
}
