import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { has, run } from "./cache.ts";
import type { Cell } from "./cells.ts";

const TOOLS: Readonly<Record<string, { name: string; args: readonly string[]; file: string }>> = {
  terraform: { name: "terraform", args: ["fmt", "-check", "-diff"], file: "main.tf" },
  systemd: { name: "systemd-analyze", args: ["verify"], file: "app.service" },
};

/** The tool that judges a form's file here, or undefined: none does, or it is not installed. */
export function toolFor(form: string): string | undefined {
  const tool = TOOLS[form];
  return tool !== undefined && has(tool.name) ? tool.name : undefined;
}

/** What the tool says against the file; undefined when nothing. */
export function faultOf(cell: Cell): string | undefined {
  const tool = TOOLS[cell.form];
  if (tool === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "stanch-deployed-"));
  try {
    const path = join(folder, tool.file);
    // The unit names a program that is nobody's here: any that exists will do for the check.
    writeFileSync(path, cell.text.replaceAll("/usr/local/bin/app", "/bin/true"));
    const { code, stdout, stderr } = run(tool.name, [...tool.args, path]);
    return code === 0 ? undefined : `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
