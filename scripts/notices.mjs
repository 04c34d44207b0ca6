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

/** Packages that name their licence and leave its text out; somebody looked at each. Of MIT, whose it is. */
const STATED = {
  "abstract-logging": "James Sumners",
  "drizzle-orm": "the Drizzle team",
  "pg-types": "Brian M. Carlson",
  pgpass: "Hannes Hörl",
  "react-remove-scroll-bar": "Anton Korzunov",
};

function statedText(root, { name, license }) {
  if (!Object.hasOwn(STATED, name)) return undefined;
  // Ours is the Apache licence, too.
  if (license === "Apache-2.0") return readFileSync(join(root, "LICENSE"), "utf8").trim();
  return license === "MIT" ? MIT.replace("WHO", STATED[name]) : undefined;
}

const MIT = `Copyright (c) WHO

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR
ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH
THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

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
    const text =
      textIn(root, folder) ??
      siblings.map((other) => textIn(root, other)).find((found) => found !== undefined) ??
      statedText(root, manifests.get(folder));
    if (text === undefined) throw new Error(`${name} is bundled but has no licence file`);
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `stanch contains the following third-party software.\n\n${parts.map((part) => `${"-".repeat(72)}\n${part}`).join("\n")}`;
}
