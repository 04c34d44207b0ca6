import { blocks, pascalCase, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

interface Part {
  readonly modules?: readonly string[];
  readonly standard?: readonly string[];
  readonly imports?: readonly string[];
  readonly text: string;
}

export const go: Language = {
  id: "go",
  title: "Go",
  aliases: ["golang"],
  comment: "//",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    const modules = [...(read.modules ?? []), ...(use.modules ?? [])];
    const needsRequired = `${read.text}${use.text}`.includes("required(");
    return {
      fileName: "main.go",
      dependencies: modules.length === 0 ? [] : [`go get ${modules.join(" ")}`],
      text: blocks(
        "package main",
        imports(["fmt", "os", ...(read.standard ?? []), ...(use.standard ?? [])], [...(read.imports ?? []), ...(use.imports ?? [])]),
        needsRequired ? REQUIRED : undefined,
        read.text,
        use.text,
        MAIN,
      ),
    };
  },
  helper,
};

/** `package main` stands for the package that it is put in. Names are of this secret alone: other helpers may lie beside. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const name = pascalCase(variable);
  const own = (text: string): string =>
    text
      .replaceAll("readSecret", `read${name}`)
      .replaceAll("required(", `required${name}(`)
      // A package has a `config` or `types` of its own rather often.
      .replace(/(?<![\w".])(config|types)\.(?=[A-Z]\w*(?:Config|Exception)\b)/g, "secret$1.");
  const required = read.text.includes("required(") ? REQUIRED : undefined;
  const text = own(blocks(required, read.text));
  const standard = ["fmt", "os"].filter((each) => text.includes(`${each}.`));
  const others = (read.imports ?? []).map((line) => line.replace(/^("[^"]*\/(config|types)")$/, "secret$2 $1"));
  const symbol = `mustRead${name}`;
  return {
    fileName: `${variable.toLowerCase()}_secret.go`,
    symbol,
    dependencies: read.modules === undefined ? [] : [`go get ${read.modules.join(" ")}`],
    text: blocks(
      "package main",
      imports(["sync", ...standard, ...(read.standard ?? [])], others),
      `// ${symbol} gives the ${titleLine(title)}, read from ${storeTitle(reference)}.
// It asks the store at the first call and keeps the answer. It panics when the store has none.
var ${symbol} = sync.OnceValue(func() string {
	value, err := read${name}()
	if err != nil {
		panic(err)
	}
	return value
})`,
      text,
    ),
  };
}

const REQUIRED = `
func required(name string) (string, error) {
	value := os.Getenv(name)
	if value == "" {
		return "", fmt.Errorf("%s is not set in the environment of this program", name)
	}
	return value, nil
}`;

const MAIN = `
func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}`;

/** gofmt's order: by path, whatever name a module is given. */
function imports(standard: readonly string[], others: readonly string[]): string {
  const path = (line: string): string => line.split('"')[1] ?? line;
  const sorted = (lines: readonly string[]): string[] => [...new Set(lines)].sort((a, b) => (path(a) < path(b) ? -1 : 1));
  const groups = [sorted(standard).map((name) => `"${name}"`), sorted(others)].filter((group) => group.length > 0);
  return `import (\n${groups.map((group) => group.map((line) => `\t${line}`).join("\n")).join("\n\n")}\n)`;
}

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { text: `func readSecret() (string, error) {\n\treturn required("${reference.variable}")\n}` };
    case "aws-sm":
      return aws(reference);
    case "vault":
      return {
        modules: ["github.com/hashicorp/vault/api@v1"],
        standard: ["context", "errors"],
        imports: ['vault "github.com/hashicorp/vault/api"'],
        text: `
// readSecret takes address, token and namespace from VAULT_ADDR, VAULT_TOKEN and VAULT_NAMESPACE.
func readSecret() (string, error) {
	client, err := vault.NewClient(vault.DefaultConfig())
	if err != nil {
		return "", err
	}
	secret, err := client.KVv2("${reference.mount}").Get(context.Background(), "${reference.path}")
	if errors.Is(err, vault.ErrSecretNotFound) {
		return "", errors.New("Vault has no ${place}")
	}
	if err != nil {
		return "", err
	}
	value, ok := secret.Data["${reference.field}"].(string)
	if !ok || value == "" {
		return "", errors.New("Vault has no ${place}")
	}
	return value, nil
}`,
      };
    case "conjur":
      return conjur(reference);
  }
}

function aws(reference: Reference & { store: "aws-sm" }): Part {
  const place = placeOf(reference);
  const value =
    reference.jsonKey === undefined
      ? "	value := aws.ToString(answer.SecretString)"
      : `	var members map[string]string
	if err := json.Unmarshal([]byte(aws.ToString(answer.SecretString)), &members); err != nil {
		return "", errors.New("the secret ${reference.secretId} is no JSON object of strings")
	}
	value := members["${reference.jsonKey}"]`;
  return {
    modules: [
      "github.com/aws/aws-sdk-go-v2/aws@v1",
      "github.com/aws/aws-sdk-go-v2/config@v1",
      "github.com/aws/aws-sdk-go-v2/service/secretsmanager@v1",
    ],
    standard: ["context", "errors", ...(reference.jsonKey === undefined ? [] : ["encoding/json"])],
    imports: [
      '"github.com/aws/aws-sdk-go-v2/aws"',
      '"github.com/aws/aws-sdk-go-v2/config"',
      '"github.com/aws/aws-sdk-go-v2/service/secretsmanager"',
      '"github.com/aws/aws-sdk-go-v2/service/secretsmanager/types"',
    ],
    text: `
// readSecret takes region and credentials from AWS_REGION and the SDK's own chain.
func readSecret() (string, error) {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return "", err
	}
	answer, err := secretsmanager.NewFromConfig(settings).GetSecretValue(ctx, &secretsmanager.GetSecretValueInput{
		SecretId: aws.String("${reference.secretId}"),
	})
	var missing *types.ResourceNotFoundException
	if errors.As(err, &missing) {
		return "", errors.New("AWS Secrets Manager has no secret ${reference.secretId}")
	}
	if err != nil {
		return "", err
	}
${value}
	if value == "" {
		return "", errors.New("AWS Secrets Manager holds no text at ${place}")
	}
	return value, nil
}`,
  };
}

function conjur(reference: Reference & { store: "conjur" }): Part {
  return {
    modules: ["github.com/cyberark/conjur-api-go@v0.15"],
    imports: ['"github.com/cyberark/conjur-api-go/conjurapi"'],
    text: `
// readSecret takes address, account and log-in from CONJUR_APPLIANCE_URL, CONJUR_ACCOUNT, CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY.
func readSecret() (string, error) {
	config, err := conjurapi.LoadConfig()
	if err != nil {
		return "", err
	}
${reference.account === undefined ? "" : `	config.Account = "${reference.account}"\n`}	client, err := conjurapi.NewClientFromEnvironment(config)
	if err != nil {
		return "", err
	}
	value, err := client.RetrieveSecret("${reference.variable}")
	if err != nil {
		return "", fmt.Errorf("Conjur did not give the variable ${reference.variable}: %w", err)
	}
	return string(value), nil
}`,
  };
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      modules: ["github.com/plivo/plivo-go/v7"],
      imports: ['"github.com/plivo/plivo-go/v7"'],
      text: `
func run() error {
	authID, err := required("PLIVO_AUTH_ID")
	if err != nil {
		return err
	}
	authToken, err := readSecret()
	if err != nil {
		return err
	}
	client, err := plivo.NewClient(authID, authToken, &plivo.ClientOptions{})
	if err != nil {
		return err
	}
	_ = client // make calls and send messages with it
	fmt.Println("The Plivo client is ready.")
	return nil
}`,
    };
  const url =
    client.url === undefined
      ? `	url, err := required("${client.urlVariable}")
	if err != nil {
		return err
	}`
      : `	url := os.Getenv("${client.urlVariable}")
	if url == "" {
		url = "${client.url}"
	}`;
  return {
    standard: ["net/http"],
    text: `
func run() error {
${url}
	secret, err := readSecret()
	if err != nil {
		return err
	}
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("${client.header}", ${client.scheme === "" ? "secret" : `"${client.scheme}"+secret`})
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode >= 400 {
		return fmt.Errorf("the credential was refused: %s", answer.Status)
	}
	fmt.Println("The credential works.")
	return nil
}`,
  };
}
