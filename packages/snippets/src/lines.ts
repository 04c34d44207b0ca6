/** Blocks of a program with one empty line between them; absent ones leave none. Ends with a line feed. */
export function blocks(...parts: readonly (string | undefined)[]): string {
  return `${parts
    .filter((part) => part !== undefined && part !== "")
    .map((part) => (part ?? "").replace(/^\n|\n$/g, ""))
    .join("\n\n")}\n`;
}

/** Sorted, each once. */
export function sortedLines(lines: readonly string[]): string {
  return [...new Set(lines)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).join("\n");
}
