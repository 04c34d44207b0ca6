import { readFileSync } from "node:fs";
import { type Credential, Secret } from "@stanch/model";
import { usage } from "../io.ts";

/**
 * A credential from a file, or from standard input (`-`): a line `secret=VALUE` and one for each other half (`authId=MA…`), or
 * a JSON object with such members. Never an argument: every user of the machine can read those. Throws USAGE.
 */
export function readCredential(file: string): Credential {
  const where = file === "-" ? "standard input" : file;
  if (file === "-" && process.stdin.isTTY)
    throw usage("The value is missing", where, 'Pipe it in: "secret=…" and lines for its other halves.');
  const text = readFileSync(file === "-" ? 0 : file, "utf8");
  const members = text.trimStart().startsWith("{") ? membersOf(text, where) : linesOf(text);
  const { secret, ...halves } = members;
  if (secret === undefined || secret === "") throw usage("There is no secret", where, "Write a line secret=VALUE.");
  return { secret: new Secret(secret), companions: halves };
}

function membersOf(text: string, where: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    // The text is not quoted: it holds the value.
    throw usage("This is no JSON", where, 'Write {"secret":"…","authId":"…"} or lines secret=VALUE.');
  }
}

function linesOf(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).filter((line) => /^\w+=/.test(line));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}
