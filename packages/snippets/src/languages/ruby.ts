import { blocks, pascalCase, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

interface Part {
  readonly gem?: string;
  readonly requires: readonly string[];
  readonly text: string;
}

export const ruby: Language = {
  id: "ruby",
  title: "Ruby",
  aliases: ["rb"],
  comment: "#",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    return {
      fileName: "client.rb",
      dependencies: [read.gem, use.gem].filter((gem) => gem !== undefined),
      text: blocks(
        "# frozen_string_literal: true",
        [...read.requires, ...use.requires].map((name) => `require "${name}"`).join("\n"),
        MISSING,
        REQUIRED,
        read.text,
        use.text,
      ),
    };
  },
  helper,
};

/** A module, so that nothing of it is a method of every object. Its file is called as Rails looks for it. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const module = `${pascalCase(variable)}Secret`;
  const keep = `
# Asks the store at the first call and keeps the answer. Raises SecretMissing when it has none.
def read
  @read ||= read_secret
end`;
  const methods = blocks(keep, "private", read.text.includes("required(") ? REQUIRED : undefined, read.text);
  const body = blocks(MISSING, `class << self\n${indented(methods)}\nend`);
  return {
    fileName: `${variable.toLowerCase()}_secret.rb`,
    symbol: `${module}.read`,
    dependencies: read.gem === undefined ? [] : [read.gem],
    text: blocks(
      "# frozen_string_literal: true",
      read.requires.map((name) => `require "${name}"`).join("\n"),
      `# Gives the ${titleLine(title)}, read from ${storeTitle(reference)}.\nmodule ${module}\n${indented(body)}\nend`,
    ),
  };
}

function indented(text: string): string {
  return text.trimEnd().replace(/^(?=.)/gm, "  ");
}

const MISSING = "class SecretMissing < StandardError; end";

const REQUIRED = `
def required(name)
  value = ENV.fetch(name, "")
  raise SecretMissing, "#{name} is not set in the environment of this program" if value.empty?

  value
end`;

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { requires: [], text: `def read_secret\n  required("${reference.variable}")\nend` };
    case "aws-sm":
      return {
        gem: 'gem "aws-sdk-secretsmanager", "~> 1"',
        requires: ["aws-sdk-secretsmanager", ...(reference.jsonKey === undefined ? [] : ["json"])],
        text: `
# Credentials come from the SDK's own chain.
def read_secret
  client = Aws::SecretsManager::Client.new(region: required("AWS_REGION"))
  text = client.get_secret_value(secret_id: "${reference.secretId}").secret_string
  value = ${reference.jsonKey === undefined ? "text" : `JSON.parse(text || "{}")["${reference.jsonKey}"]`}
  raise SecretMissing, "AWS Secrets Manager holds no text at ${place}" if value.nil? || value.empty?

  value
rescue Aws::SecretsManager::Errors::ResourceNotFoundException
  raise SecretMissing, "AWS Secrets Manager has no secret ${reference.secretId}"
end`,
      };
    case "vault":
      return {
        gem: 'gem "vault", "~> 0.18"',
        requires: ["vault"],
        text: `
# Address, token and namespace come from VAULT_ADDR, VAULT_TOKEN and VAULT_NAMESPACE.
def read_secret
  secret = Vault.kv("${reference.mount}").read("${reference.path}")
  value = secret&.data&.fetch(:"${reference.field}", nil)
  raise SecretMissing, "Vault has no ${place}" if value.nil? || value.empty?

  value
end`,
      };
    case "conjur":
      return {
        gem: 'gem "conjur-api", "~> 5.4"',
        requires: ["conjur-api"],
        text: `
def read_secret
  Conjur.configuration.appliance_url = required("CONJUR_APPLIANCE_URL")
  Conjur.configuration.account = ${reference.account === undefined ? 'required("CONJUR_ACCOUNT")' : `"${reference.account}"`}
  api = Conjur::API.new_from_key(required("CONJUR_AUTHN_LOGIN"), required("CONJUR_AUTHN_API_KEY"))
  api.resource("#{Conjur.configuration.account}:variable:${reference.variable}").value
rescue RestClient::NotFound
  raise SecretMissing, "Conjur has no variable ${reference.variable}, or it has no value yet"
end`,
      };
  }
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      gem: 'gem "plivo", "~> 4"',
      requires: ["plivo"],
      text: `
begin
  client = Plivo::RestClient.new(required("PLIVO_AUTH_ID"), read_secret)
  puts "The Plivo client is ready."
rescue SecretMissing => e
  abort e.message
end`,
    };
  const url = client.url === undefined ? `required("${client.urlVariable}")` : `ENV.fetch("${client.urlVariable}", "${client.url}")`;
  return {
    requires: ["net/http", "uri"],
    text: `
begin
  url = URI(${url})
  answer = Net::HTTP.get_response(url, { "${client.header}" => ${client.scheme === "" ? "read_secret" : `"${client.scheme}#{read_secret}"`} })
  abort "The credential was refused: HTTP #{answer.code}" unless answer.is_a?(Net::HTTPSuccess)
  puts "The credential works."
rescue SecretMissing => e
  abort e.message
end`,
  };
}
