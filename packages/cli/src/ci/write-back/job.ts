import type { Report } from "@stanch/reports";
import type { HostAnswer, HostClient } from "@stanch/sources/hosts";
import type { Note } from "./notes.ts";

export const KINDS = ["checks", "review", "status", "sarif"] as const;
export type Kind = (typeof KINDS)[number];

/** A finished scan, and where it is told. */
export interface WriteBackJob {
  readonly client: HostClient;
  readonly report: Report;
  /** What to tell of it, each with its place in the commit, where it is still there. */
  readonly notes: readonly Note[];
  /** Whole id of the commit that is marked. */
  readonly head: string;
  /** Number of the pull request that the job is about. */
  readonly number?: string;
  /** The job failed: findings that count, or a scan that could not be ended. */
  readonly fails: boolean;
  /** Address of the job's own page. */
  readonly page?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Text of the SARIF report. */
  readonly sarif: () => string;
}

/** A sentence for the log. */
export interface Told {
  readonly said: string;
  /** Status with which the host refused it; 0 where it was not asked. */
  readonly refused?: number;
}

export type Writer = (job: WriteBackJob) => Promise<Told>;

export const told = (said: string): Told => ({ said });

/** A refusal in a sentence. The host's words are left out but for none: they may quote what was sent. */
export function refused({ status }: Pick<HostAnswer, "status">, needs: string): Told {
  if (status === 403 || status === 404) return { said: `refused with ${status}: the token may not do that. ${needs}`, refused: status };
  if (status === 422)
    return { said: "refused with 422: the host does not take it, for example for a commit that it does not have", refused: status };
  return { said: `refused with ${status}`, refused: status };
}

export const isDone = ({ status }: Pick<HostAnswer, "status">): boolean => status >= 200 && status < 300;

/** One line for a status. */
export function summary({ report, notes, fails }: Pick<WriteBackJob, "report" | "notes" | "fails">): string {
  const count = new Set(notes.map(({ finding }) => finding)).size;
  const found = count === 0 ? "no new secrets" : `${count} new ${count === 1 ? "secret" : "secrets"}`;
  const cut = report.partial || (fails && count === 0) ? ", but not everything was read" : "";
  return `${found}${cut}`;
}

/** All items of a list in pages, no more than `most`. Throws what the client throws; a refusal ends the list. */
export async function everyItem(
  client: HostClient,
  path: string,
  query: Readonly<Record<string, string>>,
  most = 5000,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  let next: string | undefined = path;
  while (next !== undefined && items.length < most) {
    const answer: HostAnswer = await client.send({ path: next, ...(next === path ? { query } : {}) });
    if (!Array.isArray(answer.json)) return items;
    items.push(...(answer.json as readonly unknown[])); // isArray makes it any[]
    ({ next } = answer);
  }
  return items;
}
