import { parseDigest } from "./digest.ts";

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** As the document says: what is there is measured. -1 where it says none. */
  readonly sizeBytes: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly platform?: string;
}

/** A manifest list or image index. */
export interface ImageIndex {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
}

export interface ImageManifest {
  readonly kind: "manifest";
  readonly config?: Descriptor;
  readonly layers: readonly Descriptor[];
}

export interface ConfigHistory {
  readonly createdBy: string;
  readonly comment: string;
  readonly isEmpty: boolean;
}

export interface ImageConfig {
  readonly platform?: string;
  readonly history: readonly ConfigHistory[];
  readonly diffIds: readonly string[];
}

/** What `docker save` writes into manifest.json. */
export interface SavedImage {
  readonly config: string;
  readonly tags: readonly string[];
  readonly layers: readonly string[];
}

/** Documents list at most this many manifests or layers. */
const MOST = 10_000;

type Json = Readonly<Record<string, unknown>>;

export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(
      Buffer.from(bytes)
        .toString("utf8")
        .replace(/^\uFEFF/, ""),
    );
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value.slice(0, MOST) : []);

/** An index or a manifest; undefined for what is neither. Told by what it holds, since media types are left out or wrong. */
export function readDocument(value: unknown): ImageIndex | ImageManifest | undefined {
  if (!isObject(value)) return undefined;
  if (Array.isArray(value["manifests"])) return { kind: "index", manifests: listOf(value["manifests"]).flatMap(descriptor) };
  if (!Array.isArray(value["layers"])) return undefined;
  const [config] = descriptor(value["config"]);
  const layers = listOf(value["layers"]).flatMap(descriptor);
  if (config === undefined && layers.length === 0) return undefined;
  return { kind: "manifest", ...(config === undefined ? {} : { config }), layers };
}

function descriptor(value: unknown): Descriptor[] {
  const { mediaType, digest, size, annotations, platform } = objectOf(value);
  if (typeof digest !== "string" || parseDigest(digest) === undefined) return [];
  const where = platformOf(objectOf(platform));
  return [
    {
      mediaType: textOf(mediaType),
      digest,
      sizeBytes: typeof size === "number" && Number.isSafeInteger(size) && size >= 0 ? size : -1,
      annotations: Object.fromEntries(Object.entries(objectOf(annotations)).map(([key, text]) => [key, textOf(text)])),
      ...(where === undefined ? {} : { platform: where }),
    },
  ];
}

function platformOf({ os, architecture, variant }: Json): string | undefined {
  if (typeof os !== "string" || typeof architecture !== "string" || os === "" || architecture === "") return undefined;
  return [os, architecture, ...(typeof variant === "string" && variant !== "" ? [variant] : [])].join("/");
}

export function readConfig(value: unknown): ImageConfig | undefined {
  if (!isObject(value) || (!isObject(value["rootfs"]) && !isObject(value["config"]) && !Array.isArray(value["history"]))) return undefined;
  const platform = platformOf(value);
  return {
    ...(platform === undefined ? {} : { platform }),
    history: listOf(value["history"]).map((entry) => {
      const { created_by: createdBy, comment, empty_layer: isEmpty } = objectOf(entry);
      return { createdBy: textOf(createdBy), comment: textOf(comment), isEmpty: isEmpty === true };
    }),
    diffIds: listOf(objectOf(value["rootfs"])["diff_ids"]).map(textOf),
  };
}

/** `docker save`'s list of images; undefined for what is none. */
export function readSaved(value: unknown): readonly SavedImage[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const images = listOf(value)
    .map(objectOf)
    .filter(({ Config, Layers }) => typeof Config === "string" && Array.isArray(Layers));
  if (images.length === 0) return undefined;
  return images.map(({ Config, RepoTags, Layers }) => ({
    config: textOf(Config),
    tags: listOf(RepoTags).map(textOf),
    layers: listOf(Layers).map(textOf),
  }));
}

/** Text of a config to be scanned by itself. `instruction` is what made it, where that is known. */
export interface ConfigText {
  readonly name: string;
  readonly text: string;
  readonly history?: number;
}

const OWN_TEXTS = ["Env", "Labels", "Cmd", "Entrypoint", "Shell", "OnBuild", "Healthcheck"] as const;

/**
 * What people and builders write into a config, unescaped and in lines, so that it reads as it did in the Dockerfile; then the
 * rest of it. In each line of `Env` and `Labels` stands one `NAME=value`.
 */
export function configTexts(value: unknown): readonly ConfigText[] {
  const config = objectOf(value);
  const out: ConfigText[] = [];
  const rest: Record<string, unknown> = { ...config };
  for (const part of ["config", "container_config"]) {
    if (!isObject(config[part])) continue;
    const own: Record<string, unknown> = { ...config[part] };
    rest[part] = own;
    for (const name of OWN_TEXTS) {
      const text = linesOf(name, own[name]);
      if (text === "") continue;
      delete own[name];
      out.push({ name: `(${part})/${name}`, text });
    }
  }
  const history = listOf(config["history"]).map(objectOf);
  for (const [index, entry] of history.entries()) {
    const text = [entry["created_by"], entry["comment"], entry["author"]].map(textOf).filter((part) => part !== "");
    if (text.length > 0) out.push({ name: `(history)/${index + 1}`, text: `${text.join("\n")}\n`, history: index });
  }
  if (history.length > 0) delete rest["history"];
  out.push({ name: "(config)/rest", text: `${JSON.stringify(rest, undefined, 2)}\n` });
  return out;
}

function linesOf(name: string, value: unknown): string {
  if (name === "Healthcheck") return linesOf("Cmd", objectOf(value)["Test"]);
  const lines = Array.isArray(value)
    ? name === "Env" || name === "OnBuild"
      ? listOf(value).map(textOf)
      : [listOf(value).map(textOf).join(" ")]
    : isObject(value)
      ? Object.entries(value).map(([key, text]) => `${key}=${textOf(text)}`)
      : [textOf(value)];
  const filled = lines.filter((line) => line !== "");
  return filled.length === 0 ? "" : `${filled.join("\n")}\n`;
}
