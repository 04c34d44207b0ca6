/** Where something is written: a path within a repository (the name that the caller gave its tree), 1-based line. */
export interface Place {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
}

/** `certain`: written in so many words; `likely`: joined by a rule that seldom errs; `possible`: the same name, no more. */
export const CONFIDENCES = ["possible", "likely", "certain"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const NODE_KINDS = ["secret", "name", "declaration", "workload", "owner"] as const;
export type NodeKind = (typeof NODE_KINDS)[number];

/**
 * How a value reaches who uses it. It decides what a rotation means there: see `rotation.ts`.
 * `state`: written down by a tool that applies it later (Terraform state).
 */
export const CHANNELS = [
  "k8s-env",
  "k8s-mount",
  "k8s-subpath",
  "k8s-image-pull",
  "k8s-tls",
  "k8s-csi",
  "vault-agent",
  "compose-env",
  "compose-file",
  "build-arg",
  "function-env",
  "task-env",
  "platform-env",
  "ci-run",
  "store-read",
  "env-read",
  "file-read",
  "literal",
  "sync",
  "apply",
  "cli-profile",
  "observed",
] as const;
export type Channel = (typeof CHANNELS)[number];

export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** Finer than the kind: `env-file`, `k8s-secret`, `Deployment`, `code`, `person`. */
  readonly form: string;
  /** For people. */
  readonly label: string;
  /** What it is asked by, in full; secrets have their fingerprint. */
  readonly name: string;
  readonly place?: Place;
}

/** `flows`: the value goes on; `whole`: a field to its container; `part`: a container to its field; `runs`: a workload runs that code. */
export type Relation = "holds" | "flows" | "whole" | "part" | "runs" | "owned";

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation;
  readonly place: Place;
  readonly confidence: Confidence;
  readonly channel?: Channel;
  /** What a reader of the answer should know of this step: "every 1h", "5 reads, last 2026-01-02". */
  readonly note?: string;
}

/** What cannot be seen from here, and why. Without `about` it holds for every answer. */
export interface Blind {
  readonly about?: string;
  readonly what: string;
  readonly place?: Place;
}

/** Something of the input that was not read. */
export interface Unread {
  readonly repository: string;
  readonly path: string;
  readonly reason: string;
}

/** What code does with a provider's secret, told from its text. */
export interface Use {
  /** The unit of code it stands in. */
  readonly unit: string;
  readonly kind: string;
  readonly place: Place;
}

/** One file of a tree. `text` is UTF-8; what is no text does not come here. */
export interface SourceFile {
  readonly repository: string;
  readonly path: string;
  readonly text: string;
}
