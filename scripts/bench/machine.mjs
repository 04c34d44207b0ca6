import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from "node:os";
import { git } from "./program.mjs";
import { root } from "../say.mjs";

/** The machine in words, without a name that would tell whose it is. */
export function machine() {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const gib = Math.round(totalmem() / 2 ** 30);
  const gitVersion = git(root, "--version").trim().replace("git version ", "");
  // Above the number of cores, others want the processor too: then only ratios and processor time say something.
  const load = platform() === "win32" ? "" : `, load ${(loadavg()[0] ?? 0).toFixed(1)} at the start`;
  return `${availableParallelism()} cores (${model}), ${gib} GiB, ${platform()} ${arch()}, Node ${process.versions.node}, git ${gitVersion}${load}`;
}

/** The commit that was measured, or nothing outside a repository. */
export function commit() {
  try {
    return git(root, "rev-parse", "--short", "HEAD").trim();
  } catch {
    return undefined;
  }
}
