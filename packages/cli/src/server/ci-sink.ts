import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fingerprintKey, sentence } from "../commands/push.ts";
import { readFindings } from "../report-file.ts";
import { clientFor } from "./client.ts";
import { pushFindings } from "./push-findings.ts";
import { repositoryNews } from "./repository-news.ts";

/** One more report of a scan, which goes to a server when the scan is done. */
export interface Sink {
  readonly output: { readonly format: "json"; readonly file: string };
  /** Sends it and gives a sentence. Throws SERVER_UNREACHABLE. */
  push(): Promise<string>;
  /** Removes what lies on the disk: masks and fingerprints, no secret. */
  close(): void;
}

/** Asks the server for the workspace's fingerprint key and sets it for this process, before the scan takes one. */
export async function serverSink(server: string, root: string): Promise<Sink> {
  const client = clientFor(server);
  const workspace = await client.workspace();
  process.env["STANCH_FINGERPRINT_KEY"] = await fingerprintKey(client, workspace);
  const folder = mkdtempSync(join(tmpdir(), "stanch-ci-"));
  const file = join(folder, "report.json");
  const scannedAt = new Date();
  return {
    output: { format: "json", file },
    push: async () =>
      sentence(await pushFindings(client, await readFindings(file), { workspace, repository: repositoryNews(root), scannedAt })).trimEnd(),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
