/** Reads JSON whose shape the API does not promise, part by part: what is not there, or is something else, is empty. */
export type Part = { readonly [name: string]: unknown };
export const part = (of: unknown): Part =>
  typeof of === "object" && of !== null && !Array.isArray(of) ? Object.fromEntries(Object.entries(of)) : {};
export const parts = (of: unknown): readonly Part[] => (Array.isArray(of) ? of.map(part) : []);
export const words = (of: unknown): readonly string[] => (Array.isArray(of) ? of.filter((one) => typeof one === "string") : []);
export const word = (of: unknown): string => (typeof of === "string" ? of : "");
export const amount = (of: unknown): number => (typeof of === "number" ? of : 0);
