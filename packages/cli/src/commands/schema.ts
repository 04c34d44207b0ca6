import { AppError } from "@stanch/model";
import { Finding, Receipt } from "@stanch/model/schemas";
import { z } from "zod";

/** Prints the JSON schema that reports keep to, made from the types the program itself uses. */
export async function schemaCommand(name: string): Promise<number> {
  const schema = name === "finding" ? Finding : name === "receipt" ? Receipt : undefined;
  if (schema === undefined) throw new AppError("USAGE", { what: "No such schema", where: name, next: 'Name "finding" or "receipt".' });
  process.stdout.write(`${JSON.stringify(z.toJSONSchema(schema), undefined, 2)}\n`);
  return 0;
}
