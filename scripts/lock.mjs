// One process at a time prepares a checkout: a lock that survives the death of its holder.
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { SetupError, readOr, root, say } from "./say.mjs";

const state = join(root, ".stanch-build");
const lockFolder = join(state, "lock");
/** The holder of the lock touches it every two seconds; a minute without is a holder that is gone. */
const BEAT_MS = 2000;
const SILENT_MS = 60_000;

/** Whether the lock's holder is gone: its process on this machine, or its heartbeat anywhere (containers share folders, not processes). */
function isAbandoned() {
  let beatMs;
  try {
    beatMs = statSync(lockFolder).mtimeMs;
  } catch {
    return false;
  }
  if (Date.now() - beatMs > SILENT_MS) return true;
  const [pid, host] = readOr(join(lockFolder, "owner"), "").split(" ");
  if (host !== hostname() || !Number(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

/** Removes an abandoned lock. A second lock around it: else two waiters remove in turn, the slower one a lock just taken. */
function breakAbandoned() {
  const breaking = `${lockFolder}.breaking`;
  try {
    mkdirSync(breaking);
  } catch {
    const age = Date.now() - (statSync(breaking, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > 10_000) rmSync(breaking, { recursive: true, force: true });
    return;
  }
  try {
    if (isAbandoned()) rmSync(lockFolder, { recursive: true, force: true });
  } finally {
    rmSync(breaking, { recursive: true, force: true });
  }
}

async function takeLock() {
  mkdirSync(state, { recursive: true });
  for (let told = false; ;) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(join(lockFolder, "owner"), `${process.pid} ${hostname()}`);
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isAbandoned()) breakAbandoned();
    else if (!told) {
      say("another process is preparing this checkout, waiting for it");
      told = true;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs `work` alone among all processes that prepare this checkout. */
export async function alone(work) {
  try {
    await takeLock();
  } catch (error) {
    if (error.code !== "EACCES" && error.code !== "EROFS" && error.code !== "EPERM") throw error;
    throw new SetupError(`cannot write in ${root}, so it cannot be built. Build it as its owner, or clone it to a folder of yours.`);
  }
  const beat = setInterval(() => utimesSync(lockFolder, new Date(), new Date()), BEAT_MS);
  const leave = () => rmSync(lockFolder, { recursive: true, force: true });
  const stop = (signal) => process.exit(signal === "SIGINT" ? 130 : 143);
  process.on("exit", leave).on("SIGINT", stop).on("SIGTERM", stop);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    leave();
    process.off("exit", leave).off("SIGINT", stop).off("SIGTERM", stop);
  }
}
