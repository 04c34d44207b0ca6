/**
 * One use of a credential, in the one form that all evidence is brought into. A field that a source does not tell is absent,
 * never guessed. No field holds a secret: query strings, bodies and statements are left behind when a record is made.
 */
export interface UseRecord {
  /** Milliseconds since 1970, UTC. */
  readonly time: number;
  /** Where it was read: an issuer's id (`plivo`, `aws`) or the name of a log. */
  readonly source: string;
  /** Who: a key id, user, role, sub-account. */
  readonly actor?: string;
  /** IP address of the caller, without a port. */
  readonly address?: string;
  /** The user agent as it was sent. */
  readonly agent?: string;
  /** What was done, in the source's own word: `call.outbound`, `s3:GetObject`, `GET /v1/users`. */
  readonly action: string;
  /** What it was done to: a number called, a bucket, a path. */
  readonly resource?: string;
  /** In the currency of the account; one currency per judgement. */
  readonly cost?: number;
  readonly result?: UseResult;
  /** It changed how the account is set up: keys, users, addresses that answer calls, permissions. */
  readonly configures?: boolean;
  /** Where the record itself is found again: the source's own id of it, or `file:line`. */
  readonly reference: string;
}

/** `refused`: the credential was not accepted or not allowed; `failed`: accepted, but it did not work out. */
export type UseResult = "ok" | "refused" | "failed";

/** A fact that is no record: a last-used stamp, an open connection, a URL that answers calls now. */
export interface StandingFact {
  readonly what: string;
  /** Milliseconds since 1970, where the fact carries a time. */
  readonly time?: number;
  readonly address?: string;
}

/** What evidence leaves open; reports show each. */
export interface EvidenceGap {
  /** A sentence such as "Plivo keeps records for 90 days: what was before is not known". */
  readonly what: string;
  /** Milliseconds since 1970: the part of the span that was not read. */
  readonly from?: number;
  readonly until?: number;
}

/** What a collector tells besides records. */
export interface EvidenceNotes {
  fact(fact: StandingFact): void;
  gap(gap: EvidenceGap): void;
  /** For a progress line: what is being read now. */
  progress(text: string): void;
}
