// The licences of what the bundle contains, as their terms ask.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Folder of the package that holds a file of node_modules: `node_modules/@a/b/lib/x.js` → `node_modules/@a/b`. */
function packageFolder(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

/**
 * Text of the notices for the bundled files (paths relative to `root`). Throws when a package carries no licence text:
 * then it must not be bundled before somebody looked.
 */
export function notices(root, files) {
  const folders = [...new Set(files.flatMap((file) => packageFolder(file) ?? []))].sort((a, b) => (a < b ? -1 : 1));
  const parts = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    if (file === undefined || !existsSync(join(root, folder, file))) throw new Error(`${name} is bundled but has no licence file`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(root, folder, file), "utf8").trim()}\n`;
  });
  return `stanch contains the following third-party software.\n\n${parts.map((part) => `${"-".repeat(72)}\n${part}`).join("\n")}`;
}
