import type { Bytes } from "../images/byte-stream.ts";

/** A file that a registry has of a version of a package. */
export interface PackageFile {
  /** As `npm:NAME@VERSION`, with the file's own name where a version has several. */
  readonly name: string;
  /** What the registry says it is: algorithm of node:crypto and hexadecimal digits; undefined where it says nothing. */
  readonly digest?: { readonly algorithm: string; readonly hex: string };
  /** It need not be there: what a client asks for by its name alone. */
  readonly isOptional?: boolean;
  readonly bytes: () => Bytes;
}

/** The user's own surroundings, of which a registry's address and log-in are read. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly home: string;
}
