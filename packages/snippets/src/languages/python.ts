import { blocks, sortedLines } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

interface Part {
  readonly dependencies?: readonly string[];
  /** Of the standard library, then of others: two groups, as PEP 8 has it. */
  readonly standard?: readonly string[];
  readonly imports?: readonly string[];
  readonly text: string;
}

export const python: Language = {
  id: "python",
  title: "Python",
  aliases: ["py", "python3"],
  comment: "#",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    return {
      fileName: "client.py",
      dependencies: dependenciesOf(read, use),
      text: blocks(
        sortedLines(["import os", "import sys", ...(read.standard ?? []), ...(use.standard ?? [])]),
        sortedLines([...(read.imports ?? []), ...(use.imports ?? [])]),
        `
${MISSING}


${REQUIRED}


${read.text.replace(/^\n/, "")}


${use.text.replace(/^\n/, "")}


if __name__ == "__main__":
    try:
        main()
    except SecretMissing as error:
        sys.exit(str(error))`,
      ),
    };
  },
  helper,
};

const MISSING = `class SecretMissing(Exception):
    """The secret, or a setting that leads to it, is not there."""`;

const REQUIRED = `def required(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise SecretMissing(f"{name} is not set in the environment of this program")
    return value`;

/** Asks the store at the first call and keeps the answer, so that a call costs no more than the literal did. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const symbol = `read_${variable.toLowerCase()}`;
  const text = read.text.replace(/^\n/, "").replace("def read_secret(", `def ${symbol}(`);
  const usesRequired = text.includes("required(");
  return {
    fileName: `${variable.toLowerCase()}_secret.py`,
    symbol,
    dependencies: dependenciesOf(read),
    text: blocks(
      `# Gives the ${title.replaceAll(/\s+/g, " ")}, read from ${storeTitle(reference)}.`,
      sortedLines([...(usesRequired || text.includes("os.") ? ["import os"] : []), "import functools", ...(read.standard ?? [])]),
      sortedLines(read.imports ?? []),
      [`\n\n${MISSING}`, ...(usesRequired ? [REQUIRED] : []), `@functools.lru_cache(maxsize=None)\n${text}`].join("\n\n\n"),
    ),
  };
}

function dependenciesOf(...parts: readonly Part[]): readonly string[] {
  const packages = parts.flatMap(({ dependencies }) => dependencies ?? []);
  return packages.length === 0 ? [] : [`pip install ${packages.map((name) => `"${name}"`).join(" ")}`];
}

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { text: `def read_secret() -> str:\n    return required("${reference.variable}")` };
    case "aws-sm":
      return {
        dependencies: ["boto3>=1.40"],
        ...(reference.jsonKey === undefined ? {} : { standard: ["import json"] }),
        imports: ["import boto3"],
        text: `
def read_secret() -> str:
    # Credentials come from the SDK's own chain.
    client = boto3.client("secretsmanager", region_name=required("AWS_REGION"))
    try:
        text = client.get_secret_value(SecretId="${reference.secretId}").get("SecretString")
    except client.exceptions.ResourceNotFoundException as error:
        raise SecretMissing("AWS Secrets Manager has no secret ${reference.secretId}") from error
    value = ${reference.jsonKey === undefined ? "text" : `json.loads(text or "{}").get("${reference.jsonKey}")`}
    if not value:
        raise SecretMissing("AWS Secrets Manager holds no text at ${place}")
    return value`,
      };
    case "vault":
      return {
        dependencies: ["hvac>=2.4"],
        imports: ["import hvac"],
        text: `
def read_secret() -> str:
    # hvac reads VAULT_ADDR and VAULT_TOKEN, but not VAULT_NAMESPACE.
    client = hvac.Client(namespace=os.environ.get("VAULT_NAMESPACE"))
    try:
        answer = client.secrets.kv.v2.read_secret_version(
            path="${reference.path}",
            mount_point="${reference.mount}",
            raise_on_deleted_version=True,
        )
    except hvac.exceptions.InvalidPath as error:
        raise SecretMissing("Vault has no ${place}") from error
    value = answer["data"]["data"].get("${reference.field}")
    if not value:
        raise SecretMissing("Vault has no ${place}")
    return value`,
      };
    case "conjur":
      return conjur(reference);
  }
}

function conjur(reference: Reference & { store: "conjur" }): Part {
  return {
    dependencies: ["conjur-api>=0.2"],
    imports: [
      "from conjur_api import Client",
      "from conjur_api.errors.errors import HttpStatusError, ResourceNotFoundException",
      "from conjur_api.models import ConjurConnectionInfo, CredentialsData, SslVerificationMode",
      "from conjur_api.providers import AuthnAuthenticationStrategy, SimpleCredentialsProvider",
    ],
    text: `
def read_secret() -> str:
    url = required("CONJUR_APPLIANCE_URL")
    connection = ConjurConnectionInfo(
        conjur_url=url,
        account=${reference.account === undefined ? 'required("CONJUR_ACCOUNT")' : `"${reference.account}"`},
        cert_file=os.environ.get("CONJUR_CERT_FILE"),
    )
    credentials = SimpleCredentialsProvider()
    credentials.save(
        CredentialsData(
            machine=url,
            username=required("CONJUR_AUTHN_LOGIN"),
            api_key=required("CONJUR_AUTHN_API_KEY"),
        )
    )
    client = Client(
        connection,
        ssl_verification_mode=SslVerificationMode.CA_BUNDLE
        if connection.cert_file
        else SslVerificationMode.TRUST_STORE,
        authn_strategy=AuthnAuthenticationStrategy(credentials),
        async_mode=False,
    )
    try:
        return client.get("${reference.variable}").decode("utf-8")
    except (HttpStatusError, ResourceNotFoundException) as error:
        if getattr(error, "status", 404) != 404:
            raise
        raise SecretMissing("Conjur has no variable ${reference.variable}, or it has no value yet") from error`,
  };
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      dependencies: ["plivo>=4.60"],
      imports: ["import plivo"],
      text: `
def main() -> plivo.RestClient:
    client = plivo.RestClient(required("PLIVO_AUTH_ID"), read_secret())
    print("The Plivo client is ready.")
    return client`,
    };
  const url = client.url === undefined ? `required("${client.urlVariable}")` : `os.environ.get("${client.urlVariable}", "${client.url}")`;
  return {
    standard: ["import urllib.request"],
    text: `
def main() -> None:
    url = ${url}
    headers = {"${client.header}": ${client.scheme === "" ? "read_secret()" : `f"${client.scheme}{read_secret()}"`}}
    # An answer of 400 and above raises urllib.error.HTTPError.
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30):
        print("The credential works.")`,
  };
}
