import type { EvidenceGap, StandingFact } from "@stanch/model";
import type { NetworkOf } from "./networks.ts";

/** What is known of the leak and its owner. All times in milliseconds since 1970. */
export interface JudgeContext {
  /** From when on somebody else may have had the secret: when it was committed, pushed or published. */
  readonly leakedAt?: number;
  /** When the secret was made to stop working. */
  readonly revokedAt?: number;
  /** The span that was asked for; records outside are left out. Default: that of the records. */
  readonly from?: number;
  readonly until?: number;
  /** IANA name, such as Europe/Berlin. Default: found from the rhythm of the records. */
  readonly timeZone?: string;
  /** Addresses, CIDR blocks, `AS64500`, `country:DE`: the owner's own. Empty: no such list. */
  readonly allow?: readonly string[];
  readonly networkOf?: NetworkOf;
  readonly currency?: string;
  /** What collectors and readers could not read. */
  readonly gaps?: readonly EvidenceGap[];
  /** Last-used stamps, open connections and the like, as they stood before anybody verified the secret. */
  readonly facts?: readonly StandingFact[];
}
