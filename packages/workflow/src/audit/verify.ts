import { AuditLine, FIRST_PREVIOUS, hashOf } from "./entry.ts";

/** `fault` is a sentence about the first thing that is wrong, and `line` where it stands, from 1. */
export type ChainVerdict =
  | { readonly isWhole: true; readonly entries: number; readonly head: { readonly seq: number; readonly hash: string } | undefined }
  | { readonly isWhole: false; readonly line: number; readonly fault: string };

/**
 * Proves an export: every line has the hash of its content, and names that of the line before. `head` is one that was noted
 * earlier (`auditHead`): an entry of that number must have that hash, so a log that was cut or written anew is found.
 */
export async function verifyChain(
  lines: AsyncIterable<string> | Iterable<string>,
  { head }: { readonly head?: { readonly seq: number; readonly hash: string } } = {},
): Promise<ChainVerdict> {
  let last: AuditLine | undefined;
  let number = 0;
  let isHeadMet = head === undefined || head.seq === 0;
  for await (const text of lines) {
    number++;
    if (text === "") continue;
    const line = parse(text);
    const fault = line === undefined ? "this is no entry of an audit log" : faultOf(line, last);
    if (line === undefined || fault !== undefined) return { isWhole: false, line: number, fault: fault ?? "" };
    if (head !== undefined && line.seq === head.seq) {
      if (line.hash !== head.hash) return { isWhole: false, line: number, fault: `entry ${line.seq} is not the one that was noted` };
      isHeadMet = true;
    }
    last = line;
  }
  if (!isHeadMet) return { isWhole: false, line: number + 1, fault: `the log ends before entry ${head?.seq}, which was noted` };
  return { isWhole: true, entries: last?.seq ?? 0, head: last === undefined ? undefined : { seq: last.seq, hash: last.hash } };
}

function parse(text: string): AuditLine | undefined {
  try {
    return AuditLine.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function faultOf(line: AuditLine, last: AuditLine | undefined): string | undefined {
  const { hash, ...rest } = line;
  const expected = (last?.seq ?? 0) + 1;
  if (last !== undefined && line.workspaceId !== last.workspaceId) return `entry ${line.seq} belongs to another workspace`;
  if (line.seq !== expected) return `entry ${expected} is missing, ${line.seq} stands in its place`;
  if (line.previous !== (last?.hash ?? FIRST_PREVIOUS)) return `entry ${line.seq} does not follow the one before it`;
  return hashOf(rest) === hash ? undefined : `entry ${line.seq} was changed`;
}
