// Apart from index.ts: the schemas load zod, which a scan does without.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Finding, Receipt } from "@stanch/model/schemas";

type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON schema (2020-12) of one line of the JSONL report, and of an item of `findings` in the JSON report. */
export function findingSchema(): JsonSchema {
  return { ...Finding.toJSONSchema(), $id: "urn:stanch:schema:finding", title: "A finding of stanch" };
}

/** JSON schema (2020-12) of the receipt: `--receipt FILE`, and `receipt` in the JSON report. */
export function receiptSchema(): JsonSchema {
  return { ...Receipt.toJSONSchema(), $id: "urn:stanch:schema:receipt", title: "A receipt of stanch" };
}

/** The published schema files by name. */
export function schemaFiles(): Readonly<Record<string, string>> {
  const print = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`;
  return { "finding.json": print(findingSchema()), "receipt.json": print(receiptSchema()) };
}

/** Writes the schema files into `folder` (`docs/schemas`), which is made when missing. */
export function writeSchemas(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(schemaFiles())) writeFileSync(join(folder, name), text);
}
