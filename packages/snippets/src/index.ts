import { AppError } from "@stanch/model";
import { clientOf } from "./client.ts";
import { compose } from "./deployment/compose.ts";
import { dockerfile } from "./deployment/dockerfile.ts";
import { githubActions } from "./deployment/github-actions.ts";
import { gitlabCi } from "./deployment/gitlab-ci.ts";
import { kubernetes } from "./deployment/kubernetes.ts";
import { systemd } from "./deployment/systemd.ts";
import { terraform } from "./deployment/terraform.ts";
import { csharp } from "./languages/csharp.ts";
import { go } from "./languages/go.ts";
import { java } from "./languages/java.ts";
import { javascript } from "./languages/javascript.ts";
import { kotlin } from "./languages/kotlin.ts";
import { php } from "./languages/php.ts";
import { python } from "./languages/python.ts";
import { ruby } from "./languages/ruby.ts";
import { rust } from "./languages/rust.ts";
import { shell } from "./languages/shell.ts";
import { typescript } from "./languages/typescript.ts";
import { environmentOf, parseReference, variableOf } from "./reference.ts";
import type { Deployment, Language, Snippet } from "./types.ts";

export { STORES, parseReference, placeOf, variableOf } from "./reference.ts";
export type { Client, Deployment, Language, LanguageHelper, Reference, Snippet, StoreKind, Wanted } from "./types.ts";

export const languages: readonly Language[] = [javascript, typescript, python, go, java, kotlin, ruby, php, csharp, rust, shell];
export const deployments: readonly Deployment[] = [dockerfile, compose, kubernetes, githubActions, gitlabCi, terraform, systemd];

/** What is known of the secret: the detector's id, title and provider. */
export interface SecretKind {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
}

/** A whole program in a language, or a deployment's file. `form` is an id or alias of either. Throws USAGE. */
export function snippet(secret: SecretKind, store: string, form: string): Snippet & { readonly comment: string } {
  const reference = parseReference(store, secret);
  const client = clientOf(secret.provider, secret.title);
  const wanted = { title: secret.title, reference, client };
  const language = named(languages, form);
  const companions = client.kind === "plivo" ? ["PLIVO_AUTH_ID"] : client.url === undefined ? [client.urlVariable] : [];
  if (language !== undefined)
    return { ...language.write(wanted), environment: [...environmentOf(reference), ...companions], comment: language.comment };
  const deployment = named(deployments, form);
  if (deployment === undefined) throw unknownForm(form);
  const variable = reference.store === "env" ? reference.variable : variableOf(secret.id);
  return { ...deployment.write({ ...wanted, variable }), environment: [], comment: deployment.comment };
}

function named<T extends Language | Deployment>(list: readonly T[], form: string): T | undefined {
  const wanted = form.toLowerCase();
  return list.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
}

function unknownForm(form: string): AppError {
  const ids = [...languages, ...deployments].map(({ id }) => id);
  return new AppError("USAGE", { what: "No such language or deployment", where: form, next: `Name one of ${ids.join(", ")}.` });
}
