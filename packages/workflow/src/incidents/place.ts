import { createHash } from "node:crypto";

export interface Place {
  readonly source: string;
  readonly repository: string;
  readonly path: string;
  readonly commit: string | null;
  readonly image: string | null;
  readonly layer: string | null;
  /** How many of the same secret stand before it in this file. */
  readonly ordinal: number;
}

/**
 * The id of a place, as a UUID (version 8, RFC 9562). Without line and column: text that moves down a file is no new place.
 */
export function placeId(place: Place): string {
  const told = [place.source, place.repository, place.path, place.commit ?? "", place.image ?? "", place.layer ?? "", place.ordinal];
  const hex = createHash("sha256").update(JSON.stringify(told)).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
