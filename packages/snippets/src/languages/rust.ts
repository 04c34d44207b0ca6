import { blocks, sortedLines, titleLine } from "../lines.ts";
import { placeOf, storeTitle } from "../reference.ts";
import type { Client, Language, LanguageHelper, Reference } from "../types.ts";

interface Part {
  readonly crates: readonly string[];
  readonly uses?: readonly string[];
  readonly text: string;
}

export const rust: Language = {
  id: "rust",
  title: "Rust",
  aliases: ["rs"],
  comment: "//",
  write({ reference, client }) {
    const read = readOf(reference);
    const use = clientOf(client);
    const body = blocks(`${read.text}${use.text}`.includes("required(") ? REQUIRED : undefined, read.text, use.text);
    return {
      fileName: "main.rs",
      dependencies: [...new Set(['tokio = { version = "1", features = ["macros", "rt-multi-thread"] }', ...read.crates, ...use.crates])],
      text: blocks(
        [
          ...(body.includes("env::") ? ["use std::env;"] : []),
          "use std::error::Error;",
          "use std::process::ExitCode;",
          ...(read.uses ?? []),
        ]
          .sort()
          .join("\n"),
        body,
        MAIN,
      ),
    };
  },
  helper,
};

/** For code that is not asynchronous, and may be called from code that is. */
function helper(reference: Reference, title: string, variable: string): LanguageHelper {
  const read = readOf(reference);
  const ask = read.text.replace("async fn read_secret(", "async fn ask_store(");
  const body = blocks(ask.includes("required(") ? REQUIRED : undefined, ask);
  const symbol = `read_${variable.toLowerCase()}`;
  return {
    fileName: `${variable.toLowerCase()}_secret.rs`,
    symbol,
    dependencies: ['tokio = { version = "1", features = ["rt-multi-thread"] }', ...read.crates],
    text: blocks(
      `//! Gives the ${titleLine(title)}, read from ${storeTitle(reference)}.`,
      sortedLines([
        ...(body.includes("env::") ? ["use std::env;"] : []),
        "use std::error::Error;",
        "use std::sync::OnceLock;",
        "use std::thread;",
        ...(read.uses ?? []),
      ]),
      `
/// Asks the store at the first call and keeps the answer. Panics with a sentence when it has none.
pub fn ${symbol}() -> String {
    static VALUE: OnceLock<String> = OnceLock::new();
    VALUE.get_or_init(|| ask().unwrap_or_else(|error| panic!("{error}"))).clone()
}

/// On a thread of its own: whoever asks may stand in a runtime already.
fn ask() -> Result<String, String> {
    let thread = thread::spawn(|| -> Result<String, String> {
        let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
        runtime.block_on(ask_store()).map_err(|error| error.to_string())
    });
    thread.join().unwrap_or_else(|_| Err("the secret could not be read".to_owned()))
}`,
      body,
    ),
  };
}

const REQUIRED = `
fn required(name: &str) -> Result<String, Box<dyn Error>> {
    env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .ok_or_else(|| format!("{name} is not set in the environment of this program").into())
}`;

const MAIN = `
#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}`;

const REQWEST = 'reqwest = "0.13"';

function readOf(reference: Reference): Part {
  const place = placeOf(reference);
  switch (reference.store) {
    case "env":
      return { crates: [], text: `async fn read_secret() -> Result<String, Box<dyn Error>> {\n    required("${reference.variable}")\n}` };
    case "aws-sm":
      return aws(reference);
    case "vault":
      return {
        crates: ['vaultrs = "0.8"'],
        uses: [
          "use std::collections::HashMap;",
          "use vaultrs::client::{VaultClient, VaultClientSettingsBuilder};",
          "use vaultrs::{error::ClientError, kv2};",
        ],
        text: `
/// Address and token come from VAULT_ADDR and VAULT_TOKEN.
async fn read_secret() -> Result<String, Box<dyn Error>> {
    let client = VaultClient::new(VaultClientSettingsBuilder::default().build()?)?;
    let mut fields: HashMap<String, String> = match kv2::read(&client, "${reference.mount}", "${reference.path}").await {
        Err(ClientError::APIError { code: 404, .. }) => return Err("Vault has no ${place}".into()),
        answer => answer?,
    };
    fields.remove("${reference.field}").ok_or_else(|| "Vault has no ${place}".into())
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
      ? "answer.secret_string().map(str::to_owned)"
      : `serde_json::from_str::<serde_json::Value>(answer.secret_string().unwrap_or("{}"))?
        .get("${reference.jsonKey}")
        .and_then(|value| value.as_str().map(str::to_owned))`;
  return {
    crates: [
      'aws-config = { version = "1", features = ["behavior-version-latest"] }',
      'aws-sdk-secretsmanager = "1"',
      ...(reference.jsonKey === undefined ? [] : ['serde_json = "1"']),
    ],
    uses: ["use aws_sdk_secretsmanager::Client;"],
    text: `
/// Region and credentials come from AWS_REGION and the SDK's own chain.
async fn read_secret() -> Result<String, Box<dyn Error>> {
    let client = Client::new(&aws_config::load_from_env().await);
    let answer = match client.get_secret_value().secret_id("${reference.secretId}").send().await {
        Ok(answer) => answer,
        Err(error) => {
            let error = error.into_service_error();
            return Err(if error.is_resource_not_found_exception() {
                "AWS Secrets Manager has no secret ${reference.secretId}".into()
            } else {
                error.into()
            });
        }
    };
    let value = ${value};
    value.ok_or_else(|| "AWS Secrets Manager holds no text at ${place}".into())
}`,
  };
}

/** There is no client library of CyberArk's for Rust. */
function conjur(reference: Reference & { store: "conjur" }): Part {
  return {
    crates: [REQWEST],
    text: `
/// Conjur's two calls are plain HTTP.
async fn read_secret() -> Result<String, Box<dyn Error>> {
    let url = required("CONJUR_APPLIANCE_URL")?;
    let account = ${reference.account === undefined ? 'required("CONJUR_ACCOUNT")?' : `"${reference.account}"`};
    // In the address the login is percent-encoded: host/app becomes host%2Fapp.
    let login = required("CONJUR_AUTHN_LOGIN")?.replace('%', "%25").replace('/', "%2F").replace('@', "%40");
    let http = reqwest::Client::new();
    let token = http
        .post(format!("{url}/authn/{account}/{login}/authenticate"))
        .header("Accept-Encoding", "base64")
        .header("Content-Type", "text/plain")
        .body(required("CONJUR_AUTHN_API_KEY")?)
        .send()
        .await?
        .error_for_status()?
        .text()
        .await?;
    let answer = http
        .get(format!("{url}/secrets/{account}/variable/${encodeURIComponent(reference.variable)}"))
        .header("Authorization", format!("Token token=\\"{token}\\""))
        .send()
        .await?;
    if answer.status() == reqwest::StatusCode::NOT_FOUND {
        return Err("Conjur has no variable ${reference.variable}, or it has no value yet".into());
    }
    Ok(answer.error_for_status()?.text().await?)
}`,
  };
}

function clientOf(client: Client): Part {
  if (client.kind === "plivo")
    return {
      crates: [REQWEST],
      text: `
/// Plivo has no library for Rust: its API takes the pair by HTTP Basic authentication.
async fn run() -> Result<(), Box<dyn Error>> {
    let url = env::var("PLIVO_API_URL").unwrap_or_else(|_| "https://api.plivo.com/v1".to_owned());
    let auth_id = required("PLIVO_AUTH_ID")?;
    reqwest::Client::new()
        .get(format!("{url}/Account/{auth_id}/"))
        .basic_auth(&auth_id, Some(read_secret().await?))
        .send()
        .await?
        .error_for_status()?;
    println!("The Plivo credential works.");
    Ok(())
}`,
    };
  const url =
    client.url === undefined
      ? `required("${client.urlVariable}")?`
      : `env::var("${client.urlVariable}").unwrap_or_else(|_| "${client.url}".to_owned())`;
  return {
    crates: [REQWEST],
    text: `
async fn run() -> Result<(), Box<dyn Error>> {
    let url = ${url};
    reqwest::Client::new()
        .get(url)
        .header("${client.header}", ${client.scheme === "" ? "read_secret().await?" : `format!("${client.scheme}{}", read_secret().await?)`})
        .send()
        .await?
        .error_for_status()?;
    println!("The credential works.");
    Ok(())
}`,
  };
}
