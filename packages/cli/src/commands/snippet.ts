import { deployments, languages, snippet } from "@stanch/snippets";
import { Output, usage } from "../io.ts";
import { detectorById } from "./detectors.ts";

export interface SnippetOptions {
  readonly secret?: string;
  readonly store: string;
  readonly language?: string;
  readonly format: string;
}

/** Prints code that reads a secret from a store and uses it. What it needs stands above it, as comments. */
export async function snippetCommand({ secret, store, language, format }: SnippetOptions): Promise<number> {
  const output = new Output();
  if (language === "list") {
    for (const { id, title, aliases } of [...languages, ...deployments])
      await output.write([`${id.padEnd(16)}${title}${aliases.length === 0 ? "" : ` (${aliases.join(", ")})`}\n`]);
    return 0;
  }
  if (language === undefined) throw usage("No language", "--language", 'Name one; "--language list" shows them all.');
  if (secret === undefined)
    throw usage("No kind of secret", "--secret", 'Name one, such as plivo-auth-token; "stanch detectors" lists them.');
  const { id, title, provider } = detectorById(secret);
  const { comment, ...made } = snippet({ id, title, provider }, store, language);
  if (format === "json") await output.write([`${JSON.stringify(made, undefined, 2)}\n`]);
  else await output.write([withNotes(made, comment)]);
  return 0;
}

/** A script's first line, and PHP's, must stay the first: notes go below them. */
function withNotes(
  {
    fileName,
    dependencies,
    environment,
    text,
  }: { fileName: string; dependencies: readonly string[]; environment: readonly string[]; text: string },
  comment: string,
): string {
  const notes = [
    fileName,
    ...dependencies.map((line) => `needs: ${line.replace(/^# /, "")}`),
    ...(environment.length === 0 ? [] : [`set: ${environment.join(", ")}`]),
  ]
    .map((line) => `${comment} ${line}\n`)
    .join("");
  const [, first = "", rest = text] = /^((?:#!|<\?php|# syntax=).*\n)([\s\S]*)$/.exec(text) ?? [];
  return `${first}${notes}${first === "" ? "\n" : ""}${rest}`;
}
