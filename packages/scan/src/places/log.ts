import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { TextDecoder } from "node:util";
import { AppError } from "@stanch/model";
import { CONTAINER_LIMITS, ContainerBudget, containerKind, sourceOf, walkContainer } from "@stanch/sources";
import { readInput } from "../input-job.ts";
import type { JobResult } from "../jobs.ts";
import type { LocatedMatch } from "../locate.ts";
import type { ScanContext } from "../scan.ts";
import { type Extra, LogCleaner } from "./log/clean.ts";

type Read = (into: Uint8Array) => number;

const PIECE_BYTES = 1_048_576;
/** Of joined rows and the like: what is over is told. */
const MOST_EXTRA = 67_108_864;
/** What systems put in the place of a secret that they know. */
const MASKED = /\*{3}|\[(?:masked|redacted|secure|filtered|hidden|concealed)\]/i;

/** Scans a CI log as its reader sees it: a file, one in gzip or many in zip, or standard input (`-`). */
export async function scanLog(context: ScanContext, path: string): Promise<void> {
  const name = path === "-" ? "(standard input)" : path;
  context.coverage.roots.push({ path: name });
  const fd = path === "-" ? 0 : open(path);
  try {
    scanStream(context, name, (into) => readNow(fd, into, path));
  } finally {
    if (fd !== 0) closeSync(fd);
  }
  await context.pool.drain();
}

function open(path: string): number {
  try {
    const fd = openSync(path, "r");
    if (!fstatSync(fd).isDirectory()) return fd;
    closeSync(fd);
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw new AppError("USAGE", {
    what: "A log is a file, and this is a folder",
    where: path,
    next: "Name the file, or the zip that the CI system gives.",
  });
}

function unreadable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown error";
  return new AppError(code === "ENOENT" ? "SOURCE_NOT_FOUND" : "SOURCE_UNREADABLE", {
    what: `Cannot read the log: ${code}`,
    where: path,
    next: "Check the path; `-` is standard input.",
    cause,
  });
}

function readNow(fd: number, into: Uint8Array, path: string): number {
  for (;;) {
    try {
      return readSync(fd, into, 0, into.length, null);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw unreadable(path, error);
      // A writer that is slower than we are, on a pipe that does not block.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/** A log, or an archive of logs: each of its files is one. */
function scanStream(context: ScanContext, name: string, from: Read): void {
  const { container, isTooLarge, read } = readInput(from, CONTAINER_LIMITS.heldBytes);
  if (isTooLarge) context.coverage.skip("archive-limit", `${name} (larger than ${CONTAINER_LIMITS.heldBytes} bytes)`);
  const kind = container === undefined ? undefined : containerKind(container, 0, container.length);
  if (container === undefined || kind === undefined) return scanOne(context, name, read);
  const nameOf = (entry: string): string => (entry === "" ? name : `${name}!${entry}`);
  walkContainer(
    sourceOf(container),
    kind,
    {
      file: (entry, bytes) => {
        let given = 0;
        scanOne(context, nameOf(entry), (into) => {
          const part = bytes.subarray(given, given + into.length);
          into.set(part);
          given += part.length;
          return part.length;
        });
      },
      stream: (entry, inner) => {
        scanOne(context, nameOf(entry), inner);
      },
      text: () => {},
      skip: (reason, entry, why) => {
        context.coverage.skip(reason, `${nameOf(entry)} (${why})`);
      },
    },
    new ContainerBudget(),
  );
}

function scanOne(context: ScanContext, name: string, read: Read): void {
  const extras = new Extras();
  const cleaner = new LogCleaner((extra) => {
    if (!extras.add(extra)) context.coverage.skip("too-large", `${name} (what is joined from rows, after line ${extra.line})`);
  });
  const matches: LocatedMatch[] = [];
  let result: JobResult | undefined;
  context.expectHere({
    job: { kind: "stream", name, read: cleanedBy(cleaner, read) },
    onResult: (one) => {
      result = one;
      for (const hit of one.hits) matches.push(...hit.matches);
    },
  });
  context.coverage.files++;
  context.coverage.bytes += result?.bytes ?? 0;
  const joined: LocatedMatch[] = [];
  if (extras.bytes.length > 0)
    context.expectHere({
      job: { kind: "bytes", name, bytes: new Uint8Array(extras.bytes) },
      onResult: ({ hits }) => {
        for (const hit of hits) for (const match of hit.matches) joined.push(...extras.placed(match));
      },
    });
  const shifted = matches.map((match) => ({
    ...match,
    column: match.column + cleaner.before.at(match.line - 1),
    endColumn: match.endColumn + cleaner.before.at(match.endLine - 1),
  }));
  for (const match of together(shifted, joined)) if (!MASKED.test(match.secret)) context.collector.add(match, { path: name });
}

/** What stands in rows of the log is whole only where they are joined; what the log shows by itself is told once. */
function together(shown: readonly LocatedMatch[], joined: readonly LocatedMatch[]): LocatedMatch[] {
  const isPart = (match: LocatedMatch): boolean =>
    joined.some(
      (whole) =>
        whole.secret !== match.secret && whole.secret.includes(match.secret) && match.line >= whole.line && match.line <= whole.endLine,
    );
  const known = new Set(shown.map(({ line, detector, secret }) => `${line} ${detector} ${secret}`));
  return [...shown.filter((match) => !isPart(match)), ...joined.filter((one) => !known.has(`${one.line} ${one.detector} ${one.secret}`))];
}

/** Gives what the cleaner makes of what `read` gives. Text in UTF-16, as PowerShell writes it, becomes UTF-8. */
function cleanedBy(cleaner: LogCleaner, read: Read): Read {
  const piece = Buffer.alloc(PIECE_BYTES);
  let wide: TextDecoder | undefined;
  let isFirst = true;
  let isEnded = false;
  let ready = Buffer.alloc(0);
  const next = (): void => {
    const got = read(piece);
    const bytes = piece.subarray(0, got);
    if (isFirst) wide = wideDecoder(bytes);
    isFirst = false;
    isEnded = got === 0;
    const text = wide === undefined ? bytes.toString("latin1") : Buffer.from(wide.decode(bytes, { stream: !isEnded })).toString("latin1");
    ready = Buffer.from(cleaner.push(text) + (isEnded ? cleaner.end() : ""), "latin1");
  };
  return (into) => {
    while (ready.length === 0 && !isEnded) next();
    const part = ready.subarray(0, into.length);
    into.set(part);
    ready = ready.subarray(part.length);
    return part.length;
  };
}

function wideDecoder(head: Uint8Array): TextDecoder | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder("utf-16le");
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder("utf-16be");
  return undefined;
}

/** Texts of a log that are scanned beside it, one behind the other, and where each of them stands in it. */
class Extras {
  readonly #parts: { readonly from: number; readonly extra: Extra }[] = [];
  readonly #texts: Buffer[] = [];
  #held = 0;
  #isFull = false;

  /** False when it is the first that finds no room. */
  add(extra: Extra): boolean {
    if (this.#held + extra.text.length > MOST_EXTRA) {
      const isFirst = !this.#isFull;
      this.#isFull = true;
      return !isFirst;
    }
    this.#parts.push({ from: this.#held, extra });
    // Lines between them: what is in two of them is no secret.
    this.#texts.push(Buffer.from(`${extra.text}\n\n`, "latin1"));
    this.#held += extra.text.length + 2;
    return true;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#texts);
  }

  /** The match with its place in the log; none where one row shows it. */
  placed(match: LocatedMatch): LocatedMatch[] {
    const part = this.#parts.findLast(({ from }) => from <= match.start);
    if (part === undefined) return [];
    const { from, extra } = part;
    const [start, end] = [match.start - from, match.end - from];
    const { seams } = extra;
    if (seams === undefined) return [{ ...match, line: extra.line, endLine: extra.line, excerptLine: extra.line }];
    const [row, lastRow] = [rowOf(seams, start), rowOf(seams, end - 1)];
    if (row === lastRow) return [];
    const columnOf = (at: number, inRow: number): number => {
      const text = extra.text.slice(inRow === 0 ? 0 : (seams[inRow - 1] ?? 0), at);
      return Buffer.from(text, "latin1").toString("utf8").length + 1 + (extra.before[inRow] ?? 0);
    };
    return [
      {
        ...match,
        line: extra.line + row,
        column: columnOf(start, row),
        endLine: extra.line + lastRow,
        endColumn: columnOf(end, lastRow),
        excerptLine: extra.line + row,
      },
    ];
  }
}

const rowOf = (seams: readonly number[], at: number): number => seams.filter((seam) => seam <= at).length;
