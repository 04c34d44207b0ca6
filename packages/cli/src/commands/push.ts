import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { Output, usage } from "../io.ts";
import { readFindings } from "../report-file.ts";
import { type Client, clientFor } from "../server/client.ts";
import { type Pushed, pushFindings } from "../server/push-findings.ts";
import { repositoryNews } from "../server/repository-news.ts";
import { scanInto } from "../server/scan-into.ts";

export interface PushOptions {
  readonly scan?: string;
  readonly server?: string;
  readonly workspace?: string;
  readonly repository?: string;
  readonly exposure?: string;
}

/** Sends a report's findings, or those of a scan that it makes, to a server. Exit code 0 when they arrived. */
export async function pushCommand(report: string | undefined, options: PushOptions): Promise<number> {
  if ((report === undefined) === (options.scan === undefined))
    throw usage("Nothing to push, or two things", "stanch push", "Name a JSON report, or give --scan PATH.");
  const client = clientFor(options.server);
  const workspace = options.workspace ?? (await client.workspace());
  const pushed =
    report === undefined ? await pushScan(client, workspace, options) : await pushReport(client, workspace, { ...options, report });
  await new Output().write([sentence(pushed)]);
  return 0;
}

/** What became of it, for people. */
export function sentence({ created, known, reopened, newOccurrences }: Pushed): string {
  return `${created} new, ${reopened} reopened, ${known} known incidents; ${newOccurrences} new places\n`;
}

async function pushReport(
  client: Client,
  workspace: string,
  { report, repository, exposure }: PushOptions & { report: string },
): Promise<Pushed> {
  if (repository === undefined)
    throw usage(
      "A report does not say which repository it is of",
      "--repository",
      "Name it the same on every machine, such as github.com/acme/shop.",
    );
  const findings = await readFindings(report);
  const told = { name: repository, ...(exposure === undefined ? {} : { exposure }) };
  return pushFindings(client, findings, { workspace, repository: told, scannedAt: statSync(report).mtime });
}

async function pushScan(client: Client, workspace: string, { scan = ".", repository, exposure }: PushOptions): Promise<Pushed> {
  const folder = mkdtempSync(join(tmpdir(), "stanch-push-"));
  const file = join(folder, "report.json");
  const scannedAt = new Date();
  try {
    await scanInto(file, scan, { key: await fingerprintKey(client, workspace) });
    const told = { ...repositoryNews(scan, repository), ...(exposure === undefined ? {} : { exposure }) };
    return await pushFindings(client, await readFindings(file), { workspace, repository: told, scannedAt });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The workspace's own key: the same secret is one incident, whoever scanned. */
export async function fingerprintKey(client: Client, workspace: string): Promise<string> {
  const answer: unknown = await (await client.ask(`/workspaces/${workspace}/fingerprint-key`)).json();
  return z.object({ key: z.string() }).parse(answer).key;
}
