import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credential, SkipReason, ValidityAnswer } from "@stanch/model";
import type { ScanProgress } from "@stanch/workflow";
import * as z from "zod";
import { detectors } from "@stanch/detectors";
import { explain } from "@stanch/explain";
import { deployments, languages, snippet } from "@stanch/snippets";
import { usage } from "../io.ts";
import { kindsOf } from "../commands/catalogue.ts";
import { detectorById } from "../commands/detectors.ts";
import { readFindings } from "../report-file.ts";
import { repositoryNews } from "./repository-news.ts";
import { placeOf, scanInto } from "./scan-into.ts";

/** What the server asks the rest of stanch for; see its `Tools`. `commands`: names of all our commands. */
export function serverTools(version: string, commands: ReadonlySet<string>) {
  return {
    kinds: async () => kindsOf(),
    explain: async (id: string) => {
      const detector = detectors.find((one) => one.id === id);
      return detector === undefined ? undefined : explain(detector, { commands, now: new Date() });
    },
    snippet: async ({ secret, store, language }: { secret?: string; store: string; language?: string }) => {
      if (language === undefined) return { languages: languages.map(named), deployments: deployments.map(named) };
      if (secret === undefined) throw usage("No kind of secret", "query.secret", "Name one, such as plivo-auth-token.");
      const { id, title, provider } = detectorById(secret);
      return snippet({ id, title, provider }, store, language);
    },
    hostsWithToken: () => HOSTS.filter((host) => (process.env[`${host.toUpperCase()}_TOKEN`] ?? "") !== ""),
    scan: async (path: string, key: string, onProgress?: (progress: ScanProgress) => void) => {
      const folder = mkdtempSync(join(tmpdir(), "stanch-scan-"));
      try {
        const report = join(folder, "report.json");
        await scanInto(report, path, { key, ...(onProgress === undefined ? {} : { onProgress }) });
        const findings = await readFindings(report);
        const coverage = coverageOf(report);
        if (placeOf(path) !== undefined) return { findings, ...coverage };
        const { name: _name, ...news } = repositoryNews(path);
        return { findings, news, ...coverage };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    check: async ({ detector, secret, companions }: Credential & { readonly detector: string }): Promise<ValidityAnswer> => {
      const { verifyAll } = await import("@stanch/providers");
      const [answer] = await verifyAll([{ detector, credential: { secret, companions } }], { env: process.env, version });
      return answer ?? { validity: "unchecked", reason: "no check for this kind of secret" };
    },
    remediationPorts: async ({ mayReachPrivate }: { mayReachPrivate: boolean }) => {
      const { remediationPorts } = await import("../remediation/ports.ts");
      // On a server a plan comes from somebody else: it runs no programs and finds no files here.
      return remediationPorts({ version, env: process.env, folder: tmpdir(), mayReachPrivate, mayRunPrograms: false });
    },
  };
}

const HOSTS = ["github", "gitlab", "bitbucket"] as const;
/** Reasons that mean «should have been read»; the others are as they were asked for, or nothing is in them. */
const UNREAD: ReadonlySet<string> = new Set<SkipReason>([
  "permission-denied",
  "vanished",
  "unreadable",
  "broken-object",
  "missing-object",
  "image-part-missing",
  "lfs-pointer",
  "submodule-absent",
  "time-out",
  "unreachable",
  "too-large",
  "too-deep",
  "too-many-matches",
  "decoder-limit",
  "archive-limit",
  "archive-encrypted",
  "archive-broken",
  "archive-unread",
  "interrupted",
]);

/** What of a report's receipt the server keeps. */
function coverageOf(report: string) {
  const { receipt } = WithReceipt.parse(JSON.parse(readFileSync(report, "utf8")));
  const { files, bytes, commits } = receipt.read;
  const unread = Object.entries(receipt.skipped).filter(([reason]) => UNREAD.has(reason));
  return { read: { files, bytes, commits }, unread: Object.fromEntries(unread.map(([reason, { count }]) => [reason, count])) };
}
const WithReceipt = z.object({
  receipt: z.object({
    read: z.object({ files: z.int(), bytes: z.number(), commits: z.int() }),
    skipped: z.record(z.string(), z.object({ count: z.int() })),
  }),
});

const named = ({ id, title }: { id: string; title: string }): { id: string; title: string } => ({ id, title });
