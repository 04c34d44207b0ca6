import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { AppError } from "@stanch/model";
import { type ClientOptions, PackageClient } from "./client.ts";
import type { PackageFile, Surroundings } from "./package-file.ts";

/** Where npm itself asks when no configuration names a registry. */
const DEFAULT_REGISTRY = "https://registry.npmjs.org/";
const NAME = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;

/** The tarball of `NAME[@VERSION]`, or those of all versions. VERSION is one, or a tag such as `latest`. */
export async function* npmFiles(
  rest: string,
  options: ClientOptions & { readonly allVersions: boolean },
  surroundings: Surroundings,
): AsyncGenerator<PackageFile> {
  const at = rest.indexOf("@", 1);
  const name = at < 0 ? rest : rest.slice(0, at);
  const version = at < 0 ? "latest" : rest.slice(at + 1);
  if (!NAME.test(name) || !/^[\w.+-]+$/.test(version))
    throw new AppError("USAGE", {
      what: "This names no package of npm",
      where: `npm:${rest}`,
      next: "Write npm:NAME, or npm:NAME@VERSION with one version or a tag.",
    });
  const settings = readSettings(surroundings);
  const registry = registryFor(name, settings);
  const client = new PackageClient(options, (url) => settings.authorization(url));
  const document = await client.document(
    new URL(name.replace("/", "%2f"), registry),
    "application/vnd.npm.install-v1+json, application/json;q=0.8",
  );
  const found: unknown = document === undefined ? undefined : parsed(document.text);
  const versions = recordIn(found, "versions");
  const tagged = recordIn(found, "dist-tags")[version];
  const wanted = options.allVersions ? Object.keys(versions) : [typeof tagged === "string" ? tagged : version];
  for (const one of wanted) {
    const dist = recordIn(versions[one], "dist");
    const { tarball } = dist;
    if (typeof tarball !== "string" || !URL.canParse(tarball)) throw absent(name, one, registry);
    const digest = digestOf(dist);
    yield { name: `npm:${name}@${one}`, ...(digest === undefined ? {} : { digest }), bytes: () => client.file(new URL(tarball)) };
  }
  if (wanted.length === 0) throw absent(name, version, registry);
}

function absent(name: string, version: string, registry: URL): AppError {
  return new AppError("SOURCE_NOT_FOUND", {
    what: "The registry has no such package or version",
    where: `${name}@${version} at ${registry.host}`,
    next: "Check the name; of a private package the registry says the same to who is not logged in.",
  });
}

const STRENGTH = ["sha512", "sha384", "sha256", "sha1"];

/** The strongest of `integrity`, else `shasum`. */
function digestOf({ integrity, shasum }: Readonly<Record<string, unknown>>): PackageFile["digest"] {
  const all = typeof integrity === "string" ? integrity.split(/\s+/) : [];
  const parts = all.map((one) => /^(?<algorithm>sha\d+)-(?<digits>[A-Za-z0-9+/]+=*)/.exec(one)?.groups);
  for (const algorithm of STRENGTH) {
    const digits = parts.find((part) => part?.["algorithm"] === algorithm)?.["digits"];
    if (digits !== undefined) return { algorithm, hex: Buffer.from(digits, "base64").toString("hex") };
  }
  return typeof shasum === "string" && /^[0-9a-f]{40}$/.test(shasum) ? { algorithm: "sha1", hex: shasum } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordIn(value: unknown, key: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return {};
  const inner: unknown = Reflect.get(value, key);
  return typeof inner === "object" && inner !== null ? (inner as Record<string, unknown>) : {}; // any object can be asked for its keys
}

interface Settings {
  readonly values: ReadonlyMap<string, string>;
  readonly authorization: (url: URL) => string | undefined;
}

/**
 * What the environment, the project's `.npmrc`, the user's and the machine's say, in this order. The project's names registries only: whoever
 * wrote it must not be the one to say where the user's tokens go.
 */
function readSettings({ env, folder, home }: Surroundings): Settings {
  // The machine's own: npm looks beside the Node that runs it.
  const machine = linesOf(
    env["NPM_CONFIG_GLOBALCONFIG"] ?? env["npm_config_globalconfig"] ?? join(dirname(process.execPath), "../etc/npmrc"),
  );
  const own = linesOf(env["NPM_CONFIG_USERCONFIG"] ?? env["npm_config_userconfig"] ?? join(home, ".npmrc"));
  const project = linesOf(join(folder, ".npmrc")).filter(([key]) => key === "registry" || key.endsWith(":registry"));
  const fromEnv = Object.entries(env).flatMap(([key, value]) =>
    /^npm_config_/i.test(key) && value !== undefined ? [[key.slice("npm_config_".length).toLowerCase(), value] as const] : [],
  );
  const expand = (value: string): string => value.replaceAll(/\$\{(\w+)\}/g, (all, name: string) => env[name] ?? all);
  const values = new Map([...[...machine, ...own].map(([key, value]) => [key, expand(value)] as const), ...project, ...fromEnv]);
  return { values, authorization: (url) => authorizationFor(url, values) };
}

function linesOf(file: string): (readonly [string, string])[] {
  let text = "";
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // none there
  }
  return [...text.matchAll(/^[ \t]*([^#;\s=][^=\r\n]*?)[ \t]*=[ \t]*"?([^\r\n"]*?)"?[ \t]*$/gm)].map(
    ([, key = "", value = ""]) => [key, value] as const,
  );
}

function registryFor(name: string, { values }: Settings): URL {
  const scope = name.startsWith("@") ? name.slice(0, name.indexOf("/")) : undefined;
  const text = (scope === undefined ? undefined : values.get(`${scope}:registry`)) ?? values.get("registry") ?? DEFAULT_REGISTRY;
  const url = URL.canParse(text) ? new URL(text.endsWith("/") ? text : `${text}/`) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  throw new AppError("CONFIG_INVALID", {
    what: "The registry that npm's configuration names is no URL",
    where: text,
    next: "Correct registry= in .npmrc.",
  });
}

/** As npm has it: settings for `//host/path/` hold for all below it, the longest first. */
function authorizationFor(url: URL, values: ReadonlyMap<string, string>): string | undefined {
  const place = `//${url.host}${url.pathname}`;
  for (let path = place; path.length > 2; path = path.slice(0, path.lastIndexOf("/", path.length - 2) + 1)) {
    if (!path.endsWith("/")) continue;
    const token = values.get(`${path}:_authToken`) ?? values.get(`${path}:_authtoken`);
    if (token !== undefined) return `Bearer ${token}`;
    const auth = values.get(`${path}:_auth`);
    if (auth !== undefined) return `Basic ${auth}`;
    const [user, password] = [values.get(`${path}:username`), values.get(`${path}:_password`)];
    if (user !== undefined && password !== undefined)
      return `Basic ${Buffer.from(`${user}:${Buffer.from(password, "base64").toString("utf8")}`).toString("base64")}`;
  }
  return undefined;
}
