import { folderOf } from "../rewrite.ts";
import type { Project } from "../types.ts";

/** What counts of the nearest package.json. */
export interface Package {
  /** Where it lies. */
  readonly folder: string;
  /** All that it depends on, whatever for. */
  readonly names: ReadonlySet<string>;
  /** Whether its .js files are ES modules. */
  readonly isModule: boolean;
}

/** The package that a file belongs to; undefined without one, or when it cannot be read. */
export function packageOf(path: string, project: Project): Package | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const text = project.read(folder === "" ? "package.json" : `${folder}/package.json`);
    if (text !== undefined) return parsed(text, folder);
    if (folder === "") return undefined;
  }
}

/** The first number of the version that a file's package asks for; undefined when that is not clear. */
export function versionOf(path: string, project: Project, name: string): number | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const text = project.read(folder === "" ? "package.json" : `${folder}/package.json`);
    const asked = text?.split(`"${name}"`)[1]?.match(/^\s*:\s*"[~^>=v\s]*(\d+)/)?.[1];
    if (asked !== undefined) return Number(asked);
    if (folder === "") return undefined;
  }
}

function parsed(text: string, folder: string): Package | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
  const names = ["dependencies", "devDependencies", "peerDependencies"].flatMap((key) => Object.keys(memberOf(data, key) ?? {}));
  return { folder, names: new Set(names), isModule: memberOf(data, "type") === "module" };
}

function memberOf(data: unknown, key: string): unknown {
  return typeof data === "object" && data !== null ? Object.getOwnPropertyDescriptor(data, key)?.value : undefined;
}
