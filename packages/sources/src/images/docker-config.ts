import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { AppError, Secret } from "@stanch/model";
import { parseJson } from "./documents.ts";

export type Credential =
  | { readonly kind: "basic"; readonly user: string; readonly password: Secret }
  | { readonly kind: "identity-token"; readonly token: Secret };

export interface LogIn {
  readonly credential?: Credential;
  /** The program that has the log-in and was not started, since nobody allowed that. */
  readonly helper?: string;
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const HELPER_MS = 15_000;

/**
 * The log-in that docker, podman or skopeo keep for a registry: of `config.json` and `auth.json`. A credential helper is a
 * program: it is started only with `startsHelpers`. Rejects with SOURCE_UNREADABLE where one fails.
 */
export async function logInFor(
  host: string,
  repository: string,
  options: { readonly env: Readonly<Record<string, string | undefined>>; readonly startsHelpers: boolean },
): Promise<LogIn> {
  let helper: string | undefined;
  for (const file of configFiles(options.env)) {
    const config = readJson(file);
    if (config === undefined) continue;
    const helpers = isObject(config["credHelpers"]) ? config["credHelpers"] : {};
    const own = keysOf(host, repository).find((key) => typeof helpers[key] === "string");
    const name = textOf(own === undefined ? config["credsStore"] : helpers[own]);
    const auths = isObject(config["auths"]) ? config["auths"] : {};
    const stored = keysOf(host, repository)
      .map((key) => credentialOf(auths[key]))
      .find((one) => one !== undefined);
    if (name !== "" && (own !== undefined || stored === undefined)) {
      if (!options.startsHelpers) {
        helper ??= name;
        continue;
      }
      const given = await askHelper(name, host);
      if (given !== undefined) return { credential: given };
    }
    if (stored !== undefined) return { credential: stored };
  }
  return helper === undefined ? {} : { helper };
}

function configFiles(env: Readonly<Record<string, string | undefined>>): string[] {
  const home = env["HOME"] ?? homedir();
  const runtime = env["XDG_RUNTIME_DIR"];
  return [
    env["REGISTRY_AUTH_FILE"],
    join(env["DOCKER_CONFIG"] ?? join(home, ".docker"), "config.json"),
    runtime === undefined ? undefined : join(runtime, "containers/auth.json"),
    join(home, ".config/containers/auth.json"),
  ].filter((file): file is string => file !== undefined && file !== "");
}

function readJson(file: string): Json | undefined {
  try {
    const json = parseJson(readFileSync(file));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

const HUB = "registry-1.docker.io";

/** Names under which a log-in may stand, the nearest first: podman has them for a repository and for what it lies in. */
function keysOf(host: string, repository: string): string[] {
  const names = host === HUB ? ["docker.io", "index.docker.io", HUB] : [host];
  const parts = repository.split("/");
  return names.flatMap((name) => [
    ...parts.map((_, index) => `${name}/${parts.slice(0, parts.length - index).join("/")}`),
    name,
    ...["", "/", "/v1/", "/v2/", "/v1", "/v2"].map((end) => `https://${name}${end}`),
    ...(host === HUB ? [] : [`http://${name}`]),
  ]);
}

function credentialOf(entry: unknown): Credential | undefined {
  if (!isObject(entry)) return undefined;
  const token = textOf(entry["identitytoken"]);
  if (token !== "") return { kind: "identity-token", token: new Secret(token) };
  const pair = Buffer.from(textOf(entry["auth"]), "base64").toString("utf8").replace(/\0+$/, "");
  const colon = pair.indexOf(":");
  if (colon > 0) return { kind: "basic", user: pair.slice(0, colon), password: new Secret(pair.slice(colon + 1)) };
  const user = textOf(entry["username"]);
  return user === "" ? undefined : { kind: "basic", user, password: new Secret(textOf(entry["password"])) };
}

/** The protocol of docker-credential-helpers: the server's name in, JSON out. Undefined: it knows none. */
async function askHelper(name: string, host: string): Promise<Credential | undefined> {
  const failed = (what: string): AppError =>
    new AppError("SOURCE_UNREADABLE", {
      what,
      where: `docker-credential-${name}`,
      next: "Log in again with docker or podman, or leave --credential-helpers out.",
    });
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) throw failed("The configuration names no credential helper, but something else");
  const server = host === HUB ? "https://index.docker.io/v1/" : host;
  const out = await new Promise<string | undefined>((resolve, reject) => {
    const child = execFile(`docker-credential-${name}`, ["get"], { timeout: HELPER_MS, maxBuffer: 1_048_576 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (/not found/i.test(stdout)) resolve(undefined);
      else reject(failed(error.code === "ENOENT" ? "There is no such program" : "The credential helper failed"));
    });
    child.stdin?.on("error", () => {}); // it may have ended
    child.stdin?.end(server);
  });
  if (out === undefined) return undefined;
  const answer = parseJson(Buffer.from(out));
  if (!isObject(answer)) throw failed("The credential helper gave no JSON");
  const [user, secret] = [textOf(answer["Username"]), new Secret(textOf(answer["Secret"]))];
  return user === "<token>" ? { kind: "identity-token", token: secret } : { kind: "basic", user, password: secret };
}
