import { type Stats, lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@stanch/model";

/** What `npm-packlist`, which npm itself packs with, wants to know of a package and those that it bundles. */
interface Tree {
  readonly path: string;
  readonly package: Readonly<Record<string, unknown>>;
  readonly isProjectRoot: boolean;
  readonly isLink: boolean;
  readonly target: Tree;
  readonly edgesOut: { readonly get: (name: string) => { readonly to: Tree; readonly peer: boolean; readonly dev: boolean } | undefined };
}

/**
 * Paths of the files that `npm pack` would ship of the package in a folder, sorted. Nothing of it runs: what its `prepack` would
 * make has to be there. Throws AppError.
 */
export async function packedFiles(folder: string): Promise<string[]> {
  const path = resolve(folder);
  const manifest = readManifest(path);
  if (manifest === undefined)
    throw new AppError("SOURCE_NOT_FOUND", {
      what: "No package is there: it has no package.json that can be read",
      where: folder,
      next: "Name the folder of a package.",
    });
  const { default: packlist } = await import("npm-packlist");
  const root = workspaceRoot(path);
  const files = await packlist(treeOf(path, manifest, true), { path, ...(root === undefined ? {} : { prefix: root, workspaces: [path] }) });
  return files.toSorted();
}

function treeOf(path: string, manifest: Readonly<Record<string, unknown>>, isProjectRoot: boolean): Tree {
  const tree: Omit<Tree, "target"> = {
    path,
    package: normalized(manifest),
    isProjectRoot,
    isLink: statOf(path)?.isSymbolicLink() === true,
    edgesOut: {
      get: (name) => {
        const to = installed(path, name);
        return to === undefined ? undefined : { to, peer: false, dev: false };
      },
    },
  };
  return Object.assign(tree, { target: tree as Tree }); // its own target: see the next line
}

/** As npm reads it: one program becomes a list of them, and `bundledDependencies` is another name. */
function normalized(manifest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { bin, dependencies } = manifest;
  const programs =
    typeof bin === "string" ? [["program", bin] as const] : Object.entries(typeof bin === "object" && bin !== null ? bin : {});
  const bundle = manifest["bundleDependencies"] ?? manifest["bundledDependencies"];
  const named = typeof dependencies === "object" && dependencies !== null ? Object.keys(dependencies) : [];
  return {
    ...manifest,
    bin: Object.fromEntries(programs.flatMap(([key, file]) => (typeof file === "string" ? [[key, join("/", file).slice(1)]] : []))),
    bundleDependencies: bundle === true ? named : Array.isArray(bundle) ? bundle : [],
  };
}

/** A dependency where Node would find it. */
function installed(from: string, name: string): Tree | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, "node_modules", name);
    const manifest = readManifest(path);
    if (manifest !== undefined) return treeOf(path, manifest, false);
    if (dirname(folder) === folder) return undefined;
  }
}

/** The folder above whose package.json names this one among its workspaces: its ignore files count too. */
function workspaceRoot(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const workspaces = readManifest(folder)?.["workspaces"];
    if (workspaces !== undefined) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

const MOST_MANIFEST = 4_194_304;

function readManifest(folder: string): Readonly<Record<string, unknown>> | undefined {
  const file = join(folder, "package.json");
  try {
    if ((statOf(realpathSync(file))?.size ?? Infinity) > MOST_MANIFEST) return undefined;
    const value: unknown = JSON.parse(readFileSync(file, "utf8").replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined; // any object can be asked for its keys
  } catch {
    return undefined;
  }
}

const statOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });
