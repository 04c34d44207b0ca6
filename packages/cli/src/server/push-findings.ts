import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Finding } from "@stanch/model";
import * as z from "zod";
import { type Client, ServerRefusal } from "./client.ts";

const BATCH = 1000;
const MOST_BYTES = 16_000_000;
const TRIES = 5;
const Taken = z.object({ created: z.int(), known: z.int(), reopened: z.int(), newOccurrences: z.int() });

/** What the server made of the findings. */
export type Pushed = z.infer<typeof Taken>;

export interface Told {
  readonly workspace: string;
  readonly repository: { readonly name: string; readonly exposure?: string; readonly codeowners?: string; readonly catalogue?: string };
  readonly scannedAt: Date;
}

/** Sends findings in pieces; a piece that fails on the way is sent again under the same key, so nothing is taken twice. */
export async function pushFindings(
  client: Client,
  findings: readonly Finding[],
  { workspace, repository, scannedAt }: Told,
): Promise<Pushed> {
  const sum = { created: 0, known: 0, reopened: 0, newOccurrences: 0 };
  for (const batch of batches(findings)) {
    const body = JSON.stringify({ repository, scannedAt: scannedAt.toISOString(), findings: batch });
    const taken = Taken.parse(await (await delivered(client, `/workspaces/${workspace}/findings`, body)).json());
    for (const name of ["created", "known", "reopened", "newOccurrences"] as const) sum[name] += taken[name];
  }
  return sum;
}

async function delivered(client: Client, path: string, body: string): Promise<Response> {
  const headers = { "idempotency-key": createHash("sha256").update(path).update(body).digest("hex") };
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.ask(path, { method: "POST", body, headers });
    } catch (error) {
      if (attempt === TRIES || !isPassing(error)) throw error;
      await sleep(error instanceof ServerRefusal && error.retryAfterMs !== undefined ? error.retryAfterMs : 250 * 2 ** attempt);
    }
  }
}

/** No answer, or one that asks for patience. */
function isPassing(error: unknown): boolean {
  return !(error instanceof ServerRefusal) || error.status === 429 || error.status >= 500 || error.status === 409;
}

/** By number and by size: one finding may have thousands of places. A clean scan is told too, as one empty piece. */
function* batches(findings: readonly Finding[]): Generator<readonly Finding[]> {
  let batch: Finding[] = [];
  let bytes = 0;
  for (const finding of findings) {
    const size = JSON.stringify(finding).length;
    if (batch.length > 0 && (batch.length === BATCH || bytes + size > MOST_BYTES)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(finding);
    bytes += size;
  }
  if (batch.length > 0 || findings.length === 0) yield batch;
}
