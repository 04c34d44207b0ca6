// Applies or reverts a plan and is killed after a number of steps: `fix-child.ts apply|revert PLAN STEPS`.
import { applyPlan, revertPlan } from "../src/fix/apply.ts";
import { readPlan, withLock } from "../src/fix/plan-file.ts";
import { fingerprintKey } from "../src/fingerprint-key.ts";

const [, , what = "", file = "", steps = ""] = process.argv;
let left = Number(steps);
const work = what === "apply" ? applyPlan : revertPlan;
await withLock(file, async () =>
  work(readPlan(file), fingerprintKey().bytes, () => {
    if (--left === 0) process.kill(process.pid, "SIGKILL");
  }),
);
process.stdout.write(`steps ${Number(steps) - left}\n`);
