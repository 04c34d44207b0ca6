/**
 * What the commits and trees of a pack name, as bytes: worker threads read it, `History` takes it in. Records follow each
 * other, little-endian:
 *   kind (1 byte, LINK_…), position in the pack's index (4), position of the tree that the changes are relative to or -1 (4),
 *   length of what follows (4)
 *   LINK_COMMIT: date in seconds (4), number of parents (4), tree, parents; an id of all ones is none
 *   LINK_TREE: for each change 1 when it was removed plus 2 for a folder (1), length of the name (4), id, name. Of those of blobs only what
 *   `hints` told to look at. A tree comes after the one that it is relative to.
 *   LINK_BROKEN: nothing; the object could not be read. LINK_CUT: nothing; the tree told before ends in a broken entry.
 */
export const LINK_COMMIT = 1;
export const LINK_TREE = 2;
export const LINK_BROKEN = 3;
export const LINK_CUT = 4;
export const LINK_HEADER = 13;

/** First two bytes of ids as an index: 1 where an object that is looked for begins so. */
export const HINTS = 65_536;

/** The pieces of a pack in an order that is the same each time, or undefined when it must be read here. */
export type ReadLinks = (pack: { readonly path: string }, hints: Uint8Array) => AsyncIterable<Uint8Array> | undefined;
