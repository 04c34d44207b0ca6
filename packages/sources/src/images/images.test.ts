import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LimitMet } from "../containers/budget.ts";
import { ByteStream, type Bytes } from "./byte-stream.ts";
import { instructionOf, layerInstructions } from "./history.ts";
import { LayerPaths } from "./paths.ts";
import { parseReference } from "./reference.ts";
import { challengeOf } from "./registry.ts";
import { packingOf, unpacked } from "./unpack.ts";

describe("a reference", () => {
  const digest = `sha256:${"0".repeat(64)}`;
  it.each([
    ["alpine", { kind: "registry", host: "registry-1.docker.io", repository: "library/alpine", tag: "latest" }],
    ["team/app:1", { kind: "registry", host: "registry-1.docker.io", repository: "team/app", tag: "1" }],
    ["docker.io/alpine", { kind: "registry", host: "registry-1.docker.io", repository: "library/alpine", tag: "latest" }],
    ["ghcr.io/a/b/c:v1.2", { kind: "registry", host: "ghcr.io", repository: "a/b/c", tag: "v1.2" }],
    ["localhost/app", { kind: "registry", host: "localhost", repository: "app", tag: "latest" }],
    ["127.0.0.1:5000/app", { kind: "registry", host: "127.0.0.1:5000", repository: "app", tag: "latest" }],
    [`r.test:5000/app@${digest}`, { kind: "registry", host: "r.test:5000", repository: "app", digest }],
    [`r.test/app:1@${digest}`, { kind: "registry", host: "r.test", repository: "app", tag: "1", digest }],
    ["oci:./folder", { kind: "oci-layout", path: "./folder" }],
    ["oci:/a/b:1.0", { kind: "oci-layout", path: "/a/b", tag: "1.0" }],
    ["oci-archive:a.tar:x", { kind: "oci-archive", path: "a.tar", tag: "x" }],
    ["docker-archive:a.tar", { kind: "docker-archive", path: "a.tar" }],
    ["docker-daemon:team/app:1", { kind: "docker-daemon", name: "team/app:1" }],
  ])("%s", (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each(["", "UPPER", "a//b", "a:b:c", "a@sha256:1", "oci:", "docker-daemon:", "a b", "https://r.test/app", "r.test/../x"])(
    "refuses %j",
    (text) => {
      expect(() => parseReference(text)).toThrow(/names no container image/);
    },
  );
});

describe("the instruction of a layer", () => {
  it.each([
    ["/bin/sh -c #(nop) COPY file:0123 in / ", "COPY file:0123 in /"],
    ["/bin/sh -c apt-get  update", "RUN apt-get update"],
    ["RUN /bin/sh -c npm ci # buildkit", "RUN npm ci"],
    ["RUN |2 A=1 B=two words /bin/sh -c npm ci # buildkit", "RUN npm ci"],
    ["|1 TOKEN=x /bin/bash -o pipefail -c make", "RUN make"],
    ["|1 TOKEN=x make all", "RUN make all"],
    ["COPY . /app # buildkit", "COPY . /app"],
    ["ENV A=b", "ENV A=b"],
  ])("%s", (recorded, instruction) => {
    expect(instructionOf(recorded)).toBe(instruction);
  });

  it("is not told where history and layers do not agree", () => {
    const one = { createdBy: "COPY a /", comment: "", isEmpty: false };
    expect(layerInstructions([one, { ...one, isEmpty: true }], 1)).toEqual(["COPY a /"]);
    expect(layerInstructions([one], 2)).toEqual([undefined, undefined]);
  });
});

describe("what a later layer hides", () => {
  const layer = (...names: string[]): LayerPaths => {
    const paths = new LayerPaths();
    for (const name of names) paths.add(name, name.endsWith("/"));
    return paths;
  };
  it.each([
    ["a removed file", ["app/.wh.key"], "app/key", true],
    ["a file in a removed folder", [".wh.app"], "app/conf/key", true],
    ["a file in a folder made opaque", ["app/.wh..wh..opq"], "app/conf/key", true],
    ["all, in an opaque root", [".wh..wh..opq"], "key", true],
    ["a replaced file", ["./app/key"], "app/key", true],
    ["a file in a folder replaced by a file", ["/app"], "app/key", true],
    ["a file replaced by a folder", ["app/key/"], "app/key", true],
    ["not a neighbour", ["app/.wh.key"], "app/key2", false],
    ["not what is in a folder that is only listed", ["app/", "app/other"], "app/key", false],
    ["not a file beside an opaque folder", ["app/.wh..wh..opq"], "apps/key", false],
  ])("%s", (_, names, path, hides) => {
    expect(layer(...names).hides(path)).toBe(hides);
    expect(layer(...names).hides(`./${path}`)).toBe(hides);
  });
});

async function* pieces(bytes: Uint8Array, sizes: readonly number[]): Bytes {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function gathered(from: Bytes): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const piece of from) parts.push(Buffer.from(piece));
  return Buffer.concat(parts);
}

describe("unpacking", () => {
  it("gives what was packed, however it was cut into frames, members and pieces", async () => {
    const parts = fc.array(fc.uint8Array({ maxLength: 3000 }), { minLength: 1, maxLength: 5 });
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(parts, sizes, fc.constantFrom(gzipSync, zstdCompressSync), async (contents, cuts, pack) => {
        const packed = Buffer.concat(contents.map((one) => pack(one)));
        const out = await gathered(unpacked(new ByteStream(pieces(packed, cuts)), packingOf(packed)));
        expect(out.equals(Buffer.concat(contents))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ] as const)("ends a bomb in %s", async (packing, pack) => {
    const bomb = pack(Buffer.alloc(30_000_000));
    const limits = { bytes: 1e9, freeBytes: 1_000_000, ratio: 100 };
    let bytes = 0;
    const all = async (): Promise<void> => {
      for await (const piece of unpacked(new ByteStream(pieces(bomb, [4096])), packing, limits)) bytes += piece.length;
    };
    await expect(all()).rejects.toThrow(LimitMet);
    expect(bytes).toBeLessThan(5_000_000);
    await expect(gathered(unpacked(new ByteStream(pieces(bomb, [4096])), packing, { ...limits, ratio: 1e9, bytes: 2e6 }))).rejects.toThrow(
      /more than 2000000 bytes/,
    );
  });
});

it("a challenge is read with quotes, commas in them, and others before it", () => {
  const found = challengeOf('Basic realm="x", Bearer realm="https://a.test/t?x=1",service="a, b" , scope=pull', "bearer");
  expect(Object.fromEntries(found ?? [])).toEqual({ realm: "https://a.test/t?x=1", service: "a, b", scope: "pull" });
  expect(challengeOf("Basic", "bearer")).toBeUndefined();
  expect(challengeOf("Basic", "basic")?.size).toBe(0);
});
