import { type Occurrence, fake, mask } from "@stanch/model";
import type { Finding, Receipt } from "@stanch/model";
import type { Report, ReportOptions } from "../src/index.ts";

export const OPTIONS: ReportOptions = { color: false, width: 80, full: false, hyperlinks: false };

const RECEIPT: Receipt = {
  tool: { name: "stanch", version: "0.1.0", detectors: "5f0c".repeat(16), detectorCount: 112 },
  startedAt: "2026-03-02T09:14:05.120Z",
  finishedAt: "2026-03-02T09:14:06.405Z",
  durationMs: 1285,
  complete: true,
  roots: [
    {
      path: "/srv/shop",
      repository: { head: "9d2e7c41b0a8f3657e1d4c0b9a8f7e6d5c4b3a29", refs: 14, objectFormat: "sha1", shallow: false, partial: false },
    },
  ],
  read: { files: 1204, blobs: 8331, bytes: 84_212_000, commits: 412, refs: 14, duplicates: 96 },
  skipped: {},
  findings: { total: 0, new: 0, baseline: 0, suppressed: 0, belowThreshold: 0 },
};

const DETECTORS = [
  {
    id: "plivo-auth-token",
    title: "Plivo Auth Token",
    severity: "critical",
    opens: "Sends messages and places calls at the owner's cost, reads call records and recordings: the whole account, no scopes.",
    references: ["https://plivo.com/docs/account/api/account/update-account-details"],
    revoke: "Plivo console > Account > Credentials > Generate Auth Token",
  },
  {
    id: "private-key",
    title: "Private key (PEM)",
    severity: "high",
    opens: "Signs in, signs or decrypts wherever its public half is trusted.",
    references: ["https://www.rfc-editor.org/rfc/rfc7468"],
  },
  {
    id: "assigned-secret",
    title: "Secret assigned in code",
    severity: "medium",
    opens: "Whatever the program that holds it may do with it.",
    references: [],
  },
] as const;

const secret = (seed: number): string => mask(fake("[A-Za-z0-9]{40}", seed));

function occurrence(path: string, line: number, more: Partial<Occurrence> = {}): Occurrence {
  return { path, line, column: 18, endLine: line, endColumn: 58, ...more };
}

export function finding(detector: 0 | 1 | 2, seed: number, occurrences: Occurrence[], more: Partial<Finding> = {}): Finding {
  const { id, title, severity, opens, references } = DETECTORS[detector];
  return {
    id: fake("[0-9a-f]{16}", seed),
    detector: id,
    rule: id,
    title,
    provider: detector === 0 ? "plivo" : "generic",
    category: detector === 0 ? "messaging" : "generic",
    severity,
    confidence: 0.95,
    validity: "unchecked",
    fingerprint: fake("[0-9a-f]{64}", seed),
    masked: secret(seed),
    companions: {},
    occurrences,
    explanation: {
      evidence: ["authId stands near it", "the provider's name stands near it"],
      doubts: [],
      opens,
      next: `stanch explain ${fake("[0-9a-f]{16}", seed)}`,
      references: [...references],
    },
    ...more,
  };
}

const history = {
  commit: "3f2a91c07d5e4b8a9c6f1e2d3c4b5a6978876554",
  author: "Ada Lovelace",
  email: "ada@example.org",
  date: "2025-03-02T16:20:11+01:00",
  summary: "Add the notifier",
};

/** A small report that has one of everything; masked values only. */
export function sampleReport(): Report {
  const findings = [
    finding(
      2,
      3,
      [
        occurrence("src/settings.py", 41, {
          excerpt: `DEBUG = False\nSESSION_SIGNING_KEY = "${secret(3)}"  # rotated yearly\nLANGUAGES = ["en", "fr"]`,
          excerptLine: 40,
        }),
      ],
      {
        confidence: 0.62,
        explanation: {
          evidence: ["a telling word stands near it", "4.9 bits of entropy a character"],
          doubts: ["nobody's prefix"],
          opens: DETECTORS[2].opens,
          next: "Replace it where it was issued, then remove it from the code",
          references: [],
        },
      },
    ),
    finding(
      0,
      1,
      [
        occurrence("config/prod.env", 12, {
          ...history,
          inHead: true,
          excerpt: `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", 1)}\nPLIVO_AUTH_TOKEN=${secret(1)}\nPLIVO_REGION=eu`,
          excerptLine: 11,
        }),
        occurrence("deploy/chart/values.yaml", 88, { ...history, inHead: true }),
        occurrence("src/notify/client.ts", 7, { ...history, commit: "77c1".repeat(10), inHead: false }),
        ...[1, 2, 3, 4].map((n) => occurrence(`backup/prod-${n % 3}.env`, n * 3, { ...history, inHead: false })),
      ],
      { validity: "valid", impact: "standard account with 41.20 USD", companions: { authId: fake("MA[A-Z0-9]{18}", 1) } },
    ),
    finding(
      1,
      2,
      [
        occurrence("certs/old/server.key", 1, {
          ...history,
          inHead: false,
          column: 1,
          endLine: 27,
          endColumn: 32,
          excerpt: "-----BEGIN RSA PRIVATE KEY-----…",
          excerptLine: 1,
        }),
      ],
      {
        masked: "-----BEGIN RSA PRIVATE KEY-----…",
        confidence: 0.99,
        explanation: {
          evidence: ["it has the frame of a PEM key", "the body decodes"],
          doubts: [],
          opens: DETECTORS[1].opens,
          next: "Make a new key pair and take the old public key off every server",
          references: [...DETECTORS[1].references],
        },
      },
    ),
    finding(2, 4, [occurrence("src/legacy.rb", 5)], { baseline: true }),
    finding(2, 5, [occurrence("test/keys.py", 9, { suppressed: { kind: "inline", reason: "a test's own key", until: "2027-01-01" } })]),
    finding(2, 6, [occurrence("src/old.py", 2)], { validity: "unknown", validityReason: "HTTP 503", confidence: 0.3 }),
  ];
  return {
    findings,
    receipt: {
      ...RECEIPT,
      skipped: {
        "dependency-folder": { count: 12, examples: ["node_modules", "web/node_modules", "vendor"] },
        "permission-denied": { count: 1, examples: ["secrets/root.key"] },
      },
      findings: { total: 6, new: 4, baseline: 1, suppressed: 1, belowThreshold: 2 },
    },
    partial: false,
    tool: { name: "stanch", version: "0.1.0" },
    detectors: DETECTORS,
  };
}

export function cleanReport(): Report {
  return { ...sampleReport(), findings: [], receipt: RECEIPT };
}

/** `amount` findings of the three kinds, each with an excerpt. */
export function bigReport(amount: number): Report {
  const findings = Array.from({ length: amount }, (_, index) => {
    const seed = 1000 + index;
    const kind = index % 7 === 0 ? 0 : index % 3 === 0 ? 1 : 2;
    const excerpt = `before = 1\nname_${index} = "${secret(seed)}"\nafter = 2`;
    const line = 2 + (index % 400);
    return finding(kind, seed, [
      occurrence(`src/module-${index % 97}/file-${index}.ts`, line, {
        ...history,
        inHead: index % 5 !== 0,
        excerpt,
        excerptLine: line - 1,
      }),
    ]);
  });
  const { receipt } = sampleReport();
  return { ...sampleReport(), findings, receipt: { ...receipt, findings: { ...receipt.findings, total: amount, new: amount } } };
}
