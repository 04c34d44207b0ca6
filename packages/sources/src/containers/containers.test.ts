import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { CONTAINER_LIMITS, ContainerBudget, type ContainerLimits, budgetBuffer } from "./budget.ts";
import { containerKind } from "./kind.ts";
import { sourceOf } from "./pull.ts";
import { walkContainer } from "./walk.ts";

const dir = mkdtempSync(join(tmpdir(), "stanch-containers-"));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

interface Told {
  readonly files: Record<string, string>;
  readonly skips: string[];
}

/** All that is read of a container; text views stand under the path with `#text` behind it. */
function read(bytes: Uint8Array, limits: Partial<ContainerLimits> = {}, counts = budgetBuffer()): Told {
  const files: Record<string, string> = {};
  const skips: string[] = [];
  const kind = containerKind(bytes, 0, bytes.length);
  if (kind === undefined) return { files: { "": Buffer.from(bytes).toString("latin1") }, skips };
  const put = (path: string, text: string): void => {
    files[path] = (files[path] ?? "") + text;
  };
  walkContainer(
    sourceOf(bytes),
    kind,
    {
      file: (path, part) => {
        put(path, Buffer.from(part).toString("latin1"));
      },
      text: (path, part) => {
        put(`${path}#text`, Buffer.from(part).toString("latin1"));
      },
      stream: (path, readPart) => {
        const into = new Uint8Array(1 << 20);
        let size = 0;
        for (let got = readPart(into); got > 0; got = readPart(into)) size += got;
        put(path, `${size} bytes in a stream`);
      },
      skip: (reason, path, why) => {
        skips.push(`${reason} ${path}: ${why}`);
      },
    },
    new ContainerBudget(counts, { ...CONTAINER_LIMITS, ...limits }),
  );
  return { files, skips };
}

const TREE = { "a.txt": "first\n", "in/b.txt": "second ".repeat(500), "in/deep/c.bin": "\0\x01third" };

function tree(name: string): string {
  const root = join(dir, name);
  for (const [path, text] of Object.entries(TREE)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, "latin1");
  }
  return root;
}

const has = (tool: string): boolean => {
  try {
    execFileSync("sh", ["-c", `command -v ${tool}`]);
    return true;
  } catch {
    return false;
  }
};

/** What a tool of this machine packs; undefined where it is not there. */
function packed(tool: string, name: string, command: string, stdin?: Uint8Array): Uint8Array | undefined {
  if (!has(tool)) return undefined;
  const root = tree(`tree-${name}`);
  const out = join(dir, name);
  execFileSync("sh", ["-c", command], { cwd: root, env: { ...process.env, OUT: out }, ...(stdin === undefined ? {} : { input: stdin }) });
  return readFileSync(out);
}

describe("archives that the machine's own tools write are read whole", () => {
  it.each([
    ["zip", "plain.zip", 'zip -qr "$OUT" a.txt in'],
    ["zip", "stored.zip", 'zip -0 -qr "$OUT" a.txt in'],
    ["zip", "piped.zip", 'zip -qr - a.txt in | cat > "$OUT"'],
    ["zip", "bzipped.zip", 'zip -Z bzip2 -qr "$OUT" a.txt in'],
    ["tar", "gnu.tar", 'tar --format=gnu -cf "$OUT" a.txt in'],
    ["tar", "pax.tar", 'tar --format=posix -cf "$OUT" a.txt in'],
    ["tar", "old.tar.gz", 'tar --format=ustar -czf "$OUT" a.txt in'],
    ["bzip2", "a.tar.bz2", 'tar -cjf "$OUT" a.txt in'],
    ["xz", "a.tar.xz", 'tar -cJf "$OUT" a.txt in'],
    ["xz", "small.tar.xz", 'tar -cf - a.txt in | xz -0 --check=crc32 > "$OUT"'],
    ["zstd", "a.tar.zst", 'tar -cf - a.txt in | zstd -q > "$OUT"'],
    ["ar", "a.a", 'ar rc "$OUT" a.txt in/b.txt in/deep/c.bin'],
    [
      "python3",
      "lzma.zip",
      `python3 -c "
import zipfile, os
z = zipfile.ZipFile(os.environ['OUT'], 'w', zipfile.ZIP_LZMA)
for n in ['a.txt', 'in/b.txt', 'in/deep/c.bin']: z.write(n)
z.close()"`,
    ],
    [
      "python3",
      "large.zip",
      `python3 -c "
import zipfile, os
z = zipfile.ZipFile(os.environ['OUT'], 'w', zipfile.ZIP_DEFLATED)
for n in ['a.txt', 'in/b.txt', 'in/deep/c.bin']:
  with z.open(n, 'w', force_zip64=True) as f: f.write(open(n, 'rb').read())
z.close()"`,
    ],
  ])("%s: %s", (tool, name, command) => {
    const bytes = packed(tool, name, command);
    if (bytes === undefined) return;
    const { files, skips } = read(bytes);
    const flat = name === "a.a";
    for (const [path, text] of Object.entries(TREE)) expect(files[flat ? path.replace(/^.*\//, "") : path]).toBe(text);
    expect(skips).toEqual([]);
  });

  it.each([
    ["xz", "xz -9e -T1"],
    ["xz", "xz -T2 --block-size=100000"],
    ["xz", "xz --lzma2=lc=0,lp=2,pb=0"],
    ["bzip2", "bzip2 -1"],
    ["bzip2", "bzip2 -9"],
    ["zstd", "zstd -q -19"],
    ["gzip", "gzip -1"],
  ])("%s: a file of 2 MB in pieces of many kinds by `%s`", (tool, command) => {
    const text = mixed();
    const bytes = packed(tool, command.replaceAll(/\W/g, "_"), `${command} -c > "$OUT"`, Buffer.from(text, "latin1"));
    if (bytes === undefined) return;
    const told = read(bytes);
    expect(told.skips).toEqual([]);
    expect(told.files[""] === text).toBe(true);
    // Two files that were joined, and something behind them.
    const twice = read(Buffer.concat([bytes, bytes]));
    expect((twice.files[""] ?? "").startsWith(text)).toBe(true);
  });
});

/** Noise, repetition far and near, and words: all that a packer treats in its own way. */
function mixed(): string {
  let state = 7;
  const next = (): number => (state = (Math.imul(state, 1103515245) + 12345) >>> 1);
  let out = "";
  while (out.length < 2_000_000) {
    const kind = next() % 4;
    if (kind === 0) out += Buffer.from(Uint8Array.from({ length: next() % 3000 }, () => next() >> 7)).toString("latin1");
    else if (kind === 1) out += String.fromCharCode(next() % 256).repeat(next() % 5000);
    else if (kind === 2) out += out.slice(Math.max(0, out.length - (next() % 900_000)), out.length - (next() % 300));
    else out += "the quick brown fox ".repeat(next() % 40);
  }
  return out.slice(0, 2_000_000);
}

/** A zip of members as the bytes say, for what no tool writes. */
function zip(
  members: readonly { name: string; text: string; flags?: number; method?: number; crc?: number; size?: number; packed?: Uint8Array }[],
  comment = "",
): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, text, flags = 0, method = 8, ...claims } of members) {
    const plain = Buffer.from(text, "latin1");
    const data = claims.packed ?? (method === 8 ? deflateRawSync(plain) : plain);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(claims.crc ?? crc32(plain), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(claims.size ?? plain.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    parts.push(Buffer.from("PK\x03\x04"), common, Buffer.from(name), Buffer.from(data));
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0", "latin1"), common, tail, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + data.length;
  }
  const whole = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(members.length & 0xffff, 8);
  end.writeUInt16LE(members.length & 0xffff, 10);
  end.writeUInt32LE(whole.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, whole, end, Buffer.from(comment)]);
}

describe("zip", () => {
  it("names encrypted members and those of unknown methods, and reads the others", () => {
    const { files, skips } = read(
      zip([
        { name: "locked", text: "x", flags: 1 },
        { name: "odd", text: "y", method: 9 },
        { name: "open", text: "z" },
      ]),
    );
    expect(files["open"]).toBe("z");
    expect(skips).toEqual(["archive-encrypted locked: it is encrypted", "archive-unread odd: packed by method 9, which is not read"]);
  });

  it("gives comments and names as the container's own text, and no packed bytes", () => {
    const bytes = zip([{ name: "a", text: "hello ".repeat(100) }], "a comment");
    const own = read(bytes).files[""] ?? "";
    expect(own).toContain("a comment");
    expect(own.length).toBeLessThan(bytes.length - deflateRawSync("hello ".repeat(100)).length);
  });

  it("reads members that the directory does not name, and those of a zip that was cut", () => {
    const hidden = zip([{ name: "hidden", text: "secret" }]);
    const shown = zip([{ name: "shown", text: "plain" }]);
    const members = hidden.subarray(0, hidden.indexOf("PK\x01\x02"));
    expect(read(Buffer.concat([members, shown])).files).toMatchObject({ hidden: "secret", shown: "plain" });
    const cut = read(Buffer.from(members));
    expect(cut.files["hidden"]).toBe("secret");
    expect(cut.skips).toEqual(["archive-broken : it has no directory"]);
  });

  it("is found behind a program", () => {
    const bytes = Buffer.concat([Buffer.from("#!/bin/sh\nexec java -jar $0\n"), zip([{ name: "a", text: "inside" }])]);
    const { files } = read(bytes);
    expect(files["a"]).toBe("inside");
    expect(files[""]).toContain("exec java");
  });

  it("tells of sizes that lie and checksums that are wrong, and gives what is there", () => {
    const lying = read(zip([{ name: "a", text: "really", size: 0xfffffff0 }]));
    expect(lying.files["a"]).toBe("really");
    const wrong = read(zip([{ name: "a", text: "really", crc: 1 }]));
    expect(wrong).toMatchObject({ files: { a: "really" }, skips: ["archive-broken a: its checksum is wrong"] });
    const short = read(zip([{ name: "a", text: "really long ".repeat(9000), size: 3 }]));
    expect(short.files["a"]).toBe("really long ".repeat(9000));
  });

  it("leaves nothing unread that lies between what a stream uses and what its header claims", () => {
    const packed = Buffer.concat([deflateRawSync("a"), Buffer.from("left in clear")]);
    expect(read(zip([{ name: "a", text: "a", packed }])).files[""]).toContain("left in clear");
  });

  it("reads 100,000 entries, and no more than its limit", { timeout: 120_000 }, () => {
    const bytes = zip(Array.from({ length: 100_000 }, (_, i) => ({ name: `f${i}`, text: "x", method: 0 })));
    expect(Object.keys(read(bytes).files).length).toBe(100_001);
    const few = read(bytes, { entries: 50 });
    expect(Object.keys(few.files).length).toBe(50);
    expect(few.skips).toEqual(["archive-limit : more than 50 entries"]);
  });

  it("puts the runs of Office documents together", () => {
    const xml =
      '<?xml version="1.0"?><w:p><w:r><w:t>pass</w:t></w:r><w:proofErr/><w:r><w:t>word &amp; more</w:t></w:r></w:p><w:p><w:t>next</w:t></w:p>';
    const { files } = read(zip([{ name: "word/document.xml", text: xml }]));
    expect(files["word/document.xml#text"]).toBe("password & more\nnext\n");
  });
});

describe("limits", () => {
  it("ends what unpacks to far more than its size, and goes on with the rest", () => {
    const bomb = zip([
      { name: "bomb", text: "\0".repeat(50_000_000) },
      { name: "after", text: "still read" },
    ]);
    const { files, skips } = read(bomb, { freeBytes: 1_000_000, bytes: 1e9, ratio: 250 });
    expect(skips[0]).toMatch(/^archive-limit .*unpacks to more than 250 times its size/);
    expect(Object.keys(files).length).toBeGreaterThan(0);
  });

  it("ends a bomb of bombs by what all of them have unpacked to", () => {
    let bytes: Buffer = zip([{ name: "zeros", text: "\0".repeat(4_000_000) }]);
    for (let level = 0; level < 3; level++)
      bytes = zip(Array.from({ length: 16 }, (_, i) => ({ name: `${level}-${i}.zip`, text: bytes.toString("latin1") })));
    const { skips } = read(bytes, { freeBytes: 4_000_000 });
    expect(skips).toContain("archive-limit : unpacks to more than 250 times its size");
  });

  it("ends overlapping members", () => {
    const one = zip([{ name: "kernel", text: "\0".repeat(1_000_000) }]);
    const record = one.subarray(one.indexOf("PK\x01\x02"), one.indexOf("PK\x05\x06"));
    const end = Buffer.from(one.subarray(one.indexOf("PK\x05\x06")));
    end.writeUInt32LE(record.length * 5000, 12);
    const bomb = Buffer.concat([one.subarray(0, one.indexOf("PK\x01\x02")), ...Array.from({ length: 5000 }, () => record), end]);
    const { skips } = read(bomb, { freeBytes: 4_000_000 });
    expect(skips).toContain("archive-limit : unpacks to more than 250 times its size");
  });

  it("goes five containers deep, and tells of a sixth", () => {
    const nested = (levels: number): Buffer =>
      Array.from({ length: levels }).reduce<Buffer>(
        (inner) => zip([{ name: "in.zip", text: inner.toString("latin1") }]),
        Buffer.from("core"),
      );
    expect(read(nested(5)).files["in.zip!in.zip!in.zip!in.zip!in.zip"]).toBe("core");
    const six = read(nested(6));
    expect(six.skips).toEqual(["archive-limit in.zip!in.zip!in.zip!in.zip!in.zip: more than 5 containers deep"]);
    // What contains itself ends the same way.
    const gzips = Array.from({ length: 9 }).reduce<Uint8Array>((inner) => gzipSync(inner), Buffer.from("core"));
    expect(read(gzips).skips).toEqual(["archive-limit : more than 5 containers deep"]);
  });

  it("counts entries, bytes and time over the whole scan", () => {
    const counts = budgetBuffer();
    const bytes = zip([
      { name: "a", text: "1" },
      { name: "b", text: "2" },
      { name: "c", text: "3" },
    ]);
    expect(read(bytes, { scanEntries: 4 }, counts).skips).toEqual([]);
    expect(read(bytes, { scanEntries: 4 }, counts).skips).toEqual(["archive-limit : more than 4 entries in one scan"]);
    const large = gzipSync("0123456789abcdef".repeat(10_000));
    expect(read(large, { scanBytes: 100_000 }).skips).toEqual(["archive-limit : more than 100000 bytes unpacked in one scan"]);
  });

  it("reads files that are too large to be held as streams", () => {
    const text = mixed().repeat(5);
    const { files, skips } = read(gzipSync(Buffer.from(text, "latin1")));
    expect({ files, skips }).toEqual({ files: { "": `${text.length} bytes in a stream` }, skips: [] });
  });
});

describe("what is not read is told by name", () => {
  it.each([
    ["7z", Buffer.from("377abcaf271c0004", "hex")],
    ["rar", Buffer.from("526172211a0701", "hex")],
    ["lz4", Buffer.from("04224d1864", "hex")],
    ["ole2", Buffer.from("d0cf11e0a1b11ae1", "hex")],
  ])("%s", (kind, magic) => {
    const bytes = Buffer.concat([magic, Buffer.alloc(40), Buffer.from("text in clear")]);
    const { files, skips } = read(zip([{ name: "inner", text: bytes.toString("latin1"), method: 0 }]));
    expect(skips).toEqual([`archive-unread inner: ${kind} is not read`]);
    expect(files["inner"]).toContain("text in clear");
  });

  it("a git pack in an archive", () => {
    const { files, skips } = read(zip([{ name: ".git/objects/pack/a.pack", text: "PACK\0\0\0\x02\0\0\0\0text", method: 0 }]));
    expect(skips).toEqual([
      "archive-unread .git/objects/pack/a.pack: a git pack in an archive is not read: unpack it and scan the repository",
    ]);
    expect(files[".git/objects/pack/a.pack"]).toContain("text");
  });
});

describe("what only begins like a container is read as it stands", () => {
  it.each(["\x1f\x8b\x08 a text that is no gzip at all", "BZh91 is what it begins with, and nothing more", "x^2 + y^2 is no zlib stream"])(
    "%j",
    (text) => {
      expect((read(Buffer.from(text, "latin1")).files[""] ?? "").endsWith(text)).toBe(true);
    },
  );
});

describe("pdf", () => {
  const pdf = (content: string, head = ""): Buffer => {
    const data = deflateSync(Buffer.from(content, "latin1"));
    return Buffer.concat([
      Buffer.from(`%PDF-1.7\n${head}4 0 obj\n<< /Length ${data.length} /Filter /FlateDecode >>\nstream\n`),
      data,
      Buffer.from("\nendstream\nendobj\ntrailer << >>\n%%EOF\n"),
    ]);
  };
  it("gives the text of pages, what was kerned put together", () => {
    const { files, skips } = read(pdf("BT /F1 12 Tf 10 20 Td [(pass) -20 (word) -250 <3a29>] TJ 0 -14 Td (ne\\(x\\)t) Tj ET"));
    expect(skips).toEqual([]);
    expect(files["object 4#text"]).toBe("\npassword :)\nne(x)t\n");
    expect(files["object 4"]).toContain("BT /F1");
  });
  it("tells that its text is written in numbers of glyphs, and nothing of a page of few", () => {
    const { skips } = read(pdf("BT /F1 12 Tf <002400250026002700280029> Tj ET"));
    expect(skips).toEqual(["archive-unread : text in it is written in glyph numbers of its fonts, which are not read"]);
    expect(read(pdf("BT /F1 12 Tf (a page of words) Tj <0003> Tj ET")).skips).toEqual([]);
  });
  it("tells that it is encrypted", () => {
    expect(read(pdf("x", "<< /Encrypt 9 0 R >>\n")).skips).toEqual(["archive-encrypted : it is encrypted"]);
  });
});

const word = fc.string({ unit: "binary-ascii", maxLength: 300 });
const files = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), word), { minLength: 1, maxLength: 4, selector: ([name]) => name });

/** Archives by code of our own and Node's: any of them may hold any other. */
const PACKERS: Record<string, (inner: readonly (readonly [string, string])[]) => Buffer> = {
  zip: (inner) => zip(inner.map(([name, text]) => ({ name, text }))),
  stored: (inner) => zip(inner.map(([name, text]) => ({ name, text, method: 0 }))),
  zstdZip: (inner) => zip(inner.map(([name, text]) => ({ name, text, method: 93, packed: zstdCompressSync(Buffer.from(text, "latin1")) }))),
  tar: tar,
  tgz: (inner) => gzipSync(tar(inner)),
  tarZlib: (inner) => deflateSync(tar(inner)),
  tarZstd: (inner) => zstdCompressSync(tar(inner)),
};

function tar(inner: readonly (readonly [string, string])[]): Buffer {
  const parts = inner.flatMap(([name, text]) => {
    const head = Buffer.alloc(512);
    head.write(name);
    head.write("0000644\0", 100);
    head.write(text.length.toString(8).padStart(11, "0"), 124);
    head.write("        0", 148);
    head.write("ustar\x0000", 257, "latin1");
    const sum = head.reduce((all, byte) => all + byte, 0);
    head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return [head, Buffer.from(text, "latin1"), Buffer.alloc((512 - (text.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

describe("laws", () => {
  it("what was packed comes out, whatever holds whatever", () => {
    fc.assert(
      fc.property(files, fc.array(fc.constantFrom(...Object.keys(PACKERS)), { minLength: 1, maxLength: 3 }), (inner, kinds) => {
        const [first = "zip", ...outer] = kinds;
        let bytes = PACKERS[first]?.(inner) ?? Buffer.alloc(0);
        let path = "";
        for (const kind of outer) {
          bytes = PACKERS[kind]?.([["box", bytes.toString("latin1")]]) ?? bytes;
          path = `box!${path}`;
        }
        const told = read(bytes, { depth: 9 });
        expect(told.skips).toEqual([]);
        for (const [name, text] of inner)
          if (text.length > 0 && containerKind(Buffer.from(text, "latin1"), 0, text.length) === undefined)
            expect(told.files[path + name]).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  const archives = [
    ...Object.values(PACKERS).map((pack) =>
      pack([
        ["one", "first text ".repeat(40)],
        ["two", mixed().slice(0, 900)],
      ]),
    ),
    ...[
      packed("xz", "law.xz", 'tar -cJf "$OUT" a.txt in'),
      packed("bzip2", "law.bz2", 'tar -cjf "$OUT" a.txt in'),
      packed(
        "python3",
        "law.zip",
        "python3 -c \"\nimport zipfile, os\nz = zipfile.ZipFile(os.environ['OUT'], 'w', zipfile.ZIP_LZMA)\nz.write('in/b.txt')\nz.close()\"",
      ),
    ].flatMap((one) => one ?? []),
  ].map((bytes) => Buffer.from(bytes));

  it("is cut at any byte without a throw, and gives what stands before", () => {
    for (const bytes of archives) for (let end = 18; end < bytes.length; end += bytes.length > 2000 ? 7 : 1) read(bytes.subarray(0, end));
    const gz = gzipSync("first text ".repeat(1000));
    const half = read(gz.subarray(0, gz.length - 12));
    expect(half.files[""]).toMatch(/^first text /);
    expect(half.skips).toEqual(["archive-broken : it is cut off"]);
  });

  it("has bytes changed at any place without a throw or an end in sight", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...archives),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (bytes, changes) => {
          const changed = Buffer.from(bytes);
          for (const [at, byte] of changes) changed[at % changed.length] = byte;
          const start = performance.now();
          read(changed, { freeBytes: 1_000_000 });
          expect(performance.now() - start).toBeLessThan(5000);
        },
      ),
      { numRuns: 600 },
    );
  });
});
