import { AppError } from "@stanch/model";
import type { Reference, StoreKind } from "./types.ts";

export const STORES: readonly StoreKind[] = ["env", "aws-sm", "vault", "conjur"];

/** Printed into eleven languages' strings: nothing that any of them reads as more than itself. */
const PLAIN = /^[A-Za-z0-9_./@+=-]{1,200}$/;

/** `plivo-auth-token` of `plivo` is called `PLIVO_AUTH_TOKEN`. */
export function variableOf(secret: string): string {
  const name = secret.toUpperCase().replace(/[^A-Z0-9]+/g, "_");
  return /^[0-9]/.test(name) ? `SECRET_${name}` : name;
}

/**
 * Reads a store's name or its URI form: `env:.env#NAME`, `aws-sm:name#key`, `vault:mount/path#field`,
 * `conjur:account/variable`. A bare name takes the secret's usual place there. Throws USAGE.
 */
export function parseReference(text: string, secret: { id: string; provider: string }): Reference {
  const [, name = "", rest] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const store = STORES.find((kind) => kind === name);
  if (store === undefined) throw wrong("No such secret store", name, `Name one of ${STORES.join(", ")}.`);
  const [place = "", key] = rest === undefined ? [] : split(rest);
  for (const part of [place, key]) {
    if (part !== undefined && part !== "" && !PLAIN.test(part))
      throw wrong(
        "A place in a store may hold letters, digits and _ . / @ + = - here",
        part,
        "Write the code for it by hand, from a plain name.",
      );
  }
  if (rest !== undefined && place === "" && store !== "env")
    throw wrong("The store's address names no place", text, `Write ${FORMS[store]}.`);
  return REFERENCES[store](place, key, secret);
}

const FORMS: Readonly<Record<StoreKind, string>> = {
  env: "env:.env#NAME or env:#NAME",
  "aws-sm": "aws-sm:NAME or aws-sm:NAME#KEY",
  vault: "vault:MOUNT/PATH#FIELD",
  conjur: "conjur:ACCOUNT/VARIABLE",
};

const REFERENCES: Readonly<
  Record<StoreKind, (place: string, key: string | undefined, secret: { id: string; provider: string }) => Reference>
> = {
  env: (_, key, { id }) => {
    const variable = key ?? variableOf(id);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable))
      throw wrong("No name of an environment variable", variable, "It has letters, digits and _, and begins with no digit.");
    return { store: "env", variable };
  },
  "aws-sm": (place, jsonKey, { provider }) => ({
    store: "aws-sm",
    secretId: place === "" ? `${provider}/api_key` : place,
    ...(jsonKey === undefined ? {} : { jsonKey }),
  }),
  vault: (place, field = "api_key", { provider }) => {
    const [mount = "", ...path] = (place === "" ? `secret/${provider}` : place).split("/");
    if (mount === "" || path.length === 0 || path.includes("")) throw wrong("No mount and path", place, `Write ${FORMS.vault}.`);
    return { store: "vault", mount, path: path.join("/"), field };
  },
  conjur: (place, _, { provider }) => {
    if (place === "") return { store: "conjur", variable: `${provider}/api_key` };
    const [account = "", ...variable] = place.split("/");
    if (account === "" || variable.length === 0) throw wrong("No account and variable", place, `Write ${FORMS.conjur}.`);
    return { store: "conjur", account, variable: variable.join("/") };
  },
};

function split(rest: string): [string, string | undefined] {
  const at = rest.indexOf("#");
  return at === -1 || at === rest.length - 1 ? [rest.replace(/#$/, ""), undefined] : [rest.slice(0, at), rest.slice(at + 1)];
}

function wrong(what: string, where: string, next: string): AppError {
  return new AppError("USAGE", { what, where: where === "" ? "--store" : where, next });
}

/** The place in words for error messages and comments: `secret/plivo, field api_key`. */
export function placeOf(reference: Reference): string {
  switch (reference.store) {
    case "env":
      return reference.variable;
    case "aws-sm":
      return reference.jsonKey === undefined ? reference.secretId : `${reference.secretId}, key ${reference.jsonKey}`;
    case "vault":
      return `${reference.mount}/${reference.path}, field ${reference.field}`;
    case "conjur":
      return reference.variable;
  }
}

const TITLES: Readonly<Record<StoreKind, string>> = {
  env: "the environment",
  "aws-sm": "AWS Secrets Manager",
  vault: "Vault",
  conjur: "Conjur",
};

/** The store and the place in it, for a helper's first line: `Vault, secret/plivo, field api_key`. */
export function storeTitle(reference: Reference): string {
  return `${TITLES[reference.store]}, ${placeOf(reference)}`;
}

/** What must be set for the program to find the store. */
export function environmentOf(reference: Reference): string[] {
  switch (reference.store) {
    case "env":
      return [reference.variable];
    case "aws-sm":
      return ["AWS_REGION"];
    case "vault":
      return ["VAULT_ADDR", "VAULT_TOKEN"];
    case "conjur":
      return [
        "CONJUR_APPLIANCE_URL",
        ...(reference.account === undefined ? ["CONJUR_ACCOUNT"] : []),
        "CONJUR_AUTHN_LOGIN",
        "CONJUR_AUTHN_API_KEY",
      ];
  }
}
