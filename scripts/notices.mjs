// The licences of what the bundle contains, as their terms ask.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folder of the package that holds a file of node_modules: `node_modules/@a/b/lib/x.js` → `node_modules/@a/b`. */
function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function textIn(root, folder) {
  const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  return file === undefined ? undefined : readFileSync(join(root, folder, file), "utf8").trim();
}

/**
 * Text of the notices for the bundled files (paths relative to `root`). Throws when a package carries no licence text:
 * then it must not be bundled before somebody looked.
 */
export function notices(root, files) {
  const folders = [...new Set(files.flatMap((file) => packageFolder(file) ?? []))].sort((a, b) => (a < b ? -1 : 1));
  const manifests = new Map(folders.map((folder) => [folder, JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"))]));
  // A few packages of a repository of many leave the text out that the others carry.
  const isSibling = (one, other) =>
    one.license === other.license && one.repository?.url !== undefined && one.repository.url === other.repository?.url;
  const parts = folders.map((folder) => {
    const { name, version, license } = manifests.get(folder);
    const siblings = folders.filter((other) => isSibling(manifests.get(folder), manifests.get(other)));
    const text = textIn(root, folder) ?? siblings.map((other) => textIn(root, other)).find((found) => found !== undefined);
    if (text === undefined) throw new Error(`${name} is bundled but has no licence file`);
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `stanch contains the following third-party software.\n\n${parts.map((part) => `${"-".repeat(72)}\n${part}`).join("\n")}`;
}
