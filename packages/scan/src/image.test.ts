import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { PACKINGS, type TarFile, buildImage, layoutFiles, savedFiles, sha256, tarOf } from "../test/image-world.ts";
import { scanned, scratch, token, write } from "../test/world.ts";

const world = scratch();
let count = 0;

function layout(files: Record<string, Buffer>): string {
  const folder = join(world, `layout-${++count}`);
  write(folder, files);
  return folder;
}

function archive(files: readonly TarFile[], pack = (bytes: Buffer): Buffer => bytes): string {
  const file = join(world, `image-${++count}.tar`);
  writeFileSync(file, pack(tarOf(files)));
  return file;
}

const line = (n: number): string => `first\nkey = ${token(n)}\n`;

const plan = {
  before: [{ created_by: `ARG BUILD_TOKEN=${token(1)}`, comment: "buildkit.dockerfile.v0" }, { created_by: `ENV RUN_TOKEN=${token(2)}` }],
  config: {
    Env: ["PATH=/bin", `RUN_TOKEN=${token(2)}`],
    Labels: { owner: "me", pass: token(3) },
    Cmd: ["/bin/sh", "-c", `serve --key ${token(4)}`],
  },
  layers: [
    {
      files: [
        { name: "app/.env", content: line(5) },
        { name: "./etc/kept", content: line(6) },
      ],
      createdBy: "COPY app /app # buildkit",
    },
    { files: [{ name: "app/.wh..env" }], createdBy: "RUN /bin/sh -c rm /app/.env # buildkit", packing: "zstd" },
    { files: [{ name: "srv/zstd", content: line(7) }], packing: "zstd", createdBy: `|1 NPM=${token(8)} /bin/sh -c npm ci` },
  ],
} as const;

it("finds what every layer, the config and its history hold, with layer, instruction and what hides it", async () => {
  const image = buildImage(plan);
  const { occurrences, complete, skipped } = await scanned([`image:oci:${layout(layoutFiles([image]))}`]);
  const [first, second, third] = image.layers;
  expect(occurrences[token(1)]).toMatchObject([{ path: "(history)/1", instruction: `ARG BUILD_TOKEN=${token(1)}` }]);
  expect(occurrences[token(2)]).toMatchObject([
    { path: "(config)/Env", line: 2, instruction: `ENV RUN_TOKEN=${token(2)}` },
    { path: "(history)/2" },
  ]);
  expect(occurrences[token(3)]).toMatchObject([{ path: "(config)/Labels", line: 2 }]);
  expect(occurrences[token(4)]).toMatchObject([{ path: "(config)/Cmd" }]);
  expect(occurrences[token(5)]).toMatchObject([
    { path: "app/.env", line: 2, layer: first, hiddenBy: second, instruction: "COPY app /app" },
  ]);
  expect(occurrences[token(6)]).toMatchObject([{ path: "etc/kept", layer: first }]);
  expect(occurrences[token(6)]?.[0]).not.toHaveProperty("hiddenBy");
  expect(occurrences[token(7)]).toMatchObject([{ path: "srv/zstd", layer: third, instruction: "RUN npm ci" }]);
  // The value of a build argument stands in the history, and not in what is told of the instruction.
  expect(occurrences[token(8)]).toMatchObject([{ path: "(history)/5", layer: third, instruction: "RUN npm ci" }]);
  expect(complete).toBe(true);
  expect(skipped).toEqual({});
});

it.each([
  ["as it is", (bytes: Buffer): Buffer => bytes],
  ["in gzip", gzipSync],
  ["in zstd", zstdCompressSync],
])("reads what docker save wrote before Engine 25, %s", async (_, pack) => {
  const image = buildImage({ ...plan, layers: plan.layers.map((layer) => ({ ...layer, packing: "plain" as const })) });
  const { occurrences, complete } = await scanned([`image:docker-archive:${archive(savedFiles(image), pack)}`]);
  expect(occurrences[token(5)]).toMatchObject([
    { path: "app/.env", layer: image.layers[0], hiddenBy: image.layers[1], instruction: "COPY app /app" },
  ]);
  expect(occurrences[token(2)]).toMatchObject([{ path: "(config)/Env" }, { path: "(history)/2" }]);
  expect(occurrences[token(7)]).toMatchObject([{ layer: image.layers[2] }]);
  expect(complete).toBe(true);
});

it("reads an OCI layout in a tar, and each image once where docker save lists it in both forms", async () => {
  const image = buildImage(plan);
  const files: TarFile[] = Object.entries(layoutFiles([image])).map(([name, content]) => ({ name, content }));
  const path = (digest: string): string => `blobs/${digest.replace(":", "/")}`;
  const saved = JSON.stringify([{ Config: path(image.config), RepoTags: ["app:1"], Layers: image.layers.map(path) }]);
  const both = archive([...files, { name: "manifest.json", content: saved }]);
  for (const reference of [`oci-archive:${archive(files)}`, `docker-archive:${both}`]) {
    const { occurrences, complete } = await scanned([`image:${reference}`]);
    expect(occurrences[token(5)]).toMatchObject([{ path: "app/.env", layer: image.layers[0], hiddenBy: image.layers[1] }]);
    expect(occurrences[token(2)]).toHaveLength(2);
    expect(complete).toBe(true);
  }
});

it("finds secrets in attestations, annotations, and blobs that nothing names", async () => {
  const image = buildImage({ ...plan, annotations: { note: token(21) } });
  const statement = Buffer.from(JSON.stringify({ predicate: { invocation: { parameters: { args: { "build-arg:T": token(22) } } } } }));
  const attestation = buildImage({
    layers: [{ bytes: statement, mediaType: "application/vnd.in-toto+json" }],
    platform: { os: "unknown", architecture: "unknown" },
  });
  const left = PACKINGS.gzip.pack(tarOf([{ name: "old/secret", content: line(23) }]));
  const { occurrences } = await scanned([`image:oci:${layout(layoutFiles([image, attestation], [], [left]))}`]);
  expect(occurrences[token(21)]).toMatchObject([{ path: `(manifest)/${image.descriptor.digest}` }]);
  expect(occurrences[token(22)]).toMatchObject([{ path: `(attestation)/${sha256(statement)}`, layer: sha256(statement) }]);
  expect(occurrences[token(23)]).toMatchObject([{ path: `(unreferenced)/${sha256(left)}!old/secret`, line: 2 }]);
});
