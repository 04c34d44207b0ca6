import { blocks, pascalCase, sortedLines, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

interface Part {
  readonly packages: readonly string[];
  readonly uses: readonly string[];
  readonly text: string;
}

export const php: Language = {
  id: "php",
  title: "PHP",
  aliases: [],
  comment: "//",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    const packages = [...new Set([...read.packages, ...use.packages])];
    return {
      fileName: "client.php",
      dependencies: packages.length === 0 ? [] : [`composer require ${packages.join(" ")}`],
      text: blocks(
        "<?php",
        "declare(strict_types=1);",
        packages.length === 0 ? undefined : "require __DIR__ . '/vendor/autoload.php';",
        sortedLines([...read.uses, ...use.uses].map((name) => `use ${name};`)),
        MISSING,
        REQUIRED,
        read.text,
        use.text,
      ),
    };
  },
  helper,
};

/** A class without namespace: code of every namespace can name it. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const name = `${pascalCase(variable)}Secret`;
  const keep = `
private static ?string $value = null;

/** Asks the store at the first call and keeps the answer. Throws RuntimeException when it has none. */
public static function read(): string
{
    return self::$value ??= self::readSecret();
}`;
  const own = blocks(read.text.includes("required(") ? REQUIRED : undefined, read.text)
    .replaceAll("SecretMissing", "RuntimeException")
    .replace(/(?<!function )\brequired\(/g, "self::required(")
    .replace(/^function /gm, "private static function ");
  return {
    fileName: `${name}.php`,
    symbol: `${name}::read`,
    dependencies: read.packages.length === 0 ? [] : [`composer require ${read.packages.join(" ")}`],
    text: blocks(
      "<?php",
      "declare(strict_types=1);",
      sortedLines(read.uses.map((each) => `use ${each};`)),
      `/** Gives the ${titleLine(title)}, read from ${storeTitle(reference)}. */\nfinal class ${name}\n{\n${blocks(keep, own)
        .trimEnd()
        .replace(/^(?=.)/gm, "    ")}\n}`,
    ),
  };
}

const MISSING = `
final class SecretMissing extends RuntimeException
{
}`;

const REQUIRED = `
function required(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        throw new SecretMissing("$name is not set in the environment of this program");
    }
    return $value;
}`;

const GUZZLE = "guzzlehttp/guzzle:^7";

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { packages: [], uses: [], text: `function readSecret(): string\n{\n    return required('${reference.variable}');\n}` };
    case "aws-sm":
      return {
        packages: ["aws/aws-sdk-php:^3"],
        uses: ["Aws\\Exception\\AwsException", "Aws\\SecretsManager\\SecretsManagerClient"],
        text: `
// Credentials come from the SDK's own chain.
function readSecret(): string
{
    $client = new SecretsManagerClient(['version' => 'latest', 'region' => required('AWS_REGION')]);
    try {
        $text = $client->getSecretValue(['SecretId' => '${reference.secretId}'])['SecretString'] ?? '';
    } catch (AwsException $error) {
        if ($error->getAwsErrorCode() === 'ResourceNotFoundException') {
            throw new SecretMissing('AWS Secrets Manager has no secret ${reference.secretId}', 0, $error);
        }
        throw $error;
    }
    $value = ${reference.jsonKey === undefined ? "$text" : `json_decode($text, true)['${reference.jsonKey}'] ?? ''`};
    if ($value === '') {
        throw new SecretMissing('AWS Secrets Manager holds no text at ${place}');
    }
    return $value;
}`,
      };
    case "vault":
      return {
        packages: [GUZZLE],
        uses: ["GuzzleHttp\\Client"],
        text: `
// HashiCorp has no client for PHP: the one call is plain HTTP.
function readSecret(): string
{
    $headers = ['X-Vault-Token' => required('VAULT_TOKEN')];
    if (getenv('VAULT_NAMESPACE')) {
        $headers['X-Vault-Namespace'] = getenv('VAULT_NAMESPACE');
    }
    $client = new Client(['http_errors' => false, 'timeout' => 30]);
    $answer = $client->get(required('VAULT_ADDR') . '/v1/${reference.mount}/data/${reference.path}', ['headers' => $headers]);
    if (!in_array($answer->getStatusCode(), [200, 404], true)) {
        throw new RuntimeException('Vault did not give ${place}: HTTP ' . $answer->getStatusCode());
    }
    $value = json_decode((string) $answer->getBody(), true)['data']['data']['${reference.field}'] ?? '';
    if ($value === '') {
        throw new SecretMissing('Vault has no ${place}');
    }
    return $value;
}`,
      };
    case "conjur":
      return conjur(reference);
  }
}

function conjur(reference: Reference & { store: "conjur" }): Part {
  return {
    packages: [GUZZLE],
    uses: ["GuzzleHttp\\Client"],
    text: `
// CyberArk has no client for PHP: the two calls are plain HTTP.
function readSecret(): string
{
    $url = required('CONJUR_APPLIANCE_URL');
    $account = ${reference.account === undefined ? "required('CONJUR_ACCOUNT')" : `'${reference.account}'`};
    $login = rawurlencode(required('CONJUR_AUTHN_LOGIN'));
    // Conjur says "Content-Encoding: base64", which curl cannot undo: the token is wanted as it comes.
    $client = new Client(['http_errors' => false, 'timeout' => 30, 'decode_content' => false]);
    $authenticated = $client->post("$url/authn/$account/$login/authenticate", [
        'headers' => ['Accept-Encoding' => 'base64', 'Content-Type' => 'text/plain'],
        'body' => required('CONJUR_AUTHN_API_KEY'),
    ]);
    if ($authenticated->getStatusCode() !== 200) {
        throw new RuntimeException('Conjur refused the log-in: HTTP ' . $authenticated->getStatusCode());
    }
    $answer = $client->get("$url/secrets/$account/variable/${encodeURIComponent(reference.variable)}", [
        'headers' => ['Authorization' => 'Token token="' . $authenticated->getBody() . '"'],
    ]);
    if ($answer->getStatusCode() === 404) {
        throw new SecretMissing('Conjur has no variable ${reference.variable}, or it has no value yet');
    }
    if ($answer->getStatusCode() !== 200) {
        throw new RuntimeException('Conjur did not give ${reference.variable}: HTTP ' . $answer->getStatusCode());
    }
    return (string) $answer->getBody();
}`,
  };
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      packages: ["plivo/plivo-php:^4"],
      uses: ["Plivo\\RestClient"],
      text: main(`    $client = new RestClient(required('PLIVO_AUTH_ID'), readSecret());
    echo "The Plivo client is ready.\\n";`),
    };
  const url = client.url === undefined ? `required('${client.urlVariable}')` : `getenv('${client.urlVariable}') ?: '${client.url}'`;
  return {
    packages: [GUZZLE],
    uses: ["GuzzleHttp\\Client"],
    text: main(`    // An answer of 400 and above raises GuzzleHttp\\Exception\\BadResponseException.
    (new Client(['timeout' => 30]))->get(${url}, [
        'headers' => ['${client.header}' => ${client.scheme === "" ? "readSecret()" : `'${client.scheme}' . readSecret()`}],
    ]);
    echo "The credential works.\\n";`),
  };
}

function main(body: string): string {
  return `
try {
${body}
} catch (SecretMissing $error) {
    fwrite(STDERR, $error->getMessage() . "\\n");
    exit(1);
}`;
}
