import type { Reader } from "../reader.ts";

export const envFile: Reader = {
  id: "env-file",
  title: "`.env` files in all their names, Docker env files, direnv's `.envrc`",
  wants: ({ base }) => /^\.env(?:\.|$)|\.env$|^\.envrc$|^\.flaskenv$|^env\.(?:list|properties)$|^\.dev\.vars$/.test(base),
  read(file, to) {
    let line = 0;
    let open: { readonly id: string; readonly start: number; text: string } | undefined;
    for (const row of file.text.split("\n")) {
      line++;
      if (open !== undefined) {
        open.text += `\n${row}`;
        if (!row.includes('"')) continue;
        to.holds(open.id, open.text.slice(0, open.text.lastIndexOf('"')), open.start);
        open = undefined;
        continue;
      }
      const [, name = "", raw = ""] = /^\s*(?:export\s+|set\s+)?([A-Za-z_][\w.]*)\s*[=:]\s?(.*?)\s*$/.exec(row) ?? [];
      if (name === "") continue;
      const id = to.scoped("env-file", file.path, name, `${name} in ${file.path}`, line);
      if (/^"[^"]*$/.test(raw)) open = { id, start: line, text: raw.slice(1) };
      else to.holds(id, valueOf(raw), line);
      if (/example|sample|template|dist$/.test(file.base))
        to.blind(`${file.path} is a template: the file that is used is not in the tree`, line, id);
    }
  },
};

function valueOf(raw: string): string {
  const quoted = /^(["'`])(.*)\1(?:\s+#.*)?$/.exec(raw);
  return quoted?.[2] ?? raw.replace(/\s+#.*$/, "");
}
