import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { AppError } from "@stanch/model";
import { CONTAINER_LIMITS, ContainerBudget, containerKind, sourceOf, walkContainer, walkFiles } from "@stanch/sources";
import { type ExportRecord, XmlRecords, jsonRecords } from "@stanch/sources/exports";
import { pathText } from "../file-job.ts";
import { readInput } from "../input-job.ts";
import type { LocatedMatch } from "../locate.ts";
import type { ScanContext } from "../scan.ts";

type Read = (into: Uint8Array) => number;

const PIECE_BYTES = 1_048_576;
const HEAD_BYTES = 4096;
/** JSON is understood as a whole. */
const MOST_JSON = 268_435_456;

/** Scans an export of Slack, Jira, Confluence, Postman, or a HAR: a file, an archive, or a folder that one was unpacked into. */
export async function scanExport(context: ScanContext, path: string): Promise<void> {
  const { coverage, options } = context;
  coverage.roots.push({ path });
  const fd = open(path);
  try {
    if (!fstatSync(fd).isDirectory()) return scanFile(context, path, path, (into) => readSync(fd, into, 0, into.length, null));
  } finally {
    closeSync(fd);
  }
  const walk = walkFiles(path, {
    wants: options.wants,
    dependencyFolders: "scan",
    skipGitIgnored: false,
    skip: (reason, where) => coverage.skip(reason, where),
  });
  for (const { folder, names } of walk)
    for (const name of names) {
      if (options.signal?.aborted === true) return;
      const within = folder.length === 0 ? pathText(name) : `${pathText(folder)}/${pathText(name)}`;
      const inner = open(join(path, within));
      try {
        scanFile(context, within, within, (into) => readSync(inner, into, 0, into.length, null));
      } finally {
        closeSync(inner);
      }
    }
}

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown error";
    throw new AppError(code === "ENOENT" ? "SOURCE_NOT_FOUND" : "SOURCE_UNREADABLE", {
      what: `Cannot read the export: ${code}`,
      where: path,
      next: "Check the path.",
      cause,
    });
  }
}

/** `name` is how it is told, `path` where it lies in the export. */
function scanFile(context: ScanContext, name: string, path: string, from: Read): void {
  const { coverage, options } = context;
  const { container, isTooLarge, read } = readInput(from, CONTAINER_LIMITS.heldBytes);
  if (isTooLarge) coverage.skip("archive-limit", `${name} (larger than ${CONTAINER_LIMITS.heldBytes} bytes)`);
  const kind = container === undefined ? undefined : containerKind(container, 0, container.length);
  if (container === undefined || kind === undefined) return scanContent(context, name, path, read);
  const visit = (entry: string, inner: Read): void => {
    const wanted = options.wants(entry, false);
    if (wanted === "yes") scanContent(context, entry === "" ? name : `${name}!${entry}`, entry, inner);
    else coverage.skip(wanted, `${name}!${entry}`);
  };
  walkContainer(
    sourceOf(container),
    kind,
    {
      file: (entry, bytes) => {
        visit(entry, readerOf(bytes));
      },
      stream: visit,
      text: () => {},
      skip: (reason, entry, why) => {
        coverage.skip(reason, `${name}${entry === "" ? "" : `!${entry}`} (${why})`);
      },
    },
    new ContainerBudget(),
  );
}

function scanContent(context: ScanContext, name: string, path: string, read: Read): void {
  const head = Buffer.alloc(HEAD_BYTES);
  let held = 0;
  for (let got = -1; held < head.length && got !== 0; held += got) got = read(head.subarray(held));
  const start = head.subarray(0, held);
  const all = chained(start, read);
  const text = start.toString("utf8");
  if (XmlRecords.isOne(text)) return scanXml(context, name, all);
  if (/^\ufeff?\s*[[{]/.test(text)) return scanJson(context, name, path, all);
  scanStream(context, name, all);
}

function scanXml(context: ScanContext, name: string, read: Read): void {
  const records = new XmlRecords();
  const decoder = new StringDecoder("utf8");
  const piece = Buffer.alloc(PIECE_BYTES);
  const found: { readonly label: string; readonly match: LocatedMatch }[] = [];
  const scanAll = (list: readonly ExportRecord[]): void => {
    for (const record of list) for (const match of matchesOf(context, name, record)) found.push({ label: record.label, match });
  };
  for (let got = read(piece); got > 0; got = read(piece)) scanAll(records.push(decoder.write(piece.subarray(0, got))));
  scanAll([...records.push(decoder.end()), ...records.end()]);
  context.coverage.files++;
  // A page's title may stand behind its body.
  for (const { label, match } of found) tell(context, name, records.titled(label), match);
}

function scanJson(context: ScanContext, name: string, path: string, read: Read): void {
  const { bytes, isWhole } = gathered(read);
  const value = isWhole ? parsed(bytes) : undefined;
  const records = value === undefined ? undefined : jsonRecords(path, value);
  if (!isWhole) context.coverage.skip("too-large", `${name} (scanned as it stands, without its records: larger than ${MOST_JSON} bytes)`);
  if (records === undefined) return scanStream(context, name, chained(bytes, read));
  context.coverage.files++;
  for (const record of records) for (const match of matchesOf(context, name, record)) tell(context, name, record.label, match);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    return undefined; // then it is text like any other
  }
}

function tell({ collector }: ScanContext, name: string, label: string, match: LocatedMatch): void {
  const shown = label.includes(match.secret) ? label.replaceAll(match.secret, "…") : label;
  collector.add(match, { path: shown === "" ? name : `${name} (${shown})` });
}

function matchesOf(context: ScanContext, name: string, { text }: ExportRecord): readonly LocatedMatch[] {
  const matches: LocatedMatch[] = [];
  context.expectHere({
    job: { kind: "bytes", name, bytes: new Uint8Array(Buffer.from(text)) },
    onResult: (result) => {
      context.coverage.bytes += result.bytes;
      for (const hit of result.hits) matches.push(...hit.matches);
    },
  });
  return matches;
}

function scanStream(context: ScanContext, name: string, read: Read): void {
  context.expectHere({
    job: { kind: "stream", name, read },
    onResult: (result) => {
      context.coverage.files++;
      context.coverage.bytes += result.bytes;
      for (const hit of result.hits) for (const match of hit.matches) context.collector.add(match, { path: name });
    },
  });
}

function gathered(read: Read): { readonly bytes: Buffer; readonly isWhole: boolean } {
  const parts: Buffer[] = [];
  let held = 0;
  while (held <= MOST_JSON) {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    const got = read(piece);
    if (got === 0) return { bytes: Buffer.concat(parts), isWhole: true };
    parts.push(piece.subarray(0, got));
    held += got;
  }
  return { bytes: Buffer.concat(parts), isWhole: false };
}

function readerOf(bytes: Uint8Array): Read {
  let given = 0;
  return (into) => {
    const part = bytes.subarray(given, given + into.length);
    into.set(part);
    given += part.length;
    return part.length;
  };
}

function chained(first: Uint8Array, rest: Read): Read {
  const before = readerOf(first);
  return (into) => {
    const got = before(into);
    return got > 0 ? got : rest(into);
  };
}
