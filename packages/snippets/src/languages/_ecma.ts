import { blocks, sortedLines } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, LanguageHelper, Reference, Snippet, Wanted } from "../types.ts";

interface Part {
  readonly dependencies?: readonly string[];
  readonly imports?: readonly string[];
  readonly text: string;
}

/** JavaScript and TypeScript differ in the types alone. */
export function ecma(wanted: Wanted, isTyped: boolean): Omit<Snippet, "environment"> {
  const read = readOf(wanted.reference, isTyped);
  const client = clientOf(wanted.client);
  return {
    fileName: isTyped ? "client.ts" : "client.mjs",
    dependencies: dependenciesOf([read, client], isTyped),
    text: blocks(
      sortedLines([...(read.imports ?? []), ...(client.imports ?? [])]),
      read.text,
      needsRequired(wanted) ? required(isTyped) : undefined,
      client.text,
    ),
  };
}

/** A module whose constant is there when its import is done: it waits for the store at its top. */
export function ecmaHelper(reference: Reference, title: string, variable: string, isTyped: boolean): LanguageHelper {
  const read = readOf(reference, isTyped);
  const words = variable
    .toLowerCase()
    .split("_")
    .filter((word) => word !== "");
  const camel = words.map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  const symbol = /^\d/.test(camel) ? `secret${camel}` : camel;
  const wait = read.text.includes("async function readSecret") ? "await " : "";
  return {
    fileName: `${words.join("-")}-secret.${isTyped ? "ts" : "mjs"}`,
    symbol,
    dependencies: dependenciesOf([read], isTyped),
    text: blocks(
      `// Gives the ${title.replaceAll(/\s+/g, " ")}, read from ${storeTitle(reference)}.`,
      sortedLines(read.imports ?? []),
      read.text,
      read.text.includes("required(") ? required(isTyped) : undefined,
      `export const ${symbol}${isTyped ? ": string" : ""} = ${wait}readSecret();`,
    ),
  };
}

function dependenciesOf(parts: readonly Part[], isTyped: boolean): readonly string[] {
  const modules = parts.flatMap(({ dependencies }) => dependencies ?? []);
  return [
    ...(modules.length === 0 ? [] : [`npm install ${modules.join(" ")}`]),
    ...(isTyped ? ["npm install --save-dev typescript @types/node"] : []),
  ];
}

function needsRequired({ reference, client }: Wanted): boolean {
  return reference.store === "env" || reference.store === "conjur" || client.kind === "plivo" || client.url === undefined;
}

function required(isTyped: boolean): string {
  return `
function required(name${isTyped ? ": string" : ""})${isTyped ? ": string" : ""} {
  const value = process.env[name];
  if (!value) throw new Error(\`\${name} is not set in the environment of this program\`);
  return value;
}`;
}

function readOf(reference: Reference, isTyped: boolean): Part {
  const text = isTyped ? ": Promise<string>" : "";
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { text: `function readSecret()${isTyped ? ": string" : ""} {\n  return required("${reference.variable}");\n}` };
    case "aws-sm":
      return {
        dependencies: ["@aws-sdk/client-secrets-manager@3"],
        imports: [
          'import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";',
        ],
        text: `
// Region and credentials come from AWS_REGION and the SDK's own chain.
const secretsManager = new SecretsManagerClient();

async function readSecret()${text} {
  try {
    const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId: "${reference.secretId}" }));
    const value = ${reference.jsonKey === undefined ? "SecretString" : `JSON.parse(SecretString ?? "{}")["${reference.jsonKey}"]`};
    if (!value) throw new Error("AWS Secrets Manager holds no text at ${place}");
    return value;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      throw new Error("AWS Secrets Manager has no secret ${reference.secretId}", { cause: error });
    }
    throw error;
  }
}`,
      };
    case "vault":
      return {
        dependencies: ["node-vault@0.12"],
        imports: ['import vault from "node-vault";'],
        text: `
// Address, token and namespace come from VAULT_ADDR, VAULT_TOKEN and VAULT_NAMESPACE.
const store = vault({ apiVersion: "v1" });

async function readSecret()${text} {
  try {
    const answer = await store.read("${reference.mount}/data/${reference.path}");
    const value = answer.data.data["${reference.field}"];
    if (!value) throw new Error("Vault has no ${place}");
    return value;
  } catch (error) {
    if (${isTyped ? "(error as { response?: { statusCode?: number } })" : "error"}.response?.statusCode === 404) throw new Error("Vault has no ${place}", { cause: error });
    throw error;
  }
}`,
      };
    case "conjur":
      return { text: conjur(reference, isTyped) };
  }
}

/** Conjur has no client library for Node that is looked after: its two calls are plain HTTP. */
function conjur(reference: Reference & { store: "conjur" }, isTyped: boolean): string {
  const account = reference.account === undefined ? 'required("CONJUR_ACCOUNT")' : `"${reference.account}"`;
  return `
async function readSecret()${isTyped ? ": Promise<string>" : ""} {
  const url = required("CONJUR_APPLIANCE_URL");
  const account = ${account};
  const login = encodeURIComponent(required("CONJUR_AUTHN_LOGIN"));
  const authenticated = await fetch(\`\${url}/authn/\${account}/\${login}/authenticate\`, {
    method: "POST",
    headers: { "Accept-Encoding": "base64", "Content-Type": "text/plain" },
    body: required("CONJUR_AUTHN_API_KEY"),
  });
  if (!authenticated.ok) throw new Error(\`Conjur refused the log-in: HTTP \${authenticated.status}\`);
  const token = await authenticated.text();
  const answer = await fetch(\`\${url}/secrets/\${account}/variable/\${encodeURIComponent("${reference.variable}")}\`, {
    headers: { Authorization: \`Token token="\${token}"\` },
  });
  if (answer.status === 404) throw new Error("Conjur has no variable ${reference.variable}, or it has no value yet");
  if (!answer.ok) throw new Error(\`Conjur did not give ${reference.variable}: HTTP \${answer.status}\`);
  return answer.text();
}`;
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      dependencies: ["plivo@4"],
      imports: ['import plivo from "plivo";'],
      text: run(`  const client = new plivo.Client(required("PLIVO_AUTH_ID"), await readSecret());
  console.log("The Plivo client is ready.");
  return client;`),
    };
  const url = client.url === undefined ? `required("${client.urlVariable}")` : `process.env.${client.urlVariable} ?? "${client.url}"`;
  const value = client.scheme === "" ? "await readSecret()" : `\`${client.scheme}\${await readSecret()}\``;
  return {
    text: run(`  const headers = { "${client.header}": ${value} };
  const answer = await fetch(${url}, { headers });
  if (!answer.ok) throw new Error(\`${client.title} was refused: HTTP \${answer.status}\`);
  console.log("The credential works.");`),
  };
}

function run(body: string): string {
  return `
async function main() {
${body}
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});`;
}
