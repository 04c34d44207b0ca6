import { createHash } from "node:crypto";
import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { AppError, type Detector } from "@stanch/model";
import { customDetectors } from "./custom-detectors.ts";
import { readConfigText } from "./find.ts";
import { isInside } from "./inside.ts";
import { type Parsed, parseConfigText } from "./parse.ts";
import { configError, problemsOf } from "./problems.ts";
import { PackFile } from "./schema.ts";
import type { Check } from "./verdicts.ts";

/** Detectors that several repositories share: data in a file, from a path or an npm package. */
export interface Pack {
  readonly name: string;
  readonly digest: string;
  readonly detectors: readonly Detector[];
}

interface From {
  readonly parsed: Parsed;
  /** Absolute path of the configuration that names the packs. */
  readonly file: string;
  readonly isTrusted: boolean;
  readonly builtIn: readonly Detector[];
  readonly check: Check;
}

/** The file of a pack in its package or folder. */
const NAMES = ["stanch.pack.jsonc", "stanch.pack.json", "stanch.pack.toml"];
const PACKAGE = /^(?:@[a-z0-9~-][a-z0-9._~-]{0,100}\/)?[a-z0-9~-][a-z0-9._~-]{0,100}$/;

/** In the order of the configuration. Nothing of a pack runs. Throws CONFIG_INVALID for the first one that cannot be used. */
export async function loadPacks(names: readonly string[], from: From): Promise<readonly Pack[]> {
  const packs: Pack[] = [];
  for (const [index, name] of names.entries()) {
    const where = from.parsed.where(["packs", index]);
    const file = fileOf(name, from, where);
    const text = readConfigText(file, from.isTrusted);
    const shown = relative(process.cwd(), file);
    const parsed = await parseConfigText(shown.startsWith("..") ? file : shown, text);
    const checked = PackFile.safeParse(parsed.value);
    if (!checked.success) throw configError(parsed, problemsOf(checked.error.issues, parsed.value, PackFile));
    const taken = [...from.builtIn, ...packs.flatMap(({ detectors }) => detectors)];
    const { detectors, problems } = await customDetectors(checked.data.customDetectors, taken, from.check);
    if (problems.length > 0) throw configError(parsed, problems);
    packs.push({ name, digest: createHash("sha256").update(text).digest("hex"), detectors });
  }
  return packs;
}

function fileOf(name: string, { file, isTrusted }: From, where: string): string {
  const folder = dirname(file);
  const isPath = name.startsWith(".") || isAbsolute(name);
  if (!isPath && !PACKAGE.test(name))
    throw refused("A pack is neither a path nor the name of an npm package", where, "A path begins with ./ or /.");
  const places = isPath ? [resolve(folder, name)] : packagePlaces(folder, name, isTrusted);
  const found = places.flatMap(inPlace)[0];
  if (found === undefined)
    throw refused(
      `The pack ${JSON.stringify(name.slice(0, 100))} is not there`,
      where,
      isPath ? `Check the path; of a folder, one of ${NAMES.join(", ")} is read.` : `Install it: npm install --save-dev ${name}`,
    );
  // Whoever wrote the scanned tree wrote its configuration too: it must not have other files of the machine read.
  if (!isTrusted && !isInside(realpathSync(folder), realpathSync(found)))
    throw refused("The pack lies outside of the scanned tree", where, "Name the configuration with --config to use it.");
  return found;
}

/** `node_modules` of the folder and of those above it, as Node looks for packages; of a scanned tree its own only. */
function packagePlaces(folder: string, name: string, isTrusted: boolean): string[] {
  const out = [join(folder, "node_modules", name)];
  for (let above = dirname(folder), below = folder; isTrusted && above !== below; below = above, above = dirname(above))
    out.push(join(above, "node_modules", name));
  return out;
}

function inPlace(place: string): string[] {
  const stat = statSync(place, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  return stat.isDirectory() ? NAMES.map((name) => join(place, name)).filter((path) => existsSync(path)) : [place];
}

function refused(what: string, where: string, next: string): AppError {
  return new AppError("CONFIG_INVALID", { what, where, next });
}
