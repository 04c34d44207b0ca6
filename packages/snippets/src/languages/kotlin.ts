import { blocks, pascalCase, sortedLines, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";
import { JACKSON, jvmLibraries, storeLibraries } from "./_jvm.ts";

interface Part {
  readonly imports: readonly string[];
  readonly text: string;
}

export const kotlin: Language = {
  id: "kotlin",
  title: "Kotlin",
  aliases: ["kt"],
  comment: "//",
  write({ reference, client }) {
    const read = readOf(reference);
    // The AWS SDK for Kotlin has suspending calls, which whoever calls them must be too.
    const suspend = reference.store === "aws-sm" ? "suspend " : "";
    const use = clientOf(client, suspend);
    const libraries =
      reference.store === "aws-sm"
        ? [AWS, ...jvmLibraries({ store: "env", variable: "" }, client), ...(reference.jsonKey === undefined ? [] : [JACKSON])]
        : jvmLibraries(reference, client);
    return {
      fileName: "Client.kt",
      dependencies: libraries.map((name) => `implementation("${name}")`),
      text: blocks(
        sortedLines([...read.imports, ...use.imports, "kotlin.system.exitProcess"].map((name) => `import ${name}`)),
        `${read.text}${use.text}`.includes("required(") ? REQUIRED : undefined,
        read.text,
        use.text,
        main(suspend),
      ),
    };
  },
  helper,
};

const AWS = "aws.sdk.kotlin:secretsmanager:1.5.59";
const COROUTINES = "org.jetbrains.kotlinx:kotlinx-coroutines-core:1.10.2";

/** Private but for one function: two helpers may lie in one package. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const isAws = reference.store === "aws-sm";
  const name = pascalCase(variable);
  const libraries = isAws ? [AWS, COROUTINES, ...(reference.jsonKey === undefined ? [] : [JACKSON])] : storeLibraries(reference);
  return {
    fileName: `${name}Secret.kt`,
    symbol: `read${name}`,
    dependencies: libraries.map((library) => `implementation("${library}")`),
    text: blocks(
      sortedLines([...read.imports, ...(isAws ? ["kotlinx.coroutines.runBlocking"] : [])].map((each) => `import ${each}`)),
      `private val secret: String by lazy { ${isAws ? "runBlocking { askStore() }" : "askStore()"} }`,
      `/** Gives the ${titleLine(title)}, read from ${storeTitle(reference)} at the first call. Throws IllegalStateException when it has none. */
internal fun read${name}(): String = secret`,
      read.text.includes("required(") ? REQUIRED.replace("fun ", "private fun ") : undefined,
      read.text.replace(/^(suspend )?fun readSecret\(/m, "private $1fun askStore("),
    ),
  };
}

const REQUIRED = `
fun required(name: String): String =
    System.getenv(name)?.takeIf { it.isNotEmpty() }
        ?: throw IllegalStateException("$name is not set in the environment of this program")`;

function main(suspend: string): string {
  return `
${suspend}fun main() {
    try {
        run()
    } catch (error: IllegalStateException) {
        System.err.println(error.message)
        exitProcess(1)
    }
}`;
}

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { imports: [], text: `fun readSecret(): String = required("${reference.variable}")` };
    case "aws-sm":
      return {
        imports: [
          "aws.sdk.kotlin.services.secretsmanager.SecretsManagerClient",
          "aws.sdk.kotlin.services.secretsmanager.model.GetSecretValueRequest",
          "aws.sdk.kotlin.services.secretsmanager.model.ResourceNotFoundException",
          ...(reference.jsonKey === undefined ? [] : ["com.fasterxml.jackson.databind.ObjectMapper"]),
        ],
        text: `
/** Region and credentials come from AWS_REGION and the SDK's own chain. */
suspend fun readSecret(): String =
    SecretsManagerClient.fromEnvironment().use { client ->
        val text =
            try {
                client.getSecretValue(GetSecretValueRequest { secretId = "${reference.secretId}" }).secretString
            } catch (error: ResourceNotFoundException) {
                throw IllegalStateException("AWS Secrets Manager has no secret ${reference.secretId}", error)
            }
        ${reference.jsonKey === undefined ? "text" : `ObjectMapper().readTree(text ?: "{}").path("${reference.jsonKey}").asText()`}?.takeIf { it.isNotEmpty() }
            ?: throw IllegalStateException("AWS Secrets Manager holds no text at ${place}")
    }`,
      };
    case "vault":
      return {
        imports: ["io.github.jopenlibs.vault.Vault", "io.github.jopenlibs.vault.VaultConfig"],
        text: `
/** Address and token come from VAULT_ADDR and VAULT_TOKEN. */
fun readSecret(): String {
    val config = VaultConfig().engineVersion(2)
    System.getenv("VAULT_NAMESPACE")?.let { config.nameSpace(it) }
    // The driver puts the engine's data/ into the path, and answers an absent secret with an empty map.
    val data = Vault.create(config.build()).logical().read("${reference.mount}/${reference.path}").data
    return data["${reference.field}"]?.takeIf { it.isNotEmpty() }
        ?: throw IllegalStateException("Vault has no ${place}")
}`,
      };
    case "conjur":
      return {
        imports: ["com.cyberark.conjur.api.Conjur", "javax.net.ssl.SSLContext", "javax.ws.rs.WebApplicationException"],
        text: `
/** Address, account and log-in come from CONJUR_APPLIANCE_URL, CONJUR_ACCOUNT, CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY. */
fun readSecret(): String {
${reference.account === undefined ? "" : `    System.setProperty("CONJUR_ACCOUNT", "${reference.account}")\n`}    try {
        // Jersey refuses the null that the constructor without arguments hands it.
        return Conjur(SSLContext.getDefault()).variables().retrieveSecret("${reference.variable}")
    } catch (error: WebApplicationException) {
        throw IllegalStateException("Conjur did not give the variable ${reference.variable}: \${error.message}", error)
    }
}`,
      };
  }
}

function clientOf(client: Client, suspend: string): Part {
  if (client.kind === "plivo")
    return {
      imports: ["com.plivo.api.PlivoClient"],
      text: `
${suspend}fun run() {
    val client = PlivoClient(required("PLIVO_AUTH_ID"), readSecret())
    println("The Plivo client is ready.")
}`,
    };
  const url = client.url === undefined ? `required("${client.urlVariable}")` : `System.getenv("${client.urlVariable}") ?: "${client.url}"`;
  return {
    imports: ["java.net.URI", "java.net.http.HttpClient", "java.net.http.HttpRequest", "java.net.http.HttpResponse"],
    text: `
${suspend}fun run() {
    val url = ${url}
    val request =
        HttpRequest.newBuilder(URI.create(url))
            .header("${client.header}", ${client.scheme === "" ? "readSecret()" : `"${client.scheme}" + readSecret()`})
            .build()
    val status = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
    check(status < 400) { "The credential was refused: HTTP $status" }
    println("The credential works.")
}`,
  };
}
