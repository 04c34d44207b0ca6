import type { Detector } from "@stanch/model";
import { type Imported, importRules } from "@stanch/scan/rules";
import { type ForeignFile, type ForeignSetup, readForeignSetup } from "@stanch/scan/migrate";

export const PACK_FILE = "stanch.pack.jsonc";

/** What one file says, and what becomes of it. */
export interface Understood {
  readonly file: ForeignFile;
  readonly setup: ForeignSetup;
  /** Detectors of ours that are switched off because theirs are. */
  readonly disable: readonly string[];
  readonly detectors: Imported["detectors"];
  readonly lost: readonly { readonly what: string; readonly why: string }[];
}

/** More rules are a copy of the scanner's own ones, for which stanch has kinds of its own. */
const MOST_OWN_RULES = 100;

export async function understand(file: ForeignFile, builtIn: readonly Detector[]): Promise<Understood> {
  const setup = await readForeignSetup(file);
  const ids = new Set(builtIn.map(({ id }) => id));
  const named = setup.disable.map((name) => ({ name, id: name.toLowerCase().replace(/[^a-z0-9]+/g, "-") }));
  const lost = [...setup.lost];
  for (const { name, id } of named)
    if (!ids.has(id))
      lost.push({
        what: `disabled rule ${name}`,
        why: "no detector has that id: look for it with `stanch detectors`, then detectors.disable",
      });
  let detectors: Imported["detectors"] = [];
  if (setup.rules > MOST_OWN_RULES)
    lost.push({
      what: `${setup.rules} rules`,
      why: "so many look like a copy of its default rules: `stanch rules import` makes a pack of them",
    });
  else if (setup.rules > 0) {
    const imported = await importRules(file.path, builtIn);
    ({ detectors } = imported);
    for (const { id, what } of imported.lost) lost.push({ what: `rule ${id}, in part`, why: what.join("; ") });
    for (const { id, why } of imported.left) if (!why.startsWith("it has no expression")) lost.push({ what: `rule ${id}`, why });
  }
  return { file, setup, disable: named.map(({ id }) => id).filter((id) => ids.has(id)), detectors, lost };
}

/** Text of a configuration that says what was understood. */
export function configText(all: readonly Understood[], marks: number): string {
  const lines: string[] = ["// Made by `stanch migrate`. `stanch init` shows everything that a configuration may say.", "{"];
  const excludes = all.filter(({ setup }) => setup.exclude.length > 0);
  if (excludes.length > 0) {
    lines.push('  "exclude": [');
    for (const { file, setup } of excludes) {
      lines.push(`    // ${oneLine(file.name)}`);
      const globs = new Set(setup.exclude.flatMap((one) => one.globs));
      for (const glob of globs) lines.push(`    ${JSON.stringify(glob)},`);
    }
    lines.push("  ],");
  }
  const disable = [...new Set(all.flatMap((one) => one.disable))];
  if (disable.length > 0) lines.push(`  "detectors": { "disable": ${JSON.stringify(disable)} },`);
  if (all.some(({ detectors }) => detectors.length > 0)) lines.push(`  "packs": ["./${PACK_FILE}"],`);
  if (marks > 0)
    lines.push(
      "  // Marks such as gitleaks:allow have neither a reason nor an end; stanch:ignore has both.",
      '  "honourForeignMarks": true,',
    );
  return `${[...lines.slice(0, -1), (lines.at(-1) ?? "").replace(/,$/, ""), "}"].join("\n")}\n`.replace(/,(\n\s*\])/g, "$1");
}

export function packText(all: readonly Understood[]): string | undefined {
  const customDetectors = all.flatMap(({ detectors }) => detectors);
  return customDetectors.length === 0 ? undefined : `${JSON.stringify({ name: "migrated", customDetectors }, undefined, 2)}\n`;
}

const oneLine = (text: string): string => text.replace(/[^\x20-\x7e]+/g, "?");
