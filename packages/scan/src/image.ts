import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { statSync } from "node:fs";
import { AppError, type SkipReason } from "@stanch/model";
import { BrokenStream, LimitMet } from "@stanch/sources";
import {
  type Bytes,
  type Descriptor,
  type ImageReference,
  Measure,
  type Member,
  type RegistryReference,
  archiveMembers,
  daemonArchive,
  daemonSocket,
  fileBytes,
  folderMembers,
  parseDigest,
  parseJson,
  parseReference,
  readDocument,
  readSaved,
} from "@stanch/sources/images";
import { type Out, broken, emitImage, emitLoose } from "./image/emit.ts";
import { FeedShared } from "./image/feed.ts";
import { type BlobScan, scanBlobStream } from "./image/layer-scan.ts";
import { inParallel } from "./image/parallel.ts";
import { scanRegistry } from "./image/registry-scan.ts";
import { type Choice, type Resolved, type ResolvedImage, resolveImages, resolveSaved } from "./image/resolve.ts";
import type { ScanContext } from "./scan.ts";

export interface ImageOptions {
  /** `os/architecture[/variant]`; undefined: every platform. */
  readonly platform?: string;
  /** A credential helper of docker's configuration may be started. */
  readonly startsHelpers?: boolean;
  /** A registry, or what it leads to, may be in a private network. */
  readonly allowsPrivate?: boolean;
  /** The registry is asked without TLS. */
  readonly isPlain?: boolean;
  readonly userAgent?: string;
}

/** What one run of the scan knows of all its images: each layer is read once. */
interface ImageRun {
  readonly shared: FeedShared;
  readonly blobs: Map<string, BlobScan>;
}

const runs = new WeakMap<ScanContext, ImageRun>();

function runOf(context: ScanContext): ImageRun {
  const known = runs.get(context);
  if (known !== undefined) return known;
  // V8's young generation grows by all that ever survived, to 48 MB in the end, though reading layers needs next to none of that:
  // for an image of 5 GB the peak was 45 MB more, at no gain in time. Read when it would grow, so that it may be set late.
  setFlagsFromString("--semi-space-growth-factor=1");
  const threads = Math.max(1, context.options.threads ?? availableParallelism());
  const run = { shared: new FeedShared(threads, context.options.signal), blobs: new Map<string, BlobScan>() };
  runs.set(context, run);
  return run;
}

/**
 * Scans an image: every layer with what later ones hide, its config and history, what is attested of it, and blobs that nothing
 * names. What keeps it from being read whole goes into the context's failures; what was read before that stands.
 */
export async function scanImage(context: ScanContext, given: string): Promise<void> {
  const reference = parseReference(given);
  const name = nameOf(reference, given);
  const run = runOf(context);
  context.coverage.roots.push({ path: `image:${given}` });
  try {
    if (reference.kind === "registry") await scanFromRegistry(context, run, name, reference);
    else if (reference.kind === "docker-daemon") {
      const members = archiveMembers(daemonArchive(daemonSocket(process.env), reference.name, context.options.signal));
      run.shared.here = SMALL_IMAGE;
      await scanBundle(context, run, { name, members, atOnce: 1 }, choiceOf(context, undefined));
    } else {
      const { sizeBytes, ...bundle } = await bundleOf(context, reference);
      run.shared.here = sizeBytes <= SMALL_IMAGE ? SMALL_CONTENT : 0;
      await scanBundle(context, run, { name, ...bundle }, choiceOf(context, reference.tag));
    }
  } catch (error) {
    if (context.options.signal?.aborted === true) return;
    if (!(error instanceof AppError)) throw error;
    context.failures.push(error);
  }
  // What is counted from here on is another root's.
  await context.pool.drain();
}

async function scanFromRegistry(context: ScanContext, run: ImageRun, name: string, reference: RegistryReference): Promise<void> {
  const { startsHelpers = false, allowsPrivate = false, isPlain = false, userAgent = "stanch" } = context.options.image ?? {};
  const choice = choiceOf(context, undefined);
  run.shared.here = SMALL_IMAGE;
  const { resolved, manifests } = await scanRegistry(context, run, reference, choice, { startsHelpers, allowsPrivate, isPlain, userAgent });
  if (resolved.images.length === 0 && context.failures.length === 0) throw nothingChosen(name, choice, true);
  await allMatches(context);
  const out = { context, shared: run.shared };
  await emitAll(out, name, [resolved]);
  for (const [digest, scan] of manifests) if (resolved.used.has(digest)) await emitLoose(out, name, `(manifest)/${digest}`, scan);
}

function choiceOf({ options }: ScanContext, tag: string | undefined): Choice {
  const platform = options.image?.platform;
  return { ...(tag === undefined ? {} : { tag }), ...(platform === undefined ? {} : { platform }) };
}

function nameOf(reference: ImageReference, given: string): string {
  return reference.kind === "registry" || reference.kind === "docker-daemon" ? given : reference.path;
}

type LocalReference = Exclude<ImageReference, { kind: "registry" | "docker-daemon" }>;

/** A stored image up to this size is scanned in this thread, as long as no more than that comes out of it. */
const SMALL_IMAGE = 4_194_304;
const SMALL_CONTENT = 16_777_216;

async function bundleOf(
  context: ScanContext,
  { kind, path }: LocalReference,
): Promise<Omit<Bundle, "name"> & { readonly sizeBytes: number }> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new AppError("SOURCE_NOT_FOUND", { what: "No such image", where: path, next: "Check the path." });
  if (kind === "oci-layout" && !stat.isDirectory())
    throw new AppError("USAGE", {
      what: "An OCI layout is a folder",
      where: path,
      next: `For an archive write image:oci-archive:${path}.`,
    });
  if (kind !== "oci-layout" && stat.isDirectory())
    throw new AppError("USAGE", { what: "This archive is a folder", where: path, next: `For an OCI layout write image:oci:${path}.` });
  const skip = (reason: SkipReason, where: string): void => context.coverage.skip(reason, where);
  if (kind !== "oci-layout") return { members: archiveMembers(fileBytes(path)), sizeBytes: stat.size, atOnce: 1 };
  let sizeBytes = 0;
  for await (const member of folderMembers(path, () => {})) sizeBytes += member.sizeBytes;
  return { members: folderMembers(path, skip), sizeBytes, atOnce: 3 };
}

interface Bundle {
  readonly name: string;
  readonly members: AsyncIterable<Member>;
  /** Members read at a time: those of an archive come one after the other. */
  readonly atOnce: number;
}

/** What a folder or an archive holds: all of it is read, in its order; then its documents say what belongs together. */
async function scanBundle(context: ScanContext, run: ImageRun, { name, members, atOnce }: Bundle, choice: Choice): Promise<void> {
  const byName = new Map<string, BlobScan>();
  const byDigest = new Map<string, BlobScan>();
  try {
    await inParallel(
      members,
      atOnce,
      async (member) => {
        const scan = byName.get(member.linkTo ?? "") ?? (await scanMember(context, run, name, member));
        byName.set(member.name, scan);
        byDigest.set(scan.digest, scan);
      },
      context.options.signal,
    );
  } catch (error) {
    if (!(error instanceof BrokenStream) && !(error instanceof LimitMet)) throw error;
    context.coverage.skip(error instanceof LimitMet ? "archive-limit" : "archive-broken", `${name} (${error.message})`);
    context.failures.push(broken(`The archive is broken: ${error.message}`, name));
  }
  await allMatches(context);
  const parts = [
    resolveImages(rootsOf(byName), byDigest, choice),
    resolveSaved(readSaved(jsonOf(byName.get("manifest.json"))) ?? [], byName, choice),
  ];
  await emitAll({ context, shared: run.shared }, name, parts);
  if (choice.tag === undefined && choice.platform === undefined) await emitRest({ context, shared: run.shared }, name, byName, parts);
  const isCut = context.failures.length > 0 || context.options.signal?.aborted === true;
  if (!isCut && parts.every(({ images }) => images.length === 0)) throw nothingChosen(name, choice, byName.size > 0);
}

/** An interrupt lets the threads tell what they have; then it is told, too. */
async function allMatches({ pool, options }: ScanContext): Promise<void> {
  if (options.signal?.aborted === true) await sleep(GRACE_MS);
  else await pool.drain();
}

/** As long as the pool waits for threads that are stopped. */
const GRACE_MS = 500;

async function scanMember(context: ScanContext, { shared, blobs }: ImageRun, name: string, member: Member): Promise<BlobScan> {
  const claimed = /^blobs\/(\w+)\/([0-9a-f]+)$/.exec(member.name);
  const digest = claimed === null ? undefined : parseDigest(`${claimed[1]}:${claimed[2]}`);
  const known = digest === undefined ? undefined : blobs.get(`${digest.algorithm}:${digest.hex}`);
  if (known !== undefined && digest !== undefined && member.again !== undefined && (await digestIs(member.again(), digest))) return known;
  const scan = await scanBlobStream(context, shared, member.content, {
    where: `${name}:${member.name}`,
    wantsUnpacked: digest === undefined,
    ...(digest === undefined ? {} : { algorithm: digest.algorithm }),
  });
  if (scan.failure !== undefined) context.failures.push(scan.failure);
  if (digest === undefined) return scan;
  // Not read to its end: nobody can say whether it was what it should be.
  if (context.options.signal?.aborted === true) return { ...scan, digest: `${digest.algorithm}:${digest.hex}` };
  if (scan.digest !== `${digest.algorithm}:${digest.hex}`)
    context.failures.push(broken("A blob is not what its digest says", `${name}, ${member.name}`));
  else blobs.set(scan.digest, scan);
  return scan;
}

async function digestIs(bytes: Bytes, { algorithm, hex }: { readonly algorithm: string; readonly hex: string }): Promise<boolean> {
  const measure = new Measure(algorithm);
  for await (const piece of bytes) measure.add(piece);
  return measure.digest === `${algorithm}:${hex}`;
}

const jsonOf = (scan: BlobScan | undefined): unknown => (scan?.document === undefined ? undefined : parseJson(scan.document));

function rootsOf(byName: ReadonlyMap<string, BlobScan>): readonly Descriptor[] {
  const document = readDocument(jsonOf(byName.get("index.json")));
  return document?.kind === "index" ? document.manifests : [];
}

/** Each image once: an archive of Docker lists them in both of its forms. */
async function emitAll(out: Out, name: string, parts: readonly Resolved[]): Promise<void> {
  const done = new Set<string>();
  const images = parts.flatMap((part) => part.images);
  const platforms = new Set(images.filter(({ isAttestation }) => !isAttestation).map(({ platform }) => platform));
  for (const image of images) {
    const key = `${image.configDigest ?? ""} ${image.layers.map(({ digest }) => digest).join(" ")}`;
    if (done.has(key)) continue;
    done.add(key);
    await emitImage(out, fullName(name, image, platforms.size > 1, parts), image);
  }
  for (const { missing } of parts)
    for (const digest of missing) out.context.coverage.skip("image-part-missing", `${name}: ${digest} (listed, not there)`);
}

function fullName(name: string, image: ResolvedImage, hasPlatforms: boolean, parts: readonly Resolved[]): string {
  const several = parts.some(({ images }) => new Set(images.flatMap(({ tags }) => tags)).size > 1);
  const tag = several && image.tags[0] !== undefined ? ` ${image.tags[0]}` : "";
  return `${name}${tag}${hasPlatforms && image.platform !== undefined ? ` (${image.platform})` : ""}`;
}

/** What no image is made of: blobs that were left behind, other files, and the manifests themselves for their annotations. */
async function emitRest(out: Out, name: string, byName: ReadonlyMap<string, BlobScan>, parts: readonly Resolved[]): Promise<void> {
  const used = new Set(parts.flatMap((part) => [...part.used]));
  const emitted = new Set(
    parts.flatMap(({ images }) => images.flatMap(({ configDigest, layers }) => [configDigest, ...layers.map(({ digest }) => digest)])),
  );
  for (const [file, scan] of byName) {
    if (emitted.has(scan.digest)) continue;
    emitted.add(scan.digest);
    const label = used.has(scan.digest) ? "(manifest)" : file.startsWith("blobs/") ? "(unreferenced)" : "(file)";
    await emitLoose(out, name, `${label}/${file.startsWith("blobs/") ? scan.digest : file}`, scan);
  }
}

function nothingChosen(where: string, { tag, platform }: Choice, hasFiles: boolean): AppError {
  const asked = [tag === undefined ? "" : `the tag ${tag}`, platform === undefined ? "" : `the platform ${platform}`].filter(
    (one) => one !== "",
  );
  return new AppError("SOURCE_NOT_FOUND", {
    what:
      asked.length > 0
        ? `No image there has ${asked.join(" and ")}`
        : hasFiles
          ? "No image in there: neither index.json nor manifest.json lists one"
          : "Nothing in there",
    where,
    next: asked.length > 0 ? "Leave it out to scan all that is there." : "Name an OCI layout, or what docker save wrote.",
  });
}
