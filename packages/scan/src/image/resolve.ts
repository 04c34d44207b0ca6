import { type Descriptor, type ImageConfig, type SavedImage, parseJson, readConfig, readDocument } from "@stanch/sources/images";
import type { BlobScan } from "./layer-scan.ts";

/** A layer, or whatever else a manifest lists as one. */
export interface ResolvedLayer {
  readonly digest: string;
  readonly mediaType: string;
  /** Undefined: it is not there. */
  readonly scan?: BlobScan;
  readonly sizeBytes: number;
  /** What the config says that it unpacks to: looked at where nothing else vouches for it. */
  readonly diffId?: string;
}

/** One image of one platform. */
export interface ResolvedImage {
  readonly platform?: string;
  readonly tags: readonly string[];
  readonly isAttestation: boolean;
  readonly manifestDigest?: string;
  readonly configDigest?: string;
  readonly config?: ImageConfig;
  readonly configJson?: unknown;
  readonly layers: readonly ResolvedLayer[];
}

export interface Resolved {
  readonly images: readonly ResolvedImage[];
  /** Digests of all that the chosen images are made of: indexes and manifests, too. */
  readonly used: ReadonlySet<string>;
  /** The same of those that were not chosen. */
  readonly passedOver: ReadonlySet<string>;
  /** Manifests that are listed and not there. */
  readonly missing: readonly string[];
}

export interface Choice {
  readonly tag?: string;
  /** `os/architecture` or `os/architecture/variant`; undefined: all. */
  readonly platform?: string;
}

const DEEPEST = 8;

/** Finds the images that start from `roots`, in the order they are listed. */
export function resolveImages(roots: readonly Descriptor[], blobs: ReadonlyMap<string, BlobScan>, choice: Choice): Resolved {
  const images: ResolvedImage[] = [];
  const used = new Set<string>();
  const passedOver = new Set<string>();
  const missing: string[] = [];
  const visit = (descriptor: Descriptor, wanted: boolean, tags: readonly string[], depth: number): void => {
    const scan = blobs.get(descriptor.digest);
    const document = scan?.document === undefined ? undefined : readDocument(parseJson(scan.document));
    const target = wanted ? used : passedOver;
    if (document === undefined && scan === undefined) return void (wanted && missing.push(descriptor.digest));
    if (target.has(descriptor.digest)) return;
    target.add(descriptor.digest);
    if (document === undefined || depth > DEEPEST) return;
    if (document.kind === "index") {
      const chosen = chosenOf(document.manifests, choice.platform);
      for (const one of document.manifests) visit(one, wanted && chosen.has(one.digest), tags, depth + 1);
      return;
    }
    for (const { digest } of [...(document.config === undefined ? [] : [document.config]), ...document.layers]) target.add(digest);
    if (!wanted) return;
    const configScan = document.config === undefined ? undefined : blobs.get(document.config.digest);
    const json = configScan?.document === undefined ? undefined : parseJson(configScan.document);
    const config = readConfig(json);
    const platform = descriptor.platform ?? config?.platform;
    images.push({
      tags,
      isAttestation: isAttestation(descriptor),
      manifestDigest: descriptor.digest,
      ...(platform === undefined ? {} : { platform }),
      ...(document.config === undefined ? {} : { configDigest: document.config.digest }),
      ...(config === undefined ? {} : { config, configJson: json }),
      layers: document.layers.map(({ digest, mediaType, sizeBytes }) => ({ mediaType, sizeBytes, ...withScan(digest, blobs.get(digest)) })),
    });
  };
  for (const root of roots) {
    const tags = tagsOf(root);
    visit(root, choice.tag === undefined || tags.some((tag) => isTag(tag, choice.tag ?? "")), tags, 0);
  }
  return { images, used, passedOver, missing };
}

const withScan = (digest: string, scan: BlobScan | undefined): Pick<ResolvedLayer, "digest" | "scan"> =>
  scan === undefined ? { digest } : { digest, scan };

/** Of an index: the wanted platform's manifests, and what is attested of those. */
function chosenOf(manifests: readonly Descriptor[], platform: string | undefined): ReadonlySet<string> {
  if (platform === undefined) return new Set(manifests.map(({ digest }) => digest));
  const own = manifests.filter((one) => isPlatform(one.platform, platform) || isNested(one));
  const digests = new Set(own.map(({ digest }) => digest));
  for (const one of manifests) if (digests.has(one.annotations["vnd.docker.reference.digest"] ?? "")) digests.add(one.digest);
  return digests;
}

/** An index in an index, or one without a platform: it is for what is in it to say. */
const isNested = ({ platform, mediaType }: Descriptor): boolean => platform === undefined || /index|manifest\.list/.test(mediaType);

export function isPlatform(platform: string | undefined, wanted: string): boolean {
  return platform !== undefined && (platform === wanted || platform.startsWith(`${wanted}/`));
}

const isAttestation = ({ annotations, platform }: Descriptor): boolean =>
  annotations["vnd.docker.reference.type"] === "attestation-manifest" || platform === "unknown/unknown";

function tagsOf({ annotations }: Descriptor): readonly string[] {
  return [annotations["org.opencontainers.image.ref.name"], annotations["io.containerd.image.name"]].filter((tag) => tag !== undefined);
}

const isTag = (name: string, tag: string): boolean => name === tag || name.endsWith(`:${tag}`);

/** The images that `docker save` lists, by the names of its members. */
export function resolveSaved(saved: readonly SavedImage[], members: ReadonlyMap<string, BlobScan>, choice: Choice): Resolved {
  const images: ResolvedImage[] = [];
  const used = new Set<string>();
  const passedOver = new Set<string>();
  const missing: string[] = [];
  for (const one of saved) {
    const configScan = members.get(one.config);
    const json = configScan?.document === undefined ? undefined : parseJson(configScan.document);
    const config = readConfig(json);
    const wanted =
      (choice.tag === undefined || one.tags.some((tag) => isTag(tag, choice.tag ?? ""))) &&
      (choice.platform === undefined || isPlatform(config?.platform, choice.platform));
    const target = wanted ? used : passedOver;
    if (configScan !== undefined) target.add(configScan.digest);
    else if (wanted) missing.push(one.config);
    for (const name of one.layers) target.add(members.get(name)?.digest ?? name);
    if (!wanted) continue;
    images.push({
      tags: one.tags,
      isAttestation: false,
      ...(config?.platform === undefined ? {} : { platform: config.platform }),
      ...(configScan === undefined ? {} : { configDigest: configScan.digest }),
      ...(config === undefined ? {} : { config, configJson: json }),
      layers: one.layers.map((name, index) => {
        const scan = members.get(name);
        const diffId = config?.diffIds[index];
        return { mediaType: "", sizeBytes: -1, ...withScan(scan?.digest ?? name, scan), ...(diffId === undefined ? {} : { diffId }) };
      }),
    });
  }
  return { images, used, passedOver, missing };
}
