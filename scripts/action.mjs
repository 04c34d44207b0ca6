// What action.yml starts: `stanch ci` with the action's inputs. A tagged release holds the built program; from any other commit
// it is built first.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** As the runner hands inputs over: names in upper case, hyphens kept. */
const input = (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? "").trim();

/** Each value is a word of its own, with its option: none can become another option. */
const valued = ["base", "config", "baseline", "fail-on", "min-severity", "reports"];
const switches = { "require-range": "--require-range" };
const switchesOff = { fetch: "--no-fetch", annotations: "--no-annotations" };

const isTrue = (name) => /^(?:true|yes|1)$/i.test(input(name));
const isFalse = (name) => /^(?:false|no|0)$/i.test(input(name));

const args = [
  "ci",
  ...valued.filter((name) => input(name) !== "").map((name) => `--${name}=${input(name)}`),
  ...Object.entries(switches).flatMap(([name, option]) => (isTrue(name) ? [option] : [])),
  ...Object.entries(switchesOff).flatMap(([name, option]) => (isFalse(name) ? [option] : [])),
  "--",
  input("path") || ".",
];

const built = join(root, "dist/stanch.mjs");
if (existsSync(built)) {
  process.argv.splice(1, Infinity, built, ...args);
  await import(new URL("../dist/stanch.mjs", import.meta.url));
} else {
  const windows = process.platform === "win32";
  const { ensureBuilt, fail } = await import("./setup.mjs");
  await ensureBuilt().catch(fail);
  const { status } = spawnSync(windows ? process.execPath : join(root, "stanch"), windows ? [built, ...args] : args, { stdio: "inherit" });
  process.exitCode = status ?? 2;
}
