/** Folder beside the bundle that holds the grammars; the build defines it, a checkout has none. */
declare const STANCH_GRAMMARS: string | undefined;
