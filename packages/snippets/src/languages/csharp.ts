import { blocks, pascalCase, sortedLines, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

interface Part {
  readonly packages: readonly string[];
  readonly usings: readonly string[];
  readonly text: string;
}

export const csharp: Language = {
  id: "csharp",
  title: "C#",
  aliases: ["c#", "cs", "dotnet"],
  comment: "//",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    return {
      fileName: "Program.cs",
      dependencies: [...read.packages, ...use.packages].map((name) => `dotnet add package ${name}`),
      text: blocks(
        sortedLines(["System", ...read.usings, ...use.usings].map((name) => `using ${name};`)),
        main(use.text),
        REQUIRED,
        read.text,
      ),
    };
  },
  helper,
};

/** In no namespace, so that code of every namespace sees it. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const name = `${pascalCase(variable)}Secret`;
  const keep = `
// A thread of the pool asks: whoever waits here may be the only one that could go on.
private static readonly Lazy<string> Value = new Lazy<string>(() => Task.Run(ReadSecretAsync).GetAwaiter().GetResult());

/// <summary>Asks the store at the first call and keeps the answer. Throws InvalidOperationException when it has none.</summary>
internal static string Read() => Value.Value;`;
  const members = blocks(keep, read.text.includes("Required(") ? REQUIRED : undefined, read.text);
  return {
    fileName: `${name}.cs`,
    symbol: `${name}.Read`,
    dependencies: read.packages.map((each) => `dotnet add package ${each}`),
    text: blocks(
      "#nullable enable",
      sortedLines(["System", ...read.usings].map((each) => `using ${each};`)),
      `/// <summary>Gives the ${titleLine(title)}, read from ${storeTitle(reference)}.</summary>
internal static class ${name}
{
${members
  .trimEnd()
  .replace(/^static /gm, "private static ")
  .replace(/^(?=.)/gm, "    ")}
}`,
    ),
  };
}

const REQUIRED = `
static string Required(string name)
{
    var value = Environment.GetEnvironmentVariable(name);
    return string.IsNullOrEmpty(value)
        ? throw new InvalidOperationException($"{name} is not set in the environment of this program")
        : value;
}`;

function main(body: string): string {
  return `
try
{
${body}
    return 0;
}
catch (InvalidOperationException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}`;
}

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return {
        packages: [],
        usings: ["System.Threading.Tasks"],
        text: `static Task<string> ReadSecretAsync() => Task.FromResult(Required("${reference.variable}"));`,
      };
    case "aws-sm":
      return {
        packages: ["AWSSDK.SecretsManager"],
        usings: [
          "System.Threading.Tasks",
          "Amazon.SecretsManager",
          "Amazon.SecretsManager.Model",
          ...(reference.jsonKey === undefined ? [] : ["System.Text.Json.Nodes"]),
        ],
        text: `
// Region and credentials come from AWS_REGION and the SDK's own chain.
static async Task<string> ReadSecretAsync()
{
    using var client = new AmazonSecretsManagerClient();
    try
    {
        var answer = await client.GetSecretValueAsync(new GetSecretValueRequest { SecretId = "${reference.secretId}" });
        var value = ${reference.jsonKey === undefined ? "answer.SecretString" : `(string?)JsonNode.Parse(answer.SecretString ?? "{}")?["${reference.jsonKey}"]`};
        return string.IsNullOrEmpty(value)
            ? throw new InvalidOperationException("AWS Secrets Manager holds no text at ${place}")
            : value;
    }
    catch (ResourceNotFoundException error)
    {
        throw new InvalidOperationException("AWS Secrets Manager has no secret ${reference.secretId}", error);
    }
}`,
      };
    case "vault":
      return {
        packages: ["VaultSharp"],
        usings: ["System.Threading.Tasks", "System.Net", "VaultSharp", "VaultSharp.Core", "VaultSharp.V1.AuthMethods.Token"],
        text: `
static async Task<string> ReadSecretAsync()
{
    // VaultSharp reads no variable by itself.
    var settings = new VaultClientSettings(Required("VAULT_ADDR"), new TokenAuthMethodInfo(Required("VAULT_TOKEN")))
    {
        Namespace = Environment.GetEnvironmentVariable("VAULT_NAMESPACE"),
    };
    try
    {
        var secret = await new VaultClient(settings).V1.Secrets.KeyValue.V2.ReadSecretAsync(path: "${reference.path}", mountPoint: "${reference.mount}");
        return secret.Data.Data.TryGetValue("${reference.field}", out var value) && value?.ToString() is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException("Vault has no ${place}");
    }
    catch (VaultApiException error) when (error.HttpStatusCode == HttpStatusCode.NotFound)
    {
        throw new InvalidOperationException("Vault has no ${place}", error);
    }
}`,
      };
    case "conjur":
      return conjur(reference);
  }
}

function conjur(reference: Reference & { store: "conjur" }): Part {
  return {
    packages: [],
    usings: ["System.Threading.Tasks", "System.Net", "System.Net.Http", "System.Net.Http.Headers"],
    text: `
// Conjur's two calls are plain HTTP.
static async Task<string> ReadSecretAsync()
{
    using var http = new HttpClient();
    var url = Required("CONJUR_APPLIANCE_URL");
    var account = ${reference.account === undefined ? 'Required("CONJUR_ACCOUNT")' : `"${reference.account}"`};
    var login = Uri.EscapeDataString(Required("CONJUR_AUTHN_LOGIN"));
    using var request = new HttpRequestMessage(HttpMethod.Post, $"{url}/authn/{account}/{login}/authenticate")
    {
        Content = new StringContent(Required("CONJUR_AUTHN_API_KEY")),
    };
    request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("base64"));
    using var authenticated = await http.SendAsync(request);
    if (!authenticated.IsSuccessStatusCode)
    {
        throw new InvalidOperationException($"Conjur refused the log-in: HTTP {(int)authenticated.StatusCode}");
    }
    var token = await authenticated.Content.ReadAsStringAsync();
    http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", $"token=\\"{token}\\"");
    using var answer = await http.GetAsync($"{url}/secrets/{account}/variable/${encodeURIComponent(reference.variable)}");
    if (answer.StatusCode == HttpStatusCode.NotFound)
    {
        throw new InvalidOperationException("Conjur has no variable ${reference.variable}, or it has no value yet");
    }
    if (!answer.IsSuccessStatusCode)
    {
        throw new InvalidOperationException($"Conjur did not give ${reference.variable}: HTTP {(int)answer.StatusCode}");
    }
    return await answer.Content.ReadAsStringAsync();
}`,
  };
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      packages: ["Plivo"],
      usings: ["Plivo"],
      text: `    var client = new PlivoApi(Required("PLIVO_AUTH_ID"), await ReadSecretAsync());
    Console.WriteLine("The Plivo client is ready.");`,
    };
  const url =
    client.url === undefined
      ? `Required("${client.urlVariable}")`
      : `Environment.GetEnvironmentVariable("${client.urlVariable}") ?? "${client.url}"`;
  return {
    packages: [],
    usings: ["System.Net.Http"],
    text: `    using var client = new HttpClient();
    client.DefaultRequestHeaders.Add("${client.header}", ${client.scheme === "" ? "await ReadSecretAsync()" : `"${client.scheme}" + await ReadSecretAsync()`});
    using var answer = await client.GetAsync(${url});
    if (!answer.IsSuccessStatusCode)
    {
        throw new InvalidOperationException($"The credential was refused: HTTP {(int)answer.StatusCode}");
    }
    Console.WriteLine("The credential works.");`,
  };
}
