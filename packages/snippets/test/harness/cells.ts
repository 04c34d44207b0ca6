import { createHash } from "node:crypto";
import { deployments, languages, type SecretKind, snippet } from "../../src/index.ts";

/** One program or file of the matrix. `id` names it in file names: letters, digits and dashes. */
export interface Cell {
  readonly id: string;
  readonly form: string;
  readonly store: string;
  readonly secret: SecretKind;
  readonly fileName: string;
  readonly text: string;
  /** The first characters of the text's SHA-256: what was seen running is this text and no later one. */
  readonly digest: string;
}

const PLIVO: SecretKind = { id: "plivo-auth-token", title: "Plivo Auth Token", provider: "plivo" };
const GITHUB: SecretKind = { id: "github-personal-access-token", title: "GitHub token", provider: "github" };

/** By the name in a cell's id. Places differ from the defaults where the defaults hide a part of the address. */
export const PLACES = {
  env: "env",
  "aws-sm": "aws-sm",
  "aws-sm-json": "aws-sm:team/messaging#plivo_token",
  vault: "vault:secret/team/plivo#auth_token",
  conjur: "conjur:acme/team/plivo/token",
} as const;

function cell(form: string, place: keyof typeof PLACES, secret: SecretKind): Cell {
  const { fileName, text } = snippet(secret, PLACES[place], form);
  return {
    id: `${form}-${place}-${secret.provider}`,
    form,
    store: place,
    secret,
    fileName,
    text,
    digest: createHash("sha256").update(text).digest("hex").slice(0, 12),
  };
}

function places(): (keyof typeof PLACES)[] {
  return ["env", "aws-sm", "aws-sm-json", "vault", "conjur"];
}

/** Every language with every store: Plivo's client everywhere, and a call over HTTP from the environment. */
export function programs(): Cell[] {
  return languages.flatMap(({ id }) => [...places().map((place) => cell(id, place, PLIVO)), cell(id, "env", GITHUB)]);
}

export function deploymentFiles(): Cell[] {
  return deployments.flatMap(({ id }) => places().map((place) => cell(id, place, PLIVO)));
}
