import type { PartName } from "@stanch/sources/hosts";

/** What a scan of a code host is told beside its name. */
export interface HostsOptions {
  /** Of a self-managed one: name or URL; http only where it says so itself. */
  readonly host?: string;
  readonly parts: ReadonlySet<PartName>;
  /** Bare clones, and state files that nobody named. */
  readonly cacheFolder: string;
  readonly cacheBytes: number;
  readonly stateFile?: string;
  /** The host, or what it leads to, may be in a private network or on this machine. */
  readonly allowsPrivate: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seals what an interrupted run found; undefined: such a run begins anew. */
  readonly key?: Uint8Array;
  /** Digest of the detectors and of which paths are left out: what others did not look for is read again. */
  readonly detectors: string;
  readonly userAgent: string;
  /** A limit of requests that ends later is not waited for. */
  readonly mostWaitMs: number;
  /** Repositories that are fetched at a time. */
  readonly atOnce: number;
}
