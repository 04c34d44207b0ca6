// The public corpus: the packages of corpus.json, from the reader's npm registry, checked by their integrity.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SetupError, say } from "../say.mjs";
import { cache, cacheFolder, fillFolder } from "./cache.mjs";
import { npm, run } from "./program.mjs";

const packages = JSON.parse(readFileSync(new URL("./corpus.json", import.meta.url), "utf8"));
/** The list names the folder: a changed list makes another corpus. */
const digest = createHash("sha256").update(JSON.stringify(packages)).digest("hex").slice(0, 12);

/** `{ folder, files, bytes }` of the corpus, made on first use. Throws SetupError when a package cannot be had or is another. */
export async function corpus() {
  const folder = join(cache, `corpus-${digest}`);
  if (!existsSync(folder)) {
    say(`bench: fetching ${packages.length} packages for the corpus, once …`);
    await fillFolder(folder, (target) => {
      for (const entry of packages) unpack(entry, join(target, entry.name));
    });
  }
  return { folder, ...sizeOf(folder) };
}

/** The corpus twice. The second half differs in every content: a scanner that knows copies must not get it for nothing. */
export async function doubledCorpus() {
  const { folder } = await corpus();
  const doubled = join(cache, `corpus-${digest}-doubled`);
  if (!existsSync(doubled)) {
    say("bench: making the doubled corpus, once …");
    await fillFolder(doubled, (target) => {
      for (const path of filesOf(folder)) {
        for (const half of ["one", "two"]) mkdirSync(dirname(join(target, half, path)), { recursive: true });
        copyFileSync(join(folder, path), join(target, "one", path));
        writeFileSync(join(target, "two", path), Buffer.concat([readFileSync(join(folder, path)), Buffer.from("\n// the second half\n")]));
      }
    });
  }
  return { folder: doubled, ...sizeOf(doubled) };
}

function unpack({ name, version, integrity }, target) {
  const folder = cacheFolder("tarballs");
  const file = join(folder, `${name.replace("/", "-").replace("@", "")}-${version}.tgz`);
  if (!existsSync(file)) npm(["pack", `${name}@${version}`, "--pack-destination", folder, "--silent", "--ignore-scripts"], { cwd: folder });
  const [kind = "sha512"] = integrity.split("-");
  const found = `${kind}-${createHash(kind).update(readFileSync(file)).digest("base64")}`;
  if (found !== integrity)
    throw new SetupError(`${name}@${version} is not what the list expects (${file}). Remove the file and run this again.`);
  mkdirSync(target, { recursive: true });
  run("tar", ["-xzf", file, "-C", target, "--strip-components=1"]);
}

/** Paths of regular files below `folder`, sorted. */
export function filesOf(folder, below = "") {
  const entries = readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? filesOf(folder, path) : entry.isFile() ? [path] : [];
  });
}

function sizeOf(folder) {
  const paths = filesOf(folder);
  return { files: paths.length, bytes: paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0) };
}
