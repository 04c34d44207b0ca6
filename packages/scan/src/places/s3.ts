import { AppError } from "@stanch/model";
import { Bucket, type StoredObject, parseBucket } from "@stanch/sources/s3";
import { inParallel } from "../image/parallel.ts";
import type { ScanContext } from "../scan.ts";
import { Gatherer } from "./gather.ts";

/** Objects that are fetched at a time. */
const AT_ONCE = 8;

/** Scans every version of every object below `s3://BUCKET[/PREFIX]`, deleted ones too. */
export async function scanBucket(context: ScanContext, rest: string, given: string): Promise<void> {
  const { options, coverage, failures } = context;
  const reference = parseBucket(rest, given);
  const { endpoint } = options.places ?? {};
  coverage.roots.push({ path: given });
  const bucket = await Bucket.open(reference, {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const gatherer = new Gatherer(context, given);
  const listing = bucket.list(reference.prefix);
  const scanOne = async (object: StoredObject): Promise<void> => {
    const wanted = object.sizeBytes === 0 ? "empty" : options.wants(object.key, false);
    const path = pathOf(reference.bucket, object);
    if (wanted === "empty") return;
    if (wanted !== "yes") return coverage.skip(wanted, path);
    try {
      const { failure } = await gatherer.add({ path, sizeBytes: object.sizeBytes, bytes: bucket.bytes(object) });
      if (failure !== undefined) unread(context, path, failure);
    } catch (error) {
      if (options.signal?.aborted === true) return;
      if (!(error instanceof AppError)) throw error;
      unread(context, path, error);
    }
  };
  try {
    await inParallel(listing.objects, AT_ONCE, scanOne, options.signal);
  } catch (error) {
    if (options.signal?.aborted !== true && !(error instanceof AppError)) throw error;
    if (error instanceof AppError) failures.push(error);
  } finally {
    bucket.close();
    await gatherer.end();
  }
  if (!listing.hasVersions()) coverage.skip("not-included", `${given} (older versions: the server does not list them)`);
}

function pathOf(bucket: string, { key, version, isLatest }: StoredObject): string {
  return `s3://${bucket}/${key}${version === undefined || isLatest ? "" : `?versionId=${version}`}`;
}

/** One object that cannot be read is a gap that the receipt tells, and the scan is not whole. */
function unread({ coverage, failures }: ScanContext, path: string, failure: AppError): void {
  const reason =
    failure.code === "SOURCE_NOT_FOUND" ? "vanished" : /may not read/.test(failure.message) ? "permission-denied" : "unreadable";
  coverage.skip(reason, path);
  if (reason !== "vanished" && failures.length < MOST_FAILURES) failures.push(failure);
}

/** Of equal ones a few tell enough; the receipt counts all. */
const MOST_FAILURES = 10;
