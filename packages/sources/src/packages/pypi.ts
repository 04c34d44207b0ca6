import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { type ClientOptions, PackageClient } from "./client.ts";
import type { PackageFile, Surroundings } from "./package-file.ts";

/** Where pip itself asks when no configuration names an index. */
const DEFAULT_INDEX = "https://pypi.org/simple/";

interface Listed {
  readonly filename: string;
  readonly version: string;
  readonly url: URL;
  readonly sha256?: string;
}

/** Every file (source and wheels) of `NAME[==VERSION]`, or of all versions. */
export async function* pypiFiles(
  rest: string,
  options: ClientOptions & { readonly allVersions: boolean },
  surroundings: Surroundings,
): AsyncGenerator<PackageFile> {
  const found = /^(?<name>[A-Za-z0-9][\w.-]*?)(?:==(?<version>[\w.+!-]+))?$/.exec(rest)?.groups;
  if (found?.["name"] === undefined)
    throw new AppError("USAGE", {
      what: "This names no package of PyPI",
      where: `pypi:${rest}`,
      next: "Write pypi:NAME or pypi:NAME==VERSION.",
    });
  const name = normalized(found["name"]);
  const index = indexOf(surroundings);
  const client = new PackageClient(options, (url) => (url.host === index.host ? basicOf(index) : undefined));
  const page = await client.document(
    new URL(`${name}/`, withoutLogIn(index)),
    "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1",
  );
  const listed =
    page === undefined
      ? []
      : page.type.includes("json")
        ? listedInJson(page.text, page.url, name)
        : listedInHtml(page.text, page.url, name);
  const version = found["version"] ?? newest(listed.map((one) => one.version));
  const wanted = options.allVersions ? listed : listed.filter((one) => sameVersion(one.version, version ?? ""));
  if (wanted.length === 0)
    throw new AppError("SOURCE_NOT_FOUND", {
      what: "The index has no such package or version",
      where: `${rest} at ${index.host}`,
      next: "Check the name and PIP_INDEX_URL.",
    });
  for (const { filename, version: own, url, sha256 } of wanted)
    yield {
      name: `pypi:${name}==${own}/${filename}`,
      ...(sha256 === undefined ? {} : { digest: { algorithm: "sha256", hex: sha256 } }),
      bytes: () => client.file(url),
    };
}

/** PEP 503. */
const normalized = (name: string): string => name.replaceAll(/[-_.]+/g, "-").toLowerCase();

function listedInJson(text: string, base: URL, name: string): Listed[] {
  let page: unknown;
  try {
    page = JSON.parse(text);
  } catch {
    return [];
  }
  const files = typeof page === "object" && page !== null && "files" in page && Array.isArray(page.files) ? (page.files as unknown[]) : [];
  return files.flatMap((file) => {
    if (typeof file !== "object" || file === null || !("filename" in file) || !("url" in file)) return [];
    const { filename, url } = file;
    if (typeof filename !== "string" || typeof url !== "string") return [];
    const hashes: unknown = "hashes" in file ? file.hashes : undefined;
    const sha256 = typeof hashes === "object" && hashes !== null && "sha256" in hashes ? hashes.sha256 : undefined;
    return listedFile(filename, url, base, name, typeof sha256 === "string" ? sha256 : undefined);
  });
}

function listedInHtml(text: string, base: URL, name: string): Listed[] {
  return [...text.matchAll(/<a\s[^>]*?href="(?<href>[^"]+)"[^>]*>(?<label>[^<]*)<\/a>/gi)].flatMap(({ groups }) => {
    const href = (groups?.["href"] ?? "").replaceAll("&amp;", "&");
    const sha256 = /#sha256=([0-9a-f]{64})/i.exec(href)?.[1]?.toLowerCase();
    return listedFile((groups?.["label"] ?? "").trim(), href.replace(/#.*/s, ""), base, name, sha256);
  });
}

function listedFile(filename: string, href: string, base: URL, name: string, sha256: string | undefined): Listed[] {
  const version = versionOf(filename, name);
  if (version === undefined || !URL.canParse(href, base.href)) return [];
  return [{ filename, version, url: new URL(href, base), ...(sha256 === undefined ? {} : { sha256 }) }];
}

/** Of a wheel, egg, or source archive. */
function versionOf(filename: string, name: string): string | undefined {
  const parts = /^(?<stem>.+?)(?:\.tar\.(?:gz|bz2|xz)|\.tgz|\.zip|\.whl|\.egg|\.exe)$/i.exec(filename)?.groups?.["stem"]?.split("-") ?? [];
  for (let count = 1; count < parts.length; count++)
    if (normalized(parts.slice(0, count).join("-")) === name)
      return /\.(?:whl|egg|exe)$/i.test(filename) ? parts[count] : parts.slice(count).join("-");
  return undefined;
}

const sameVersion = (a: string, b: string): boolean => plain(a) === plain(b);
const plain = (version: string): string =>
  version
    .toLowerCase()
    .replace(/^v/, "")
    .replaceAll(/[-_.]?(a|b|rc|dev|post)[-_.]?/g, "$1")
    .replace(/(?:\.0)+$/, "");

/** By its numbers; one that is before a release only where there is nothing else. */
function newest(versions: readonly string[]): string | undefined {
  const releases = versions.filter((version) => !/\d[-_.]?(?:a|b|c|rc|alpha|beta|pre|preview|dev)[-_.]?\d*/i.test(version));
  return (releases.length > 0 ? releases : versions).toSorted(byNumbers).at(-1);
}

function byNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((one) => [...one.matchAll(/\d+/g)].map(([digits]) => Number(digits)));
  for (let i = 0; i < Math.max(left?.length ?? 0, right?.length ?? 0); i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}

/** What pip would ask: its variable, then its configuration files, the user's first. */
function indexOf({ env, home }: Surroundings): URL {
  const files = [
    env["PIP_CONFIG_FILE"],
    join(env["XDG_CONFIG_HOME"] ?? join(home, ".config"), "pip/pip.conf"),
    join(home, ".pip/pip.conf"),
    "/etc/pip.conf",
  ];
  const text =
    env["PIP_INDEX_URL"] ??
    files.map((file) => (file === undefined ? undefined : indexIn(file))).find((url) => url !== undefined) ??
    DEFAULT_INDEX;
  const url = URL.canParse(text) ? new URL(text.endsWith("/") ? text : `${text}/`) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  // Not quoted: it may hold a password.
  throw new AppError("CONFIG_INVALID", {
    what: "The index that pip's configuration names is no URL",
    where: "index-url",
    next: "Correct PIP_INDEX_URL or pip.conf.",
  });
}

function indexIn(file: string): string | undefined {
  try {
    return /^\s*index[-_]url\s*[=:]\s*(\S+)/m.exec(readFileSync(file, "utf8"))?.[1];
  } catch {
    return undefined; // none there
  }
}

function withoutLogIn(url: URL): URL {
  const out = new URL(url);
  out.username = "";
  out.password = "";
  return out;
}

function basicOf({ username, password }: URL): string | undefined {
  if (username === "") return undefined;
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`;
}
