import type * as Sdk from "@aws-sdk/client-s3";
import { AppError } from "@stanch/model";
import type { Bytes } from "./images/byte-stream.ts";

/** `s3://BUCKET/PREFIX` in its parts. */
export interface BucketReference {
  readonly bucket: string;
  readonly prefix: string;
}

export interface BucketOptions {
  /** Another server than AWS: MinIO, Ceph, R2 and the like. */
  readonly endpoint?: string;
  readonly signal?: AbortSignal;
  /** Objects that are listed at a time. */
  readonly pageSize?: number;
}

/** One version of an object. */
export interface StoredObject {
  readonly key: string;
  /** Undefined: the bucket keeps no versions, or does not tell them. */
  readonly version?: string;
  readonly isLatest: boolean;
  readonly sizeBytes: number;
  readonly etag?: string;
}

export interface Listing {
  readonly objects: AsyncIterable<StoredObject>;
  /** Whether older versions could be listed. */
  readonly hasVersions: () => boolean;
}

/** A read that broke off is taken up where it ended, so many times. */
const MOST_RESUMES = 3;
const PAGE = 1000;

/** Reads what stands behind `s3:`. Throws USAGE. */
export function parseBucket(rest: string, given: string): BucketReference {
  const found = /^\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>.*))?$/s.exec(rest)?.groups;
  if (found?.["bucket"] === undefined)
    throw new AppError("USAGE", {
      what: "This names no bucket",
      where: given,
      next: "Write s3://BUCKET or s3://BUCKET/PREFIX; a bucket's name has 3 to 63 small letters, digits, dots and hyphens.",
    });
  return { bucket: found["bucket"], prefix: found["prefix"] ?? "" };
}

/** A bucket that is read with the credentials and the region that AWS's own programs would take. Reads only. */
export class Bucket {
  readonly #client: Sdk.S3Client;
  readonly #sdk: typeof Sdk;
  readonly #bucket: string;
  readonly #pageSize: number;
  readonly #signal: { readonly abortSignal?: AbortSignal };

  static async open({ bucket }: BucketReference, { endpoint, signal, pageSize = PAGE }: BucketOptions): Promise<Bucket> {
    const sdk = await import("@aws-sdk/client-s3");
    const named = endpoint ?? process.env["AWS_ENDPOINT_URL_S3"] ?? process.env["AWS_ENDPOINT_URL"];
    const client = new sdk.S3Client({
      ...(named === undefined ? {} : { endpoint: named, forcePathStyle: true }),
      // Others than AWS have no regions, but the signature holds one; AWS tells a bucket's own when it is asked in another.
      region: process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1",
      followRegionRedirects: true,
    });
    return new Bucket(client, sdk, { bucket, pageSize, signal });
  }

  private constructor(
    client: Sdk.S3Client,
    sdk: typeof Sdk,
    { bucket, pageSize, signal }: { readonly bucket: string; readonly pageSize: number; readonly signal: AbortSignal | undefined },
  ) {
    this.#pageSize = pageSize;
    this.#client = client;
    this.#sdk = sdk;
    this.#bucket = bucket;
    this.#signal = signal === undefined ? {} : { abortSignal: signal };
  }

  close(): void {
    this.#client.destroy();
  }

  /** Every version of every object below a prefix, those of keys that were deleted too, and of a bucket that tells no versions every object. */
  list(prefix: string): Listing {
    const state = { hasVersions: true };
    return { objects: this.#objects(prefix, state), hasVersions: () => state.hasVersions };
  }

  async *#objects(prefix: string, state: { hasVersions: boolean }): AsyncGenerator<StoredObject> {
    let from: { KeyMarker?: string; VersionIdMarker?: string } = {};
    for (;;) {
      const page = await this.#client
        .send(
          new this.#sdk.ListObjectVersionsCommand({ Bucket: this.#bucket, Prefix: prefix, MaxKeys: this.#pageSize, ...from }),
          this.#signal,
        )
        .catch((error: unknown) => {
          if (Object.keys(from).length === 0 && NO_VERSIONS.test(nameOf(error))) return undefined;
          throw this.#failure(error);
        });
      if (page === undefined) break;
      for (const { Key, VersionId, IsLatest, Size, ETag } of page.Versions ?? []) {
        if (Key === undefined) continue;
        const isVersioned = VersionId !== undefined && VersionId !== "null";
        yield {
          key: Key,
          ...(isVersioned ? { version: VersionId } : {}),
          isLatest: IsLatest !== false,
          sizeBytes: Size ?? 0,
          ...(ETag === undefined ? {} : { etag: ETag }),
        };
      }
      if (page.IsTruncated !== true) return;
      from = {
        ...(page.NextKeyMarker === undefined ? {} : { KeyMarker: page.NextKeyMarker }),
        ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
      };
      if (Object.keys(from).length === 0) return;
    }
    state.hasVersions = false;
    yield* this.#latest(prefix);
  }

  async *#latest(prefix: string): AsyncGenerator<StoredObject> {
    let token: string | undefined;
    do {
      const page = await this.#client
        .send(
          new this.#sdk.ListObjectsV2Command({
            Bucket: this.#bucket,
            Prefix: prefix,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
          this.#signal,
        )
        .catch((error: unknown) => {
          throw this.#failure(error);
        });
      for (const { Key, Size, ETag } of page.Contents ?? [])
        if (Key !== undefined) yield { key: Key, isLatest: true, sizeBytes: Size ?? 0, ...(ETag === undefined ? {} : { etag: ETag }) };
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  /** The bytes of one version, however many parts it was uploaded in. Rejects with AppError. */
  async *bytes({ key, version, sizeBytes, etag }: StoredObject): Bytes {
    let position = 0;
    for (let tries = 0; ; tries++) {
      try {
        for await (const piece of await this.#body(key, version, position, etag)) {
          position += piece.length;
          yield piece;
        }
        if (position >= sizeBytes) return;
        throw new Error(`the answer ended after ${position} of ${sizeBytes} bytes`);
      } catch (error) {
        const isGone = this.#signal.abortSignal?.aborted === true || statusOf(error) !== undefined;
        if (isGone || tries >= MOST_RESUMES) throw this.#failure(error, key);
      }
    }
  }

  async #body(key: string, version: string | undefined, from: number, etag: string | undefined): Promise<Bytes> {
    const { Body } = await this.#client.send(
      new this.#sdk.GetObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        ...(version === undefined ? {} : { VersionId: version }),
        // Of an object that was replaced meanwhile the rest is another's.
        ...(from === 0 ? {} : { Range: `bytes=${from}-`, ...(etag === undefined ? {} : { IfMatch: etag }) }),
      }),
      this.#signal,
    );
    return (Body ?? []) as Bytes; // in Node a stream of buffers
  }

  #failure(error: unknown, key?: string): AppError {
    if (error instanceof AppError) return error;
    const name = nameOf(error);
    const where = `s3://${this.#bucket}${key === undefined ? "" : `/${key}`}`;
    const status = statusOf(error);
    const told = (code: AppError["code"], what: string, next: string): AppError => new AppError(code, { what, where, next, cause: error });
    if (name === "NoSuchBucket") return told("SOURCE_NOT_FOUND", "There is no such bucket", "Check its name, and the server (--endpoint).");
    if (name === "NoSuchKey" || name === "NoSuchVersion" || status === 404)
      return told("SOURCE_NOT_FOUND", "It is not there any more", "Scan again.");
    if (name === "InvalidObjectState")
      return told("SOURCE_UNREADABLE", "It is in an archive tier and has to be restored first", "Restore it, then scan again.");
    if (/^(?:AccessDenied|Forbidden|AllAccessDisabled|403)$/.test(name) || status === 403)
      return told(
        "SOURCE_UNREADABLE",
        `These credentials may not read it (${name})`,
        "Allow s3:ListBucket, s3:ListBucketVersions, s3:GetObject and s3:GetObjectVersion.",
      );
    if (/Credentials|InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|TokenRefreshRequired/.test(name))
      return told(
        "SOURCE_UNREADABLE",
        `No valid credentials for it (${name})`,
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.",
      );
    if (name === "PermanentRedirect" || status === 301)
      return told("SOURCE_UNREADABLE", "The bucket is in another region", "Set AWS_REGION.");
    const why = status === undefined ? messageOf(error) : `HTTP ${status}, ${name}`;
    return told("SOURCE_UNREADABLE", `The server does not give it: ${why}`, "Check the network, the region and --endpoint.");
  }
}

/** A server that keeps none, or credentials that may not see them. */
const NO_VERSIONS = /^(?:AccessDenied|NotImplemented|MethodNotAllowed|InvalidArgument|UnknownError|501|405)$/;

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");
const messageOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : error instanceof Error
      ? error.message
      : "unknown";

/** Of an answer; undefined where there was none. */
function statusOf(error: unknown): number | undefined {
  const metadata = error instanceof Error && "$metadata" in error ? error.$metadata : undefined;
  const status = typeof metadata === "object" && metadata !== null && "httpStatusCode" in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === "number" && status >= 300 ? status : undefined;
}
