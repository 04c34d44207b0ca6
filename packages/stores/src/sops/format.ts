import { parsed } from "../json.ts";

export const FORMATS = ["yaml", "json", "dotenv", "ini"] as const;
export type Format = (typeof FORMATS)[number];

const ENDINGS: readonly (readonly [RegExp, Format])[] = [
  [/\.ya?ml$/i, "yaml"],
  [/\.json$/i, "json"],
  [/\.env$/i, "dotenv"],
  [/\.ini$/i, "ini"],
];

/** By the file's name, as the sops program has it. */
export function formatOf(file: string): Format | undefined {
  return ENDINGS.find(([ending]) => ending.test(file))?.[1];
}

export function isFormat(name: string): name is Format {
  return FORMATS.some((format) => format === name);
}

/**
 * An encrypted file as a tree, without what sops keeps about it: names are in clear, values are `ENC[…]` where the file's
 * rules encrypt them. Of YAML only the first document. Undefined for what cannot be read.
 */
export async function encryptedTree(text: string, format: Format): Promise<unknown> {
  const tree = format === "yaml" ? await yamlTree(text) : TREES[format](text);
  if (typeof tree !== "object" || tree === null) return undefined;
  const own = /^sops(_.*)?$/s;
  return Object.fromEntries(Object.entries(tree).filter(([name]) => !(format === "dotenv" ? own.test(name) : name === "sops")));
}

async function yamlTree(text: string): Promise<unknown> {
  const { parseAllDocuments } = await import("yaml");
  const [first] = parseAllDocuments(text);
  if (first === undefined || !("errors" in first) || first.errors.length > 0) return undefined;
  return first.toJS() as unknown; // toJS gives any
}

const TREES = {
  json: parsed,
  dotenv: (text: string) =>
    Object.fromEntries(
      lines(text).flatMap((line) => {
        const [, name, value] = /^([^#=][^=]*)=(.*)$/s.exec(line) ?? [];
        return name === undefined ? [] : [[name, value ?? ""] as const];
      }),
    ),
  ini: (text: string) => {
    const sections = new Map<string, Record<string, string>>();
    let section = "DEFAULT";
    for (const line of lines(text)) {
      const head = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
      if (head !== undefined) section = head;
      const [, name, value] = /^\s*([^;#[=\s][^=]*?)\s*=\s*(.*)$/s.exec(line) ?? [];
      if (name !== undefined) sections.set(section, { ...sections.get(section), [name]: value ?? "" });
    }
    return Object.fromEntries(sections);
  },
} as const;

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/);
}
