export { CHECKER_DIGEST } from "./regex-safety/digest.gen.ts";

/** `example`: a text, described in printable form, on which the pattern needs too long. It holds no secret. */
export type PatternVerdict = { readonly ok: true } | { readonly ok: false; readonly why: string; readonly example: string };

/**
 * Whether a stranger's pattern can be run on a stranger's text: false when some text of one window (64 KiB) makes it
 * backtrack for longer than a scan may take, or when it is no valid expression. Counts steps instead of taking time, so
 * that the same pattern gets the same verdict on every machine. Ends within about two seconds whatever the pattern;
 * ordinary ones take 1 to 30 ms. The parser and the machine are loaded with the first call.
 */
export async function checkPattern(source: string, flags = ""): Promise<PatternVerdict> {
  const { judgePattern } = await import("./regex-safety/judge.ts");
  return judgePattern(source, flags);
}
