import { availableParallelism } from "node:os";
import { AppError } from "@stanch/model";
import {
  type Connect,
  type Descriptor,
  Registry,
  type RegistryReference,
  LayerPaths,
  logInFor,
  parseJson,
  readDocument,
} from "@stanch/sources/images";
import type { ScanContext } from "../scan.ts";
import type { FeedShared } from "./feed.ts";
import { type BlobScan, scanBlobStream } from "./layer-scan.ts";
import { inParallel } from "./parallel.ts";
import { type Choice, type Resolved, resolveImages } from "./resolve.ts";

export interface RegistryAccess {
  readonly startsHelpers: boolean;
  readonly allowsPrivate: boolean;
  readonly isPlain: boolean;
  readonly userAgent: string;
}

/** Blobs that are fetched at a time: one alone seldom fills a line. */
const AT_ONCE = Math.min(4, availableParallelism() + 1);
const MOST_REFERRERS = 64;

/** Fetches and scans what a reference to a registry names. `blobs`: those that the run has had already; what is new joins them. */
export async function scanRegistry(
  context: ScanContext,
  { shared, blobs }: { readonly shared: FeedShared; readonly blobs: Map<string, BlobScan> },
  reference: RegistryReference,
  choice: Choice,
  access: RegistryAccess,
): Promise<{ readonly resolved: Resolved; readonly manifests: ReadonlyMap<string, BlobScan> }> {
  const registry = await open(context, reference, access);
  const root = await registry.manifest(reference.digest ?? reference.tag ?? "latest");
  const manifests = new Map([[root.digest, documentScan(root)]]);
  const roots = [rootOf(root.digest)];
  const tried = new Set<string>();
  const fetchAll = async (): Promise<void> =>
    fetchManifests(context, registry, manifests, () => {
      const missing = resolveImages(roots, manifests, choice).missing.filter((digest) => !tried.has(digest));
      for (const digest of missing) tried.add(digest);
      return new Set(missing);
    });
  await fetchAll();
  roots.push(...(await attached(registry, [...manifests.keys()])));
  await fetchAll();
  const listed = new Map(
    resolveImages(roots, manifests, choice).images.flatMap(({ manifestDigest = "" }) =>
      partsOf(manifests.get(manifestDigest)).map((part) => [part.digest, part] as const),
    ),
  );
  const own = new Map(manifests);
  const { signal } = context.options;
  const fetchOne = async (descriptor: Descriptor): Promise<void> => {
    const scan = blobs.get(descriptor.digest) ?? (await fetchBlob(context, shared, registry, descriptor));
    if (scan === undefined) return;
    own.set(descriptor.digest, scan);
    if (scan.failure === undefined && signal?.aborted !== true) blobs.set(scan.digest, scan);
  };
  await inParallel(listed.values(), AT_ONCE, fetchOne, signal);
  return { resolved: resolveImages(roots, own, choice), manifests };
}

async function open(context: ScanContext, reference: RegistryReference, access: RegistryAccess): Promise<Registry> {
  const { connect, proxyFor } = await import("@stanch/providers");
  const reach = access.allowsPrivate ? "any" : "public";
  const { env } = process;
  const { signal } = context.options;
  const opened: Connect = async (url, abort) => connect(url, { reach, proxy: proxyFor(url, env), signal: abort });
  return new Registry(reference, {
    connect: opened,
    logIn: await logInFor(reference.host, reference.repository, { env, startsHelpers: access.startsHelpers }),
    isPlain: access.isPlain || (access.allowsPrivate && /^(?:localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/.test(reference.host)),
    userAgent: access.userAgent,
    ...(signal === undefined ? {} : { signal }),
  });
}

const rootOf = (digest: string): Descriptor => ({ digest, mediaType: "", sizeBytes: -1, annotations: {} });

const documentScan = ({ digest, bytes }: { readonly digest: string; readonly bytes: Buffer }): BlobScan => ({
  digest,
  sizeBytes: bytes.length,
  kind: "document",
  found: [],
  paths: new LayerPaths(),
  document: bytes,
});

/** Fetches until nothing is missing that was not tried. A manifest that cannot be had is a failure; the others are read. */
async function fetchManifests(
  context: ScanContext,
  registry: Registry,
  manifests: Map<string, BlobScan>,
  nextMissing: () => ReadonlySet<string>,
): Promise<void> {
  for (let missing = nextMissing(); missing.size > 0; missing = nextMissing())
    await inParallel(missing, AT_ONCE, async (digest) => {
      try {
        manifests.set(digest, documentScan(await registry.manifest(digest)));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        context.failures.push(error);
      }
    });
}

/** What a registry lists as attached to these: scanned as what is attested. */
async function attached(registry: Registry, digests: readonly string[]): Promise<Descriptor[]> {
  const out = new Map<string, Descriptor>();
  await inParallel(digests.slice(0, MOST_REFERRERS), AT_ONCE, async (digest) => {
    for (const one of await registry.referrers(digest))
      out.set(one.digest, { ...one, annotations: { ...one.annotations, "vnd.docker.reference.type": "attestation-manifest" } });
  });
  return [...out.values()].slice(0, MOST_REFERRERS);
}

function partsOf(scan: BlobScan | undefined): readonly Descriptor[] {
  const document = scan?.document === undefined ? undefined : readDocument(parseJson(scan.document));
  if (document?.kind !== "manifest") return [];
  return [...(document.config === undefined ? [] : [document.config]), ...document.layers];
}

async function fetchBlob(
  context: ScanContext,
  shared: FeedShared,
  registry: Registry,
  descriptor: Descriptor,
): Promise<BlobScan | undefined> {
  const algorithm = descriptor.digest.split(":")[0] ?? "";
  const scan = await scanBlobStream(context, shared, registry.blob(descriptor), { where: descriptor.digest, algorithm });
  const { failure } = scan;
  // Of foreign layers a registry need not have a copy: that one is missing is told with the image.
  const isForeign = /foreign|nondistributable/.test(descriptor.mediaType);
  if (failure?.code === "SOURCE_NOT_FOUND" && isForeign) return undefined;
  if (failure !== undefined) context.failures.push(failure);
  else if (context.options.signal?.aborted !== true && scan.digest !== descriptor.digest)
    context.failures.push(
      new AppError("OBJECT_BROKEN", {
        what: "The registry gave other bytes than the digest says",
        where: descriptor.digest,
        next: "What was found in them is in the report; do not trust this image.",
      }),
    );
  return { ...scan, digest: descriptor.digest };
}
