import { homedir } from "node:os";
import { AppError } from "@stanch/model";
import type { Connect } from "@stanch/sources/images";
import { type PackageFile, mavenFiles, npmFiles, pypiFiles } from "@stanch/sources/packages";
import { inParallel } from "../image/parallel.ts";
import type { ScanContext } from "../scan.ts";
import { Gatherer } from "./gather.ts";

const AT_ONCE = 4;

export const scanNpm = async (context: ScanContext, rest: string, given: string): Promise<void> =>
  scanPackage(context, rest, given, npmFiles);
export const scanPypi = async (context: ScanContext, rest: string, given: string): Promise<void> =>
  scanPackage(context, rest, given, pypiFiles);
export const scanMaven = async (context: ScanContext, rest: string, given: string): Promise<void> =>
  scanPackage(context, rest, given, mavenFiles);

/** Scans what a registry has of a package, and compares it with the digest that the registry tells. */
async function scanPackage(context: ScanContext, rest: string, given: string, filesOf: typeof npmFiles): Promise<void> {
  const { coverage, failures, options } = context;
  const { allowsPrivate = false, allVersions = false, userAgent = "stanch" } = options.places ?? {};
  coverage.roots.push({ path: given });
  const { connect, proxyFor } = await import("@stanch/providers");
  const { env } = process;
  const opened: Connect = async (url, signal) =>
    connect(url, { reach: allowsPrivate ? "any" : "public", proxy: proxyFor(url, env), signal });
  const client = { connect: opened, userAgent, allVersions, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  const gatherer = new Gatherer(context, given);
  try {
    const files = filesOf(rest, client, { env, folder: process.cwd(), home: env["HOME"] ?? homedir() });
    await inParallel(files, AT_ONCE, async (file) => scanFile(context, gatherer, file), options.signal);
  } catch (error) {
    if (options.signal?.aborted !== true) {
      if (!(error instanceof AppError)) throw error;
      failures.push(error);
    }
  } finally {
    await gatherer.end();
  }
}

async function scanFile(
  { coverage, failures, options }: ScanContext,
  gatherer: Gatherer,
  { name, digest, isOptional, bytes }: PackageFile,
): Promise<void> {
  const { algorithm = "sha256" } = digest ?? {};
  const { failure, digest: own } = await gatherer.add({ path: name, bytes: bytes(), algorithm });
  if (options.signal?.aborted === true) return;
  if (failure !== undefined) {
    if (failure.code !== "SOURCE_NOT_FOUND" || isOptional !== true) failures.push(failure);
    return;
  }
  if (digest === undefined) coverage.skip("digest-missing", name);
  else if (own !== `${algorithm}:${digest.hex}`)
    failures.push(
      new AppError("OBJECT_BROKEN", {
        what: "The registry gave other bytes than its digest says",
        where: name,
        next: "What was found in them is in the report; do not install this package.",
      }),
    );
}
