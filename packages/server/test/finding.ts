import { fake } from "@stanch/model";
import type { Finding } from "@stanch/model/schemas";

/** A finding as a scan reports it: mask and fingerprint, the same for the same seed. */
export function finding(seed: number, path = `config/${seed}.env`): Finding {
  return {
    id: fake("[0-9a-f]{16}", seed),
    detector: "plivo-auth-token",
    rule: "plivo-auth-token",
    title: "Plivo Auth Token",
    provider: "plivo",
    category: "messaging",
    severity: "critical",
    confidence: 0.9,
    validity: "unchecked",
    fingerprint: fake("[0-9a-f]{64}", seed),
    masked: "NWY3…",
    companions: {},
    occurrences: [{ path, line: 1, column: 19, endLine: 1, endColumn: 59 }],
    explanation: {
      evidence: ["its shape"],
      doubts: [],
      opens: "Sends messages at the owner's cost.",
      next: "stanch explain plivo-auth-token",
      references: [],
    },
  };
}
