import type { ScanContext } from "../scan.ts";

/** Scans what stands behind the colon; `given` is the whole. */
type Place = (context: ScanContext, rest: string, given: string) => Promise<void>;

/** By the word before the first colon. Each is loaded when it is named. */
const PLACES: Readonly<Record<string, () => Promise<Place>>> = {
  bitbucket: async () => (await import("../hosts/index.ts")).scanHost,
  github: async () => (await import("../hosts/index.ts")).scanHost,
  gitlab: async () => (await import("../hosts/index.ts")).scanHost,
  image: async () => (await import("../image.ts")).scanImage,
  npm: async () => (await import("./packages.ts")).scanNpm,
  packed: async () => (await import("./packed.ts")).scanPacked,
  postgres: async () => (await import("./postgres.ts")).scanPostgres,
  postgresql: async () => (await import("./postgres.ts")).scanPostgres,
  pypi: async () => (await import("./packages.ts")).scanPypi,
  maven: async () => (await import("./packages.ts")).scanMaven,
  s3: async () => (await import("./s3.ts")).scanBucket,
  export: async () => (await import("./exports.ts")).scanExport,
  log: async () => (await import("./log.ts")).scanLog,
};

/** Scans what a word with a colon names; false: it is no such word, and what was given is a path. */
export async function scanPlace(context: ScanContext, given: string): Promise<boolean> {
  const at = given.indexOf(":");
  const word = given.slice(0, at);
  if (!Object.hasOwn(PLACES, word)) return false;
  await (
    await PLACES[word]?.()
  )?.(context, given.slice(at + 1), given);
  return true;
}
