/** What is found below this confidence is reported only when asked for. */
export const BELIEVED = 0.5;
/** Bits (Shannon entropy times length) from which a value that people choose is worth a report by default; below, it is for audits. */
export const STRONG_BITS = 48;
/** Keeps every weak value below the confidence that is reported by default. */
export const WEAK_SHARE = 0.49;
export const WEAK_DOUBT = "short and simple: easy to guess, or made up for a test";
export const WEAK_CHANGE = `would be reported by default if it were longer or more varied (${STRONG_BITS} bits)`;
