import { blocks, titleLine } from "../lines.ts";
import { storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

export const shell: Language = {
  id: "shell",
  title: "Shell",
  aliases: ["sh", "bash"],
  comment: "#",
  write: ({ reference, client }) => ({
    fileName: "client.sh",
    dependencies: ["# Debian: apt-get install curl", ...dependencies(reference)],
    text: blocks("#!/bin/sh\nset -eu", FAIL, readOf(reference), "secret=$(read_secret)", clientOf(client)),
  }),
  helper,
};

/** To be sourced: it changes nothing of the shell, and its names are of this secret alone. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const name = variable.toLowerCase();
  const symbol = `read_${name}`;
  const own = (text: string): string => text.replaceAll("read_secret", symbol).replace(/(?<!-)\bfail(?= |\()/g, `${name}_fails`);
  return {
    fileName: `${name}_secret.sh`,
    symbol,
    dependencies: reference.store === "conjur" ? ["# Debian: apt-get install curl", ...dependencies(reference)] : dependencies(reference),
    text: blocks(
      `# shellcheck shell=sh\n# Gives the ${titleLine(title)}, read from ${storeTitle(reference)}. To be called as $(${symbol}).`,
      own(FAIL),
      own(readOf(reference)),
    ),
  };
}

const FAIL = `
fail() {
  printf '%s\\n' "$1" >&2
  exit 1
}`;

function dependencies(reference: Reference): string[] {
  switch (reference.store) {
    case "env":
      return [];
    case "aws-sm":
      return ["# AWS CLI version 2", ...(reference.jsonKey === undefined ? [] : ["# Debian: apt-get install jq"])];
    case "vault":
      return ["# the vault program, or OpenBao's bao under that name"];
    case "conjur":
      return ["# Debian: apt-get install jq"];
  }
}

function readOf(reference: Reference): string {
  switch (reference.store) {
    case "env":
      return `
read_secret() {
  [ -n "\${${reference.variable}:-}" ] || fail '${reference.variable} is not set in the environment of this program'
  printf '%s' "$${reference.variable}"
}`;
    case "aws-sm":
      return `
# Region and credentials come from AWS_REGION and the program's own chain.
read_secret() {
  value=$(aws secretsmanager get-secret-value --region "$AWS_REGION" --secret-id '${reference.secretId}' --query SecretString --output text) ||
    fail 'AWS Secrets Manager did not give ${reference.secretId}'
${
  reference.jsonKey === undefined
    ? ""
    : `  value=$(printf '%s' "$value" | jq -er '.["${reference.jsonKey}"]') || fail 'AWS Secrets Manager has no key ${reference.jsonKey} in ${reference.secretId}'\n`
}  printf '%s' "$value"
}`;
    case "vault":
      return `
# Address, token and namespace come from VAULT_ADDR, VAULT_TOKEN and VAULT_NAMESPACE.
read_secret() {
  vault kv get -mount='${reference.mount}' -field='${reference.field}' '${reference.path}' ||
    fail 'Vault did not give ${reference.mount}/${reference.path}, field ${reference.field}'
}`;
    case "conjur":
      return conjur(reference);
  }
}

/** What curl must not show in the list of processes goes in by standard input. */
function conjur(reference: Reference & { store: "conjur" }): string {
  return `
read_secret() {
  account=${reference.account === undefined ? "${CONJUR_ACCOUNT:?is not set}" : `'${reference.account}'`}
  login=$(printf '%s' "\${CONJUR_AUTHN_LOGIN:?is not set}" | jq -sRr @uri)
  token=$(printf '%s' "\${CONJUR_AUTHN_API_KEY:?is not set}" |
    curl --fail --silent --show-error --header 'Accept-Encoding: base64' --header 'Content-Type: text/plain' \\
      --data-binary @- "$CONJUR_APPLIANCE_URL/authn/$account/$login/authenticate") || fail 'Conjur refused the log-in'
  printf 'header = "Authorization: Token token=\\\\"%s\\\\""\\n' "$token" |
    curl --fail --silent --show-error --config - \\
      "$CONJUR_APPLIANCE_URL/secrets/$account/variable/${encodeURIComponent(reference.variable)}" ||
    fail 'Conjur did not give the variable ${reference.variable}'
}`;
}

function clientOf(client: Client): string {
  if (client.kind === "plivo")
    return `
# Plivo has no library for the shell. The pair goes in by standard input: arguments show in the list of processes.
[ -n "\${PLIVO_AUTH_ID:-}" ] || fail 'PLIVO_AUTH_ID is not set in the environment of this program'
printf 'user = "%s:%s"\\n' "$PLIVO_AUTH_ID" "$secret" |
  curl --fail --silent --show-error --output /dev/null --config - "\${PLIVO_API_URL:-https://api.plivo.com/v1}/Account/$PLIVO_AUTH_ID/" ||
  fail 'Plivo refused the pair'
echo 'The Plivo credential works.'`;
  const url = client.url === undefined ? `\${${client.urlVariable}:?is not set}` : `\${${client.urlVariable}:-${client.url}}`;
  return `
# The header goes in by standard input: arguments show in the list of processes.
printf 'header = "${client.header}: ${client.scheme}%s"\\n' "$secret" |
  curl --fail --silent --show-error --output /dev/null --config - "${url}" ||
  fail '${client.title.replaceAll("'", "")} was refused'
echo 'The credential works.'`;
}
