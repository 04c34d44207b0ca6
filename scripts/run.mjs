// `node scripts/run.mjs TOOL [ARGUMENT…]`: runs a tool of node_modules/.bin, or a script of ours, with the pinned Node,
// after installing what is missing. So every npm script works on a fresh clone.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { ensureInstalled, fail, root } from "./setup.mjs";

const [tool = "", ...args] = process.argv.slice(2);
const node = await ensureInstalled().catch(fail);
const windows = process.platform === "win32";
const env = { ...process.env, PATH: [dirname(node), join(root, "node_modules/.bin"), process.env.PATH].join(delimiter) };
const run = (file, given, shell) =>
  new Promise((resolve, reject) => {
    const child = spawn(file, given, { cwd: root, env, stdio: "inherit", shell });
    // The child got the terminal's Ctrl-C too: it ends by itself, and we report how.
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
    child.on("error", reject).on("close", (code, signal) => resolve(code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 15)));
  });

const generated = await run(node, [join(root, "scripts/generate.mjs")], false);
if (generated !== 0) process.exit(generated);
process.exit(tool.endsWith(".mjs") ? await run(node, [tool, ...args], false) : await run(windows ? `${tool}.cmd` : tool, args, windows));
