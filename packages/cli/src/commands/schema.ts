import { AppError } from "@stanch/model";
import { judgementSchema } from "@stanch/misuse";
import { findingSchema, receiptSchema } from "@stanch/reports/schemas";

/** Prints the JSON schema that reports keep to, made from the types the program itself uses. */
export async function schemaCommand(name: string): Promise<number> {
  const make = new Map([
    ["finding", findingSchema],
    ["receipt", receiptSchema],
    ["judgement", judgementSchema],
  ]).get(name);
  if (make === undefined)
    throw new AppError("USAGE", { what: "No such schema", where: name, next: 'Name "finding", "receipt" or "judgement".' });
  const schema = make();
  process.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
  return 0;
}
