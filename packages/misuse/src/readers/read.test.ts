import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { EvidenceGap, UseRecord } from "@stanch/model";
import { fake } from "@stanch/model";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { cellsOf } from "./csv.ts";
import { readMapping } from "./mapping.ts";
import { type ReadOptions, readLog } from "./read.ts";
import { timeOf } from "./times.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-misuse-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function read(
  text: string | Buffer,
  options: Omit<ReadOptions, "notes"> = {},
  name = "use.log",
): Promise<{ records: UseRecord[]; gaps: EvidenceGap[] }> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const gaps: EvidenceGap[] = [];
  const records: UseRecord[] = [];
  const notes = { fact: () => undefined, progress: () => undefined, gap: (gap: EvidenceGap) => void gaps.push(gap) };
  for await (const batch of readLog(path, { ...options, notes })) records.push(...batch);
  return { records, gaps };
}

const NOON = Date.UTC(2026, 2, 1, 12);

describe("an access log", () => {
  const line = '203.0.113.9 - alice [01/Mar/2026:13:00:00 +0100] "GET /v1/orders/4711?token=abc HTTP/1.1" 200 512 "-" "curl/8.9.1"';

  it("in the combined form is told by its first line, and query strings stay behind", async () => {
    const { records } = await read(`${line}\n`);
    expect(records).toEqual([
      {
        time: NOON,
        source: "use.log",
        actor: "alice",
        address: "203.0.113.9",
        agent: "curl/8.9.1",
        action: "GET /v1/orders/*",
        resource: "/v1/orders/4711",
        result: "ok",
        reference: "use.log:1",
      },
    ]);
  });

  it("takes 401 and 403 for refusals and other errors for failures", async () => {
    const { records } = await read(["401", "403", "404", "500", "304"].map((status) => line.replace(" 200 ", ` ${status} `)).join("\n"));
    expect(records.map(({ result }) => result)).toEqual(["refused", "refused", "failed", "failed", "ok"]);
  });

  it("packed by gzip, with lines of another form among them, which are counted", async () => {
    const { records, gaps } = await read(gzipSync(`${line}\n"half a line\n${line}\n`));
    expect(records).toHaveLength(2);
    expect(gaps.map(({ what }) => what)).toEqual(["1 of 3 entries of use.log could not be read, the first at use.log:2."]);
  });

  it("behind a proxy names the address where a mapping says", async () => {
    const mapping = readMapping(
      JSON.stringify({ time: "time", action: "{method} {path}", address: { from: "rest", pattern: '"([^",]+)' } }),
      "map.json",
    );
    const { records } = await read(`${line} "198.51.100.1, 10.0.0.1"\n`, { mapping });
    expect(records[0]).toMatchObject({ address: "198.51.100.1", action: "GET /v1/orders/4711" });
  });
});

describe("a log of JSON", () => {
  it("with one entry a line needs no mapping where the names are common ones", async () => {
    const { records } = await read(
      `{"timestamp":"2026-03-01T12:00:00.5Z","client_ip":"203.0.113.9","method":"GET","path":"/a?b=c","status":403}\n`,
    );
    expect(records[0]).toMatchObject({ time: NOON + 500, address: "203.0.113.9", action: "GET", resource: "/a", result: "refused" });
  });

  it("reads nested fields, alternatives and only the entries of one key", async () => {
    const mapping = readMapping(
      JSON.stringify({
        time: "at.s",
        action: ["op.name", "kind"],
        address: "peer.ip",
        where: { "key.id": ["K1", "K2"] },
        configures: { from: "kind", pattern: "^admin" },
      }),
      "map.json",
    );
    const entry = (id: string, kind: string) => JSON.stringify({ at: { s: NOON / 1000 }, kind, peer: { ip: "203.0.113.9" }, key: { id } });
    const { records } = await read([entry("K1", "admin.write"), entry("K3", "read"), entry("K2", "read")].join("\n"), { mapping });
    expect(records.map(({ action, configures }) => [action, configures])).toEqual([
      ["admin.write", true],
      ["read", undefined],
    ]);
  });

  it("as one document over many lines, as exports are", async () => {
    const { records } = await read(
      JSON.stringify(
        { Records: [{ eventTime: "2026-03-01T12:00:00Z", eventName: "GetObject", sourceIPAddress: "203.0.113.9" }] },
        undefined,
        2,
      ),
    );
    expect(records).toMatchObject([{ time: NOON, action: "GetObject", address: "203.0.113.9" }]);
  });

  it("masks a field that holds a secret", async () => {
    const secret = fake("[A-Za-z0-9]{40}", 1);
    const mapping = readMapping(JSON.stringify({ time: "t", action: "a", actor: "key", secret: ["actor"] }), "map.json");
    const { records } = await read(JSON.stringify({ t: NOON, a: "read", key: secret }), { mapping });
    expect(JSON.stringify(records)).not.toContain(secret);
    expect(records[0]?.actor).toBe(`${secret.slice(0, 4)}…`);
  });
});

describe("a CSV file", () => {
  it("with a head, semicolons, quotes and line feeds within them", async () => {
    const { records } = await read(
      'timestamp;ip;action;note\r\n2026-03-01 12:00:00;203.0.113.9;read;"a ""b""\n;c"\r\n2026-03-01 12:00:01;203.0.113.9;write;\r\n',
    );
    expect(records.map(({ time, action, address }) => [time, action, address])).toEqual([
      [NOON, "read", "203.0.113.9"],
      [NOON + 1000, "write", "203.0.113.9"],
    ]);
  });

  it("without a head has the columns that the mapping names", async () => {
    const mapping = readMapping(
      JSON.stringify({ columns: ["when", "what"], time: "when", action: "what", timeZone: "Europe/Berlin" }),
      "map.json",
    );
    const { records } = await read("2026-03-01 13:00:00,read\n", { mapping, format: "csv" });
    expect(records).toMatchObject([{ time: NOON, action: "read" }]);
  });

  it("gives back any cells that were written by the standard", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", " "), maxLength: 8 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        expect(cellsOf(cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(","), ",")).toEqual(cells);
      }),
    );
  });
});

it.each([
  ["2026-03-01T12:00:00Z", NOON],
  ["2026-03-01T12:00:00.123456Z", NOON + 123],
  ["2026-03-01 17:30:00.000+05:30", NOON],
  ["2026-03-01 12:00:00 UTC", NOON],
  ["2026-03-01 12:00:00.5+00", NOON + 500],
  [NOON, NOON],
  [NOON / 1000, NOON],
  [String(NOON / 1000), NOON],
  [NOON * 1e6, NOON],
  ["2026-02-30T12:00:00Z", Number.NaN],
  ["2026-03-01T25:00:00Z", Number.NaN],
  ["yesterday", Number.NaN],
  [undefined, Number.NaN],
])("reads the time %j", (text, time) => {
  expect(timeOf(text)).toEqual(time);
});

it("reads local times over a change of clocks", () => {
  expect(timeOf("2026-03-29 01:59:00", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 0, 59));
  expect(timeOf("2026-03-29 03:01:00", "Europe/Berlin")).toBe(Date.UTC(2026, 2, 29, 1, 1));
});

it.each([
  ["{", "no JSON"],
  ['{"action":"a"}', "time"],
  ['{"time":"t","action":"a","nope":1}', "nope"],
  ['{"time":"t","action":{"from":"a","pattern":"("}}', "pattern"],
])("refuses the mapping %s and says why", (text, why) => {
  expect(() => readMapping(text, "map.json")).toThrow(new RegExp(why));
});

it("refuses a file that is not there, and one of no known form", async () => {
  const notes = { fact: () => undefined, progress: () => undefined, gap: () => undefined };
  await expect(readLog(join(folder, "absent"), { notes }).next()).rejects.toMatchObject({ code: "SOURCE_NOT_FOUND" });
  await expect(read("what is this\n")).rejects.toMatchObject({ code: "FORMAT_UNKNOWN" });
});
