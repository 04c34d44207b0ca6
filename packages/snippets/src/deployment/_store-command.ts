import type { Reference } from "../types.ts";

/** A shell command that prints the secret, for whoever deploys; undefined where the environment already has it. */
export function readCommand(reference: Reference): string | undefined {
  switch (reference.store) {
    case "env":
      return undefined;
    case "aws-sm":
      return `aws secretsmanager get-secret-value --secret-id ${reference.secretId} --query SecretString --output text${
        reference.jsonKey === undefined ? "" : ` | jq -r '.["${reference.jsonKey}"]'`
      }`;
    case "vault":
      return `vault kv get -mount=${reference.mount} -field=${reference.field} ${reference.path}`;
    case "conjur":
      return `conjur variable get -i ${reference.variable}`;
  }
}

/** `VARIABLE="$(command)" ` before a command, or nothing where the variable is set already. */
export function withSecret(variable: string, reference: Reference): string {
  const command = readCommand(reference);
  return command === undefined ? "" : `${variable}="$(${command})" `;
}

/** `PLIVO_AUTH_TOKEN` as a file name: `plivo_auth_token`; with dashes where underscores are refused. */
export function fileNameOf(variable: string): string {
  return variable.toLowerCase();
}
export function dashedNameOf(variable: string): string {
  return variable
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^-+|-+$/g, "");
}
