import { AppError } from "@stanch/model";
import { findingSchema, receiptSchema } from "@stanch/reports/schemas";

/** Prints the JSON schema that reports keep to, made from the types the program itself uses. */
export async function schemaCommand(name: string): Promise<number> {
  const schema = name === "finding" ? findingSchema() : name === "receipt" ? receiptSchema() : undefined;
  if (schema === undefined) throw new AppError("USAGE", { what: "No such schema", where: name, next: 'Name "finding" or "receipt".' });
  process.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
  return 0;
}
