import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { type LayerPlan, buildImage, layoutFiles, savedFiles, tarEntry, tarOf } from "../../test/image-world.ts";
import { type Told, scanned, scratch, token, write } from "../../test/world.ts";

const world = scratch();
let count = 0;
const line = (n: number): string => `first\nkey = ${token(n)}\n`;

function layout(files: Record<string, Buffer>): string {
  const folder = join(world, `layout-${++count}`);
  write(folder, files);
  return folder;
}

const scanLayers = async (...layers: LayerPlan[]): Promise<Told> => scanned([`image:oci:${layout(layoutFiles([buildImage({ layers })]))}`]);

describe("a layer that is broken", () => {
  it("is read to the break, and behind it as it stands", async () => {
    const bytes = Buffer.concat([tarEntry({ name: "a", content: line(1) }), Buffer.alloc(512, "no header "), Buffer.from(line(2))]);
    const { found, skipped } = await scanLayers({ bytes });
    expect(found[token(1)]).toEqual(["a:2:7"]);
    expect(found[token(2)]).toEqual([expect.stringMatching(/^\(behind the break\):/)]);
    expect(skipped["archive-broken"]).toEqual([expect.stringMatching(/blobs\/sha256\/\w+ \(a header is broken\)$/)]);
  });

  it.each([
    ["gzip", (tar: Buffer): Buffer => gzipSync(tar, { level: 0 })],
    ["zstd", (tar: Buffer): Buffer => Buffer.concat([zstdCompressSync(tar.subarray(0, 4096)), zstdCompressSync(tar.subarray(4096))])],
    ["nothing", (tar: Buffer): Buffer => tar],
  ])("gives what stands before the place where %s is cut off", async (_, pack) => {
    const tar = tarOf([
      { name: "a", content: line(1) },
      { name: "b", content: randomBytes(200_000) },
    ]);
    const packed = pack(tar);
    const { found, skipped } = await scanLayers({ bytes: packed.subarray(0, Math.floor(packed.length * 0.6)) });
    expect(found[token(1)]).toEqual(["a:2:7"]);
    expect(skipped["archive-broken"]).toHaveLength(1);
  });

  it("of sparse files is told, and read past maps that go on outside the size", async () => {
    const more = Buffer.alloc(1024);
    more[504] = 1; // the first block of the map says that another follows
    const { found, skipped } = await scanLayers({
      files: [
        { name: "disk.img", type: "S", content: line(1), change: (head) => void (head[482] = 1), map: more },
        { name: "next", content: line(2) },
      ],
    });
    expect(found).toEqual({ [token(1)]: ["disk.img:2:7"], [token(2)]: ["next:2:7"] });
    expect(skipped["archive-unread"]).toEqual([expect.stringMatching(/:disk.img \(a sparse file/)]);
  });

  it("says so when it is missing, or not what its name says; the others are read", async () => {
    const image = buildImage({ layers: [{ files: [{ name: "a", content: line(1) }] }, { files: [{ name: "b", content: line(2) }] }] });
    const [first = "", second = ""] = image.layers.map((digest) => `blobs/${digest.replace(":", "/")}`);
    const { [first]: _, ...without } = layoutFiles([image]);
    const missing = await scanned([`image:oci:${layout(without)}`]);
    expect(missing.found).toEqual({ [token(2)]: ["b:2:7"] });
    expect(missing.failures.map(({ message }) => message)).toEqual([expect.stringMatching(/A layer is missing/)]);
    const files = layoutFiles([image]);
    const lying = await scanned([`image:oci:${layout({ ...files, [second]: gzipSync(tarOf([{ name: "c", content: line(3) }])) })}`]);
    expect(lying.found).toMatchObject({ [token(1)]: ["a:2:7"], [token(3)]: [expect.stringMatching(/c:2:7$/)] });
    expect(lying.failures.map(({ message }) => message).join("\n")).toMatch(/not what its digest says/);
    expect(lying.complete).toBe(false);
  });

  it("in an old archive is compared with the config", async () => {
    const image = buildImage({ layers: [{ files: [{ name: "a", content: line(1) }], packing: "plain" }] });
    const files = savedFiles(image).map((file) =>
      file.name.endsWith("layer.tar") ? { ...file, content: tarOf([{ name: "b", content: line(2) }]) } : file,
    );
    const path = join(world, "other.tar");
    writeFileSync(path, tarOf(files));
    const { found, failures } = await scanned([`image:docker-archive:${path}`]);
    expect(found).toEqual({ [token(2)]: ["b:2:7"] });
    expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(/unpacks to other bytes than the config says/)]);
  });
});

describe("an archive that is cut off", () => {
  it("before it says what belongs together gives what its layers hold", async () => {
    const files = savedFiles(buildImage({ layers: [{ files: [{ name: "a", content: line(1) }], packing: "plain" }] }));
    const path = join(world, "cut.tar");
    writeFileSync(path, Buffer.concat(files.map(tarEntry)).subarray(0, 4096));
    const { found, failures, complete } = await scanned([`image:docker-archive:${path}`]);
    expect(found[token(1)]).toEqual([expect.stringMatching(/layer\.tar!a:2:7$/)]);
    expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(/The archive is broken: it is cut off/)]);
    expect(complete).toBe(false);
  });
});

it("an interrupt gives what was found until then", async () => {
  const filler = "some words that are no secret\n".repeat(1000);
  const files = Array.from({ length: 400 }, (_, n) => ({ name: `f${n}`, content: `${n === 0 ? `${token(1)}\n` : ""}${n}${filler}` }));
  const abort = new AbortController();
  const folder = layout(layoutFiles([buildImage({ layers: [{ files, packing: "plain" }] })]));
  const { found, complete, failures, coverage } = await scanned([`image:oci:${folder}`], {
    signal: abort.signal,
    onProgress: ({ doneBytes }) => {
      if (doneBytes > 2_000_000) abort.abort();
    },
  });
  expect(found).toEqual({ [token(1)]: ["f0:1:1"] });
  expect(coverage.bytes).toBeLessThan(11_000_000);
  expect({ complete, failures }).toEqual({ complete: false, failures: [] });
});

describe("names and kinds of entries", () => {
  it("are labels: nothing is written, wherever they lead", async () => {
    const { found } = await scanLayers({
      files: [
        { name: "../../../../../../tmp/stanch-escaped", content: line(1) },
        { name: "/etc/passwd", content: line(2) },
        { name: "link", type: "2", link: "/etc/shadow" },
        { name: "folder", type: "5", content: line(3) },
        { name: "\u001b[2Jx\ny", content: line(4) },
      ],
    });
    expect(found).toEqual({
      [token(1)]: ["../../../../../../tmp/stanch-escaped:2:7"],
      [token(2)]: ["etc/passwd:2:7"],
      [token(3)]: ["folder:2:7"],
      [token(4)]: ["\u001b[2Jx\ny:2:7"],
    });
    expect(() => readFileSync("/tmp/stanch-escaped")).toThrow(/ENOENT/);
  });

  it("packed in members or frames of their own are read: eStargz and zstd:chunked", async () => {
    const parts = [tarEntry({ name: "a", content: line(1) }), tarEntry({ name: "b", content: line(2) }), Buffer.alloc(1024)];
    const skippable = Buffer.concat([Buffer.of(0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0), Buffer.from("note")]);
    for (const bytes of [
      Buffer.concat(parts.map((part) => gzipSync(part))),
      Buffer.concat([skippable, ...parts.flatMap((part) => [zstdCompressSync(part), skippable])]),
    ]) {
      const { found, skipped } = await scanLayers({ bytes });
      expect(found).toEqual({ [token(1)]: ["a:2:7"], [token(2)]: ["b:2:7"] });
      expect(skipped).toEqual({});
    }
  });

  it("of equal contents are all told, those in archives too", async () => {
    const { found } = await scanLayers(
      {
        files: [
          { name: "a", content: line(1) },
          { name: "dump.gz", content: gzipSync(line(2)) },
        ],
      },
      { files: [{ name: "copy", content: line(1) }] },
    );
    expect(found).toEqual({ [token(1)]: ["a:2:7", "copy:2:7"], [token(2)]: ["dump.gz:2:7"] });
  });

  it("larger than what is handed over at once are read as they come", async () => {
    const filler = "some words that are no secret\n".repeat(200_000);
    const { found, coverage } = await scanLayers({
      files: [
        { name: "two", content: `${filler.slice(0, 2_000_000)}\n${token(1)}\n` },
        { name: "six", content: `${filler}${token(2)}\n` },
      ],
    });
    expect(found).toEqual({ [token(1)]: ["two:66668:1"], [token(2)]: ["six:200001:1"] });
    expect(coverage.bytes).toBeGreaterThan(8_000_000);
  });
});

describe("several images in one scan", () => {
  it("have their common layers read once", async () => {
    const base = { files: [{ name: "base", content: line(1) }] };
    const one = layout(layoutFiles([buildImage({ layers: [base, { files: [{ name: "base", content: "replaced" }] }] })]));
    const other = layout(layoutFiles([buildImage({ layers: [base, { files: [{ name: "b", content: line(2) }] }] })]));
    const alone = await scanned([`image:oci:${one}`]);
    expect(alone.occurrences[token(1)]?.[0]).toHaveProperty("hiddenBy");
    const { occurrences, coverage } = await scanned([`image:oci:${one}`, `image:oci:${other}`]);
    expect(occurrences[token(1)]).toHaveLength(1);
    // In the second it is open.
    expect(occurrences[token(1)]?.[0]).not.toHaveProperty("hiddenBy");
    expect(occurrences[token(2)]).toHaveLength(1);
    const second = await scanned([`image:oci:${other}`]);
    expect(coverage.files).toBe(alone.coverage.files + second.coverage.files - 1);
  });

  it("are chosen by tag", async () => {
    const images = [1, 2].map((n) => buildImage({ layers: [{ files: [{ name: "a", content: line(n) }] }] }));
    const folder = layout(layoutFiles(images, ["one", "two"]));
    expect(Object.keys((await scanned([`image:oci:${folder}`])).found)).toHaveLength(2);
    expect((await scanned([`image:oci:${folder}:two`])).found).toEqual({ [token(2)]: ["a:2:7"] });
    const none = await scanned([`image:oci:${folder}:three`]);
    expect(none.failures.map(({ message }) => message)).toEqual([expect.stringMatching(/No image there has the tag three/)]);
  });

  it("that cannot be read do not keep the others from being read", async () => {
    const folder = layout(layoutFiles([buildImage({ layers: [{ files: [{ name: "a", content: line(1) }] }] })]));
    const { found, failures, complete } = await scanned([`image:oci:${join(world, "none")}`, `image:oci:${folder}`]);
    expect(found).toEqual({ [token(1)]: ["a:2:7"] });
    expect(failures.map(({ message }) => message)).toEqual([expect.stringMatching(/No such image/)]);
    expect(complete).toBe(false);
  });
});

describe("a local daemon", () => {
  it("gives the image through its socket, and says what it does not have", async () => {
    const socket = join(scratch(), "docker.sock");
    const saved = tarOf(savedFiles(buildImage({ layers: [{ files: [{ name: "a", content: line(1) }], packing: "plain" }] })));
    const server = createServer((request, response) => {
      if (request.url === "/images/team/app%3A1/get") response.writeHead(200).end(saved);
      else response.writeHead(404).end('{"message":"reference does not exist"}');
    });
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const before = process.env["DOCKER_HOST"];
    process.env["DOCKER_HOST"] = `unix://${socket}`;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
      if (before === undefined) delete process.env["DOCKER_HOST"];
      else process.env["DOCKER_HOST"] = before;
    });
    expect((await scanned(["image:docker-daemon:team/app:1"])).found).toEqual({ [token(1)]: ["a:2:7"] });
    await expect(scanned(["image:docker-daemon:none"])).rejects.toThrow(/no such image to give \(HTTP 404: reference does not exist\)/);
  });
});
