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

/** `PLIVO_AUTH_TOKEN` as `PlivoAuthToken`. */
export function pascalCase(variable: string): string {
  return variable
    .toLowerCase()
    .split("_")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** A title in one line that ends no comment. */
export function titleLine(title: string): string {
  return title.replaceAll(/\s+/g, " ").replaceAll("*/", "* /");
}
