import { AppError } from "@stanch/model";

export type HostKind = "github" | "gitlab" | "bitbucket" | "bitbucket-server";

/** What a user names: an owner on a code host, or one repository of it. */
export interface HostTarget {
  readonly kind: HostKind;
  /** Owner, group with its subgroups, workspace or project. */
  readonly owner: string;
  readonly repository?: string;
  /** GitLab alone: whether the last part is a project or a subgroup, only the host knows. */
  readonly path: string;
  /** Where people look at it, without a slash at the end. */
  readonly web: URL;
  readonly api: URL;
}

export interface Credentials {
  /** Headers of the REST API. Empty: nobody. */
  readonly api: Readonly<Record<string, string>>;
  /** Value of the header `Authorization` for git. */
  readonly git?: string;
}

type Env = Readonly<Record<string, string | undefined>>;

const NAMES = { github: "OWNER[/REPOSITORY]", gitlab: "GROUP[/PROJECT]", bitbucket: "WORKSPACE[/REPOSITORY]" } as const;

/**
 * Reads `github:acme/api`. `host`: that of a self-managed one, as a name or URL; of Bitbucket's cloud STANCH_BITBUCKET_URL names
 * another address of the API, as it does for `--verify`. Throws USAGE.
 */
export function hostTarget(word: keyof typeof NAMES, rest: string, host: string | undefined, env: Env = {}): HostTarget {
  const parts = rest.replace(/\/+$/, "").split("/");
  const most = word === "gitlab" ? 20 : 2;
  if (parts.length > most || !parts.every((part) => /^[\w.~-]{1,255}$/.test(part) && !/^\.+$/.test(part)))
    throw usage(`This names nothing on a code host`, `${word}:${rest}`, `Write ${word}:${NAMES[word]}.`);
  const [owner = "", repository] = parts;
  const base = host === undefined ? undefined : hostUrl(host, "--host");
  const cloud = env["STANCH_BITBUCKET_URL"];
  return {
    ...(word === "bitbucket" && base === undefined && cloud !== undefined && cloud !== ""
      ? cloudAt(hostUrl(cloud, "STANCH_BITBUCKET_URL"))
      : placeOf(word, base)),
    path: parts.join("/"),
    owner: word === "gitlab" ? parts.join("/") : owner,
    ...(repository === undefined || word === "gitlab" ? {} : { repository }),
  };
}

function placeOf(word: keyof typeof NAMES, base: URL | undefined): Pick<HostTarget, "kind" | "web" | "api"> {
  if (word === "github") {
    if (base === undefined || base.host === "github.com")
      return { kind: word, web: new URL("https://github.com"), api: new URL("https://api.github.com") };
    // Subdomains of ghe.com have a host of their own for the API; a server has it below its own name.
    const api = base.host.endsWith(".ghe.com") ? new URL(`https://api.${base.host}`) : below(base, "api/v3");
    return { kind: word, web: base, api };
  }
  if (word === "gitlab") {
    const web = base ?? new URL("https://gitlab.com");
    return { kind: word, web, api: below(web, "api/v4") };
  }
  if (base === undefined || base.host === "bitbucket.org")
    return { kind: word, web: new URL("https://bitbucket.org"), api: new URL("https://api.bitbucket.org/2.0") };
  return { kind: "bitbucket-server", web: base, api: below(base, "rest/api/latest") };
}

const cloudAt = (api: URL): Pick<HostTarget, "kind" | "web" | "api"> => ({ kind: "bitbucket", web: new URL(api.origin), api });

const below = (base: URL, path: string): URL => new URL(`${base.pathname.replace(/\/+$/, "")}/${path}`, base);

function hostUrl(host: string, from: string): URL {
  const text = /^[a-z]+:\/\//i.test(host) ? host : `https://${host}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = url !== undefined && url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  // What was given is not quoted: somebody may have put a password into it.
  if (!isPlain || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw usage("This is no host", from, "Give a name such as git.example.com, or a URL without user, query and fragment.");
  return url;
}

/** Who asks, from the variables that the hosts' own programs take. */
export function credentialsOf({ kind }: HostTarget, env: Env): Credentials {
  const first = (...names: readonly string[]): string | undefined =>
    names.map((name) => env[name]).find((value) => value !== undefined && value !== "");
  if (kind === "github") return tokenOf(first("GH_TOKEN", "GITHUB_TOKEN"), "x-access-token");
  if (kind === "gitlab") return tokenOf(first("GITLAB_TOKEN"), "oauth2");
  const user = first("BITBUCKET_USER", "BITBUCKET_USERNAME");
  const word = first("BITBUCKET_APP_PASSWORD", "BITBUCKET_PASSWORD");
  if (user !== undefined && word !== undefined) return { api: { authorization: basic(user, word) }, git: basic(user, word) };
  const token = first("BITBUCKET_TOKEN");
  if (kind === "bitbucket-server" && token !== undefined) return { api: { authorization: `Bearer ${token}` }, git: `Bearer ${token}` };
  return tokenOf(token, "x-token-auth");
}

function tokenOf(token: string | undefined, user: string): Credentials {
  if (token === undefined) return { api: {} };
  // A line feed would begin another header.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw usage("The token is no token: it holds blanks or control characters", "environment", "Set it anew.");
  return { api: { authorization: `Bearer ${token}` }, git: basic(user, token) };
}

const basic = (user: string, word: string): string => `Basic ${Buffer.from(`${user}:${word}`).toString("base64")}`;

/** How to get a token, for messages. */
export function tokenAdvice(kind: HostKind): string {
  if (kind === "github") return "Set GITHUB_TOKEN to one that may read it, for example to what `gh auth token` prints.";
  if (kind === "gitlab") return "Set GITLAB_TOKEN to one with the scope read_api and read_repository.";
  return "Set BITBUCKET_TOKEN, or BITBUCKET_USER and BITBUCKET_APP_PASSWORD, to what may read it.";
}

function usage(what: string, where: string, next: string): AppError {
  return new AppError("USAGE", { what, where, next });
}
