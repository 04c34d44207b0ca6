/** Look-aheads before values without a prefix: random ones hold both, words and counters only one of them. */

/** Before a value of small letters and digits: holds both. */
export const LOWER_MIXED = "(?=[a-z0-9]{0,40}[0-9])(?=[a-z0-9]{0,40}[a-z])";

/** Before a value of capitals and digits: holds both. */
export const UPPER_MIXED = "(?=[A-Z0-9]{0,40}[0-9])(?=[A-Z0-9]{0,40}[A-Z])";

/** Hex digits with a letter and a digit among them: no decimal number. */
export const HEX_MIXED = "(?=[0-9a-f]{0,40}[0-9])(?=[0-9a-f]{0,40}[a-f])";

/** Before a value of base64url: a digit, a capital and a small letter, wherever `_` and `-` stand among them. */
export const URL_MIXED = "(?=[A-Za-z0-9_-]{0,40}[0-9])(?=[A-Za-z0-9_-]{0,40}[A-Z])(?=[A-Za-z0-9_-]{0,40}[a-z])";
