import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { AppError } from "@stanch/model";
import { Output, usage } from "../io.ts";
import { clientFor } from "../server/client.ts";

/** Proves an exported log. Exit code 0 whole, 1 broken. */
export async function auditVerifyCommand(file: string, noted: string | undefined): Promise<number> {
  const head = noted === undefined ? undefined : headOf(noted);
  const { verifyChain } = await import("@stanch/workflow");
  const verdict = await verifyChain(linesOf(file), head === undefined ? {} : { head });
  const output = new Output();
  if (!verdict.isWhole) {
    await output.write([`broken: ${verdict.fault} (${file}, line ${verdict.line})\n`]);
    return 1;
  }
  const end = verdict.head === undefined ? "" : `; head ${verdict.head.seq}:${verdict.head.hash}`;
  await output.write([`whole: ${verdict.entries} entries${end}\n`]);
  return 0;
}

function headOf(text: string): { seq: number; hash: string } {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw usage("This is no head of a log", "--head", "Give NUMBER:HASH as `stanch audit verify` printed it.");
  return { seq: Number(seq), hash };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = file === "-" ? process.stdin : createReadStream(file);
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    throw new AppError("SOURCE_UNREADABLE", { what: "The log cannot be read", where: file, next: "Check the path and its rights.", cause });
  }
}

/** Streams a workspace's log to standard output. */
export async function auditExportCommand({ server, workspace }: { server?: string; workspace?: string }): Promise<number> {
  const client = clientFor(server);
  const id = workspace ?? (await client.workspace());
  const { body } = await client.ask(`/workspaces/${encodeURIComponent(id)}/audit/export`);
  const output = new Output();
  const decoder = new TextDecoder();
  if (body !== null) for await (const bytes of body) await output.write([decoder.decode(bytes, { stream: true })]);
  return 0;
}
