import { type LanguageHelper, languages, parseReference } from "@stanch/snippets";
import type { HelperOf } from "../src/index.ts";

const ADDRESSES = [
  "env:.env#SECRET_1",
  "aws-sm:plivo/x",
  "aws-sm:plivo/x#api_key",
  "vault:secret/plivo#api_key",
  "conjur",
  "conjur:acct/plivo/key",
];

/** What a language's helper is for a place in a store. */
export function helperOf(language: string, address: string, variable = "SECRET_1"): LanguageHelper {
  const helper = languages.find(({ id }) => id === language)?.helper;
  if (helper === undefined) throw new Error(`${language} has no helper`);
  return helper(parseReference(address, { id: "plivo-auth-token", provider: "plivo" }), "Plivo Auth Token", variable);
}

/** One for each kind of store, by its address. */
export function helpersOf(language: string): readonly { readonly address: string; readonly helper: LanguageHelper }[] {
  return ADDRESSES.map((address) => ({ address, helper: helperOf(language, address) }));
}

/** Reads the environment, as the helper of a store would read that. */
export const fromEnvironment: HelperOf = (language) => helperOf(language, "env:.env#SECRET_1");
