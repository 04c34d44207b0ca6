import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** Where this user's programs keep what can be made again: scripts/start.mjs keeps compiled code in it. Undefined where there is no home. */
export function cacheFolder(): string | undefined {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === "win32") return LOCALAPPDATA === undefined || LOCALAPPDATA === "" ? undefined : join(LOCALAPPDATA, "stanch");
  if (XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)) return join(XDG_CACHE_HOME, "stanch");
  const home = homedir();
  return isAbsolute(home) ? join(home, process.platform === "darwin" ? "Library/Caches" : ".cache", "stanch") : undefined;
}
