import { createHash } from "node:crypto";
import { gzipSync, zstdCompressSync } from "node:zlib";

/** Images made by hand: tar and JSON, nothing else. */

export interface TarFile {
  readonly name: string;
  readonly content?: string | Uint8Array;
  /** `0` a file, `1` a hard link, `2` a symbolic link, `5` a folder, `S` a sparse file. */
  readonly type?: string;
  readonly link?: string;
  /** Changes the header before its sum is made. */
  readonly change?: (header: Buffer) => void;
  /** Blocks between the header and the content, outside the size. */
  readonly map?: Buffer;
}

export function tarEntry({ name, content = "", type = "0", link = "", change, map }: TarFile): Buffer {
  const bytes = Buffer.from(content);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write("ustar\x0000", 257);
  change?.(header);
  header.write("        ", 148);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, map ?? Buffer.alloc(0), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

export const tarOf = (files: readonly TarFile[]): Buffer => Buffer.concat([...files.map(tarEntry), Buffer.alloc(1024)]);

export const sha256 = (bytes: Uint8Array): string => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;

export const PACKINGS = {
  plain: { type: "", pack: (bytes: Buffer): Buffer => bytes },
  gzip: { type: "+gzip", pack: (bytes: Buffer): Buffer => gzipSync(bytes) },
  zstd: { type: "+zstd", pack: (bytes: Buffer): Buffer => zstdCompressSync(bytes) },
} as const;

export interface LayerPlan {
  /** Entries, or the layer's bytes as they are to be stored. */
  readonly files?: readonly TarFile[];
  readonly bytes?: Buffer;
  readonly mediaType?: string;
  readonly packing?: keyof typeof PACKINGS;
  readonly createdBy?: string;
}

export interface ImagePlan {
  readonly layers: readonly LayerPlan[];
  readonly config?: Readonly<Record<string, unknown>>;
  /** History entries without a layer, before all others. */
  readonly before?: readonly { readonly created_by: string; readonly comment?: string }[];
  readonly platform?: { readonly os: string; readonly architecture: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface BuiltImage {
  readonly blobs: ReadonlyMap<string, Buffer>;
  readonly descriptor: Readonly<Record<string, unknown>> & { readonly digest: string };
  readonly layers: readonly string[];
  readonly config: string;
}

/** The blobs of one image, by digest, and the descriptor of its manifest. */
export function buildImage({
  layers,
  config = {},
  before = [],
  platform = { os: "linux", architecture: "amd64" },
  annotations,
}: ImagePlan): BuiltImage {
  const blobs = new Map<string, Buffer>();
  const put = (bytes: Buffer): string => {
    const digest = sha256(bytes);
    blobs.set(digest, bytes);
    return digest;
  };
  const made = layers.map(({ files = [], bytes, packing = "gzip", mediaType }) => {
    const tar = tarOf(files);
    const stored = bytes ?? PACKINGS[packing].pack(tar);
    return {
      diffId: sha256(tar),
      descriptor: {
        mediaType: mediaType ?? `application/vnd.oci.image.layer.v1.tar${PACKINGS[packing].type}`,
        digest: put(stored),
        size: stored.length,
      },
    };
  });
  const configBytes = Buffer.from(
    JSON.stringify({
      ...platform,
      config,
      rootfs: { type: "layers", diff_ids: made.map(({ diffId }) => diffId) },
      history: [
        ...before.map((entry) => ({ ...entry, empty_layer: true })),
        ...layers.map(({ createdBy = "COPY . / # buildkit" }) => ({ created_by: createdBy })),
      ],
    }),
  );
  const configDigest = put(configBytes);
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: configDigest, size: configBytes.length },
      layers: made.map(({ descriptor }) => descriptor),
      ...(annotations === undefined ? {} : { annotations }),
    }),
  );
  const digest = put(manifest);
  return {
    blobs,
    descriptor: { mediaType: MANIFEST, digest, size: manifest.length, platform },
    layers: made.map(({ descriptor }) => descriptor.digest),
    config: configDigest,
  };
}

export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";
export const INDEX = "application/vnd.oci.image.index.v1+json";

export const indexOf = (manifests: readonly object[]): Buffer =>
  Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));

/** The files of an OCI layout, by path. `tag` goes to the first. */
export function layoutFiles(
  images: readonly BuiltImage[],
  tags: readonly string[] = ["latest"],
  more: readonly Buffer[] = [],
): Record<string, Buffer> {
  const files: Record<string, Buffer> = { "oci-layout": Buffer.from('{"imageLayoutVersion":"1.0.0"}') };
  for (const { blobs } of images) for (const [digest, bytes] of blobs) files[`blobs/${digest.replace(":", "/")}`] = bytes;
  for (const bytes of more) files[`blobs/${sha256(bytes).replace(":", "/")}`] = bytes;
  files["index.json"] = indexOf(
    images.map(({ descriptor }, index) => ({
      ...descriptor,
      ...(tags[index] === undefined ? {} : { annotations: { "org.opencontainers.image.ref.name": tags[index] } }),
    })),
  );
  return files;
}

/** What `docker save` wrote before Engine 25: a folder a layer, names by config. */
export function savedFiles(image: BuiltImage, tag = "app:1"): TarFile[] {
  const layers = image.layers.map((digest, index) => ({
    name: `${digest.slice(7, 20)}${index}/layer.tar`,
    content: image.blobs.get(digest) ?? Buffer.alloc(0),
  }));
  const config = `${image.config.slice(7)}.json`;
  return [
    ...layers,
    { name: config, content: image.blobs.get(image.config) ?? Buffer.alloc(0) },
    { name: "manifest.json", content: JSON.stringify([{ Config: config, RepoTags: [tag], Layers: layers.map(({ name }) => name) }]) },
  ];
}
