import { blocks, pascalCase, sortedLines, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";
import { JACKSON, jvmLibraries, storeLibraries } from "./_jvm.ts";

interface Part {
  readonly imports: readonly string[];
  readonly text: string;
}

export const java: Language = {
  id: "java",
  title: "Java",
  aliases: [],
  comment: "//",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    return {
      fileName: "Client.java",
      dependencies: [...jvmLibraries(reference, client), ...(hasJson(reference) ? [JACKSON] : [])].map(mavenEntry),
      text: blocks(
        sortedLines([...read.imports, ...use.imports].map((name) => `import ${name};`)),
        `public final class Client {\n${indent(blocks(read.text, use.text, `${read.text}${use.text}`.includes("required(") ? REQUIRED : undefined))}\n}`,
      ),
    };
  },
  helper,
};

function hasJson(reference: Reference): boolean {
  return reference.store === "aws-sm" && reference.jsonKey !== undefined;
}

function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const name = `${pascalCase(variable)}Secret`;
  const keep = `
private static String value;

private ${name}() {}

/** Asks the store at the first call and keeps the answer. Throws IllegalStateException when it has none. */
static synchronized String read() {
    if (value == null) {
        try {
            value = readSecret();
        } catch (RuntimeException error) {
            throw error;
        } catch (Exception error) {
            throw new IllegalStateException("${storeTitle(reference)} did not give the secret: " + error.getMessage(), error);
        }
    }
    return value;
}`;
  const body = blocks(
    keep,
    read.text.replace("static String readSecret", "private static String readSecret"),
    read.text.includes("required(") ? REQUIRED : undefined,
  );
  return {
    fileName: `${name}.java`,
    symbol: `${name}.read`,
    dependencies: [...storeLibraries(reference), ...(hasJson(reference) ? [JACKSON] : [])].map(mavenEntry),
    text: blocks(
      sortedLines(read.imports.map((each) => `import ${each};`)),
      `/** Gives the ${titleLine(title)}, read from ${storeTitle(reference)}. */\nfinal class ${name} {\n${indent(body)}\n}`,
    ),
  };
}

function mavenEntry(coordinates: string): string {
  const [group = "", artifact = "", version = ""] = coordinates.split(":");
  return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
}

function indent(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, "    ");
}

const REQUIRED = `
private static String required(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
        throw new IllegalStateException(name + " is not set in the environment of this program");
    }
    return value;
}`;

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { imports: [], text: `static String readSecret() {\n    return required("${reference.variable}");\n}` };
    case "aws-sm":
      return {
        imports: [
          "software.amazon.awssdk.services.secretsmanager.SecretsManagerClient",
          "software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException",
          ...(reference.jsonKey === undefined ? [] : ["com.fasterxml.jackson.databind.ObjectMapper"]),
        ],
        text: `
/** Region and credentials come from AWS_REGION and the SDK's own chain. */
static String readSecret() throws Exception {
    try (SecretsManagerClient client = SecretsManagerClient.create()) {
        String text = client.getSecretValue(request -> request.secretId("${reference.secretId}")).secretString();
        String value = ${reference.jsonKey === undefined ? "text" : `new ObjectMapper().readTree(text == null ? "{}" : text).path("${reference.jsonKey}").asText()`};
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException("AWS Secrets Manager holds no text at ${place}");
        }
        return value;
    } catch (ResourceNotFoundException error) {
        throw new IllegalStateException("AWS Secrets Manager has no secret ${reference.secretId}", error);
    }
}`,
      };
    case "vault":
      return {
        imports: ["io.github.jopenlibs.vault.Vault", "io.github.jopenlibs.vault.VaultConfig"],
        text: `
/** Address and token come from VAULT_ADDR and VAULT_TOKEN. */
static String readSecret() throws Exception {
    VaultConfig config = new VaultConfig().engineVersion(2);
    String namespace = System.getenv("VAULT_NAMESPACE");
    if (namespace != null) {
        config.nameSpace(namespace);
    }
    // The driver puts the engine's data/ into the path, and answers an absent secret with an empty map.
    String value = Vault.create(config.build()).logical().read("${reference.mount}/${reference.path}").getData().get("${reference.field}");
    if (value == null || value.isEmpty()) {
        throw new IllegalStateException("Vault has no ${place}");
    }
    return value;
}`,
      };
    case "conjur":
      return {
        imports: ["com.cyberark.conjur.api.Conjur", "javax.net.ssl.SSLContext", "javax.ws.rs.WebApplicationException"],
        text: `
/** Address, account and log-in come from CONJUR_APPLIANCE_URL, CONJUR_ACCOUNT, CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY. */
static String readSecret() throws Exception {
${reference.account === undefined ? "" : `    System.setProperty("CONJUR_ACCOUNT", "${reference.account}");\n`}    try {
        // Jersey refuses the null that the constructor without arguments hands it.
        return new Conjur(SSLContext.getDefault()).variables().retrieveSecret("${reference.variable}");
    } catch (WebApplicationException error) {
        throw new IllegalStateException("Conjur did not give the variable ${reference.variable}: " + error.getMessage(), error);
    }
}`,
      };
  }
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      imports: ["com.plivo.api.PlivoClient"],
      text: main(`    PlivoClient client = new PlivoClient(required("PLIVO_AUTH_ID"), readSecret());
    System.out.println("The Plivo client is ready.");`),
    };
  const url =
    client.url === undefined
      ? `required("${client.urlVariable}")`
      : `System.getenv().getOrDefault("${client.urlVariable}", "${client.url}")`;
  return {
    imports: ["java.net.URI", "java.net.http.HttpClient", "java.net.http.HttpRequest", "java.net.http.HttpResponse"],
    text: main(`    HttpRequest request = HttpRequest.newBuilder(URI.create(${url}))
            .header("${client.header}", ${client.scheme === "" ? "readSecret()" : `"${client.scheme}" + readSecret()`})
            .build();
    int status = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status >= 400) {
        throw new IllegalStateException("The credential was refused: HTTP " + status);
    }
    System.out.println("The credential works.");`),
  };
}

function main(body: string): string {
  return `
public static void main(String[] args) throws Exception {
    try {
        run();
    } catch (IllegalStateException error) {
        System.err.println(error.getMessage());
        System.exit(1);
    }
}

private static void run() throws Exception {
${body}
}`;
}
