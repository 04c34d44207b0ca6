import { AppError } from "@stanch/model";

/** No clear answer is no answer: tried again. */
export function unclear(where: string, reason: string): AppError {
  return new AppError("ROTATION_UNREACHABLE", { what: `The issuer gave no clear answer: ${reason}`, where, next: "It is asked again." });
}
