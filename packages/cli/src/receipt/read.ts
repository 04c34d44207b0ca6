import { readFileSync } from "node:fs";
import { AppError, type Receipt } from "@stanch/model";
import { Receipt as Schema } from "@stanch/model/schemas";

const MOST_BYTES = 64 << 20;

export interface ReadReceipt {
  readonly receipt: Receipt;
  /** As the file has it, members that this version does not know too, without the signature. */
  readonly unsigned: unknown;
}

/**
 * A receipt, of this version or of an older one. Throws SOURCE_UNREADABLE, or RECEIPT_INVALID where it is none, or where it was
 * written in a way that two readers could take for two things.
 */
export function readReceipt(file: string): ReadReceipt {
  const text = readText(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("The file is no JSON", file);
  }
  const parsed = Schema.safeParse(value);
  if (!parsed.success || typeof value !== "object" || value === null) {
    const at = parsed.error?.issues[0]?.path.join(".") ?? "";
    throw invalid(at === "" ? "The file is no receipt" : `The file is no receipt: "${at}" is not as it should be`, file);
  }
  // A member that is there twice is read as its last by us and as its first by others, and only one of them was signed.
  if (JSON.stringify(value) !== text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1"))
    throw invalid("The receipt was written by another program, or has a member twice", file);
  const members = Object.entries(value).filter(([name]) => name !== "signature");
  return { receipt: parsed.data, unsigned: Object.fromEntries(members) };
}

function readText(file: string): string {
  try {
    const bytes = readFileSync(file);
    if (bytes.length > MOST_BYTES) throw invalid("The file is too large for a receipt", file);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof TypeError) throw invalid("The file is no UTF-8 text", file);
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
    throw new AppError("SOURCE_UNREADABLE", {
      what: `Cannot read the receipt: ${code}`,
      where: file,
      next: "Check the path.",
      cause: error,
    });
  }
}

function invalid(what: string, where: string): AppError {
  return new AppError("RECEIPT_INVALID", { what, where, next: "Name a file that `stanch scan --receipt FILE` wrote, as it wrote it." });
}
