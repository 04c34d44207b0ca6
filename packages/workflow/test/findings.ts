/** Findings as a scan writes them, made of a number: the same number, the same secret. Nothing of them is a real one. */
import { createHash } from "node:crypto";
import type { Finding } from "@stanch/model";

export type FoundAt = Partial<Finding["occurrences"][number]>;

export function finding(number: number, told: Partial<Finding> = {}, places: readonly FoundAt[] = [{}]): Finding {
  return {
    id: number.toString(16).padStart(16, "0"),
    detector: "plivo-auth-token",
    rule: "plivo-auth-token",
    title: "Plivo Auth Token",
    provider: "plivo",
    category: "messaging",
    severity: "high",
    confidence: 0.9,
    validity: "unchecked",
    fingerprint: createHash("sha256").update(`secret ${number}`).digest("hex"),
    masked: "abcd…",
    companions: {},
    explanation: { evidence: [], doubts: [], opens: "the whole account", next: "revoke it", references: [] },
    ...told,
    occurrences: places.map((place) => ({
      path: `src/service-${number}.ts`,
      line: 3,
      column: 1,
      endLine: 3,
      endColumn: 41,
      ...place,
    })),
  };
}
