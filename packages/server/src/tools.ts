import type { Check, RemediationPorts, ScanOutcome, ScanProgress } from "@stanch/workflow";

/** What the rest of stanch does for the server. The command line hands it in, so that detectors and scans are not loaded twice. */
export interface Tools {
  /** Kinds of secrets as `stanch detectors` lists them. */
  readonly kinds: () => Promise<readonly object[]>;
  /** The page that explains a kind of secret, or undefined where there is no such kind. */
  readonly explain: (id: string) => Promise<object | undefined>;
  /** Code that reads a secret from a store. Throws USAGE or DETECTOR_UNKNOWN. */
  readonly snippet: (asked: { secret?: string; store: string; language?: string }) => Promise<object>;
  /** Scans a folder of this machine, in a process of its own, with this fingerprint key. */
  readonly scan: (path: string, fingerprintKey: string, onProgress?: (progress: ScanProgress) => void) => Promise<ScanOutcome>;
  /** Code hosts that a token is there for. */
  readonly hostsWithToken: () => ("github" | "gitlab" | "bitbucket")[];
  /** Asks an issuer whether a secret is valid, by the call that only reads who the caller is. */
  readonly check: Check;
  /** What a remediation reaches outside: issuers, stores, probes. */
  readonly remediationPorts: (limits: { mayReachPrivate: boolean }) => Promise<RemediationPorts>;
}
