import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { writeReportFile } from "./write-file.ts";

const base = mkdtempSync(join(tmpdir(), "stanch-reports-"));
afterAll(() => {
  rmSync(base, { recursive: true });
});
const folder = (): string => mkdtempSync(join(base, "case-"));

function failure(work: () => void): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

describe("writeReportFile", () => {
  it("writes all chunks and leaves nothing else", () => {
    const at = folder();
    writeReportFile(join(at, "out.json"), ["a", "é", "x".repeat(200_000), "\n"]);
    expect(readFileSync(join(at, "out.json"), "utf8")).toBe(`aé${"x".repeat(200_000)}\n`);
    expect(readdirSync(at)).toEqual(["out.json"]);
  });

  it("replaces what was there, keeps its permissions and follows a link", () => {
    const at = folder();
    writeFileSync(join(at, "real"), "old");
    chmodSync(join(at, "real"), 0o640);
    symlinkSync("real", join(at, "link"));
    writeReportFile(join(at, "link"), ["new"]);
    expect(readFileSync(join(at, "real"), "utf8")).toBe("new");
    expect(statSync(join(at, "real")).mode & 0o777).toBe(0o640);
    expect(readdirSync(at).toSorted()).toEqual(["link", "real"]);
  });

  it("leaves the old file whole when the chunks' maker fails, and lets its error through", () => {
    const at = folder();
    writeFileSync(join(at, "out"), "old");
    const chunks = function* (): Iterable<string> {
      yield "x".repeat(100_000);
      throw new RangeError("a bug");
    };
    expect(() => writeReportFile(join(at, "out"), chunks())).toThrow(RangeError);
    expect(readFileSync(join(at, "out"), "utf8")).toBe("old");
    expect(readdirSync(at)).toEqual(["out"]);
  });

  it.each([
    ["a folder that is not there", (at: string) => join(at, "no", "out"), /create it first/],
    ["a folder in the file's place", (at: string) => (mkdirSync(join(at, "out")), join(at, "out")), /name a file in it/],
    ["a file in the folder's place", (at: string) => (writeFileSync(join(at, "f"), ""), join(at, "f", "out")), /not a folder/],
    ["a name that is too long", (at: string) => join(at, "n".repeat(300)), /shorter/],
  ])("says what to do about %s", (_, make, next) => {
    const at = folder();
    const path = make(at);
    const before = readdirSync(at);
    const error = failure(() => {
      writeReportFile(path, ["x"]);
    });
    expect(error).toMatchObject({ code: "OUTPUT_UNWRITABLE", where: path });
    expect(error.next).toMatch(next);
    expect(readdirSync(at)).toEqual(before);
  });

  it.runIf(existsSync("/dev/full"))("writes to a device without replacing it, and says when that is full", () => {
    const error = failure(() => {
      writeReportFile("/dev/full", ["x"]);
    });
    expect(error).toMatchObject({ code: "OUTPUT_UNWRITABLE" });
    expect(error.next).toMatch(/Free some space/);
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
    writeReportFile("/dev/null", ["x"]);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it.skipIf(process.platform === "win32")("leaves nothing half-written when there is no room for the rest", () => {
    const at = folder();
    writeFileSync(join(at, "out"), "old");
    const program = `import { writeReportFile } from ${JSON.stringify(new URL("write-file.ts", import.meta.url).href)};
      try { writeReportFile("out", ["x".repeat(300000), "y".repeat(300000)]); } catch (error) { console.log(error.code, error.message); }`;
    // 512 blocks of 512 or 1024 bytes: the second half does not fit.
    const ran = spawnSync("sh", ["-c", `ulimit -f 512; exec "$0" --input-type=module -e "$1"`, process.execPath, program], {
      cwd: at,
      encoding: "utf8",
    });
    expect(ran.stdout).toMatch(/^OUTPUT_UNWRITABLE .*EFBIG/);
    expect(readFileSync(join(at, "out"), "utf8")).toBe("old");
    expect(readdirSync(at)).toEqual(["out"]);
  });

  it.skipIf(process.platform === "win32")("writes into a pipe that somebody reads", () => {
    const at = folder();
    execFileSync("mkfifo", [join(at, "pipe")]);
    const program = `import { writeReportFile } from ${JSON.stringify(new URL("write-file.ts", import.meta.url).href)}; writeReportFile("pipe", ["through", " it\\n"]);`;
    const ran = spawnSync("sh", ["-c", `"$0" --input-type=module -e "$1" & cat pipe; wait`, process.execPath, program], {
      cwd: at,
      encoding: "utf8",
      timeout: 20_000,
    });
    expect(ran.stdout).toBe("through it\n");
    expect(readdirSync(at)).toEqual(["pipe"]);
  });
});
