import { type Replacement, namedInComment } from "../rewrite.ts";
import { JsonText } from "../text/json.ts";
import { COMMENT, type Place, type Scene, rewriteEach, settle, withNotes } from "../text/place.ts";
import { byProgram } from "../text/programs.ts";
import { quotedScript, spliceShell } from "../text/shell.ts";
import type { Codemod, Target } from "../types.ts";

export const json: Codemod = {
  id: "json",
  title: "JSON",
  matches: (path) => /\.(?:json|jsonc|json5|webmanifest|har|tfstate|tfstate\.backup|dockercfg|dockerconfigjson)$/.test(path),
  parses: async (text) => new JsonText(text).isValid,
  async rewrite(file, targets, project) {
    const read = new JsonText(file.text);
    const scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => {
      const data = dataOf(file.path, file.text);
      if (data !== undefined) return { refused: data };
      const located = read.locate(target);
      if (typeof located !== "string" && isScript(file.path, located)) return inScript(located, target, scene);
      return settle(target, located, (place) => byProgram(place, target, scene));
    });
  },
};

/** Files that a program wrote, and no person edits. */
function dataOf(path: string, text: string): string | undefined {
  if (/\.tfstate(?:\.backup)?$/.test(path))
    return "Terraform's state holds all values by design: keep it in an encrypted remote backend, take it out of the repository with git rm --cached, and rotate what it holds";
  if (/"type"\s*:\s*"service_account"/.test(text) && text.includes('"private_key"'))
    return "the whole file is a key of a Google service account: delete the key, and use workload identity, or name a file outside the project in GOOGLE_APPLICATION_CREDENTIALS";
  if (path.endsWith(".har")) return "the file is a recording of requests: delete it, or record it anew without cookies and headers";
  if (/(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock)\.json$/.test(path))
    return "a lock file is made by its tool: take the secret out of the registry's address, and make it anew";
  return undefined;
}

/** Scripts of package.json and their kin are run by the shell. */
function isScript(path: string, { keys }: Place): boolean {
  return (
    (/(?:^|\/)package\.json$/.test(path) && keys.length === 2 && keys[0] === "scripts") ||
    (/(?:^|\/)composer\.json$/.test(path) && keys[0] === "scripts")
  );
}

async function inScript(place: Place, target: Target, { file }: Scene): Promise<Replacement> {
  const script = quotedScript(file.text, place.rawStart, place.rawStart + place.raw.length);
  if (script === undefined) return { refused: "the script is written with escapes that cannot be told apart" };
  const edit = await spliceShell(script, target, `$${target.variable}`);
  if (edit === COMMENT) return namedInComment(target);
  if (typeof edit === "string") return { refused: edit };
  // A letter after the name would be read as a part of it.
  const isOpen = /^\w/.test(file.text.slice(edit.end)) && /\w$/.test(edit.text);
  const text = isOpen ? edit.text.replace(`$${target.variable}`, `\${${target.variable}}`) : edit.text;
  return withNotes(
    { edits: [{ ...edit, text }] },
    `the scripts of ${file.path} take ${target.variable} from the shell that starts them; on Windows that needs a shell such as bash (npm config set script-shell)`,
  );
}
