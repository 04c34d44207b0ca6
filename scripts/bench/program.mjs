// Runs the programs that set the bench up.
import { spawnSync } from "node:child_process";
import { SetupError } from "../say.mjs";

/** Standard output of a program. Throws SetupError with the last line of what it said when it fails. */
export function run(file, args, options = {}) {
  const done = spawnSync(file, args, { encoding: "utf8", maxBuffer: 2 ** 30, stdio: ["ignore", "pipe", "pipe"], ...options });
  if (done.error?.code === "ENOENT") throw new SetupError(`${file} was not found on PATH`);
  if (done.error !== undefined) throw new SetupError(`${file} could not be started: ${done.error.message}`);
  if (done.status !== 0) throw new SetupError(`${file} ${args[0] ?? ""}: ${lastLine(done.stderr) || `exit code ${done.status}`}`);
  return done.stdout;
}

/** npm is a script of cmd.exe on Windows. */
export const npm = (args, options = {}) => run("npm", args, { shell: process.platform === "win32", ...options });

/** Git that reads no configuration but the repository's own. */
export const git = (folder, ...args) => run("git", ["-C", folder, ...args], { env: gitEnvironment });

export const gitEnvironment = {
  ...process.env,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_NO_LAZY_FETCH: "1",
  GIT_CONFIG_GLOBAL: process.platform === "win32" ? "NUL" : "/dev/null",
};

function lastLine(text) {
  // Messages of package clients name the host they asked, which is the reader's own affair.
  return (
    (text ?? "")
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/https?:\/\/[^\s/]+/g, "(registry)") ?? ""
  );
}
