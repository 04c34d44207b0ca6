import { AppError, type Provider } from "@stanch/model";
import { isIP } from "node:net";
import { isLoopbackAddress } from "@stanch/model/addresses";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a provider's API is, and which addresses a connection to it may reach. */
export interface Base {
  readonly url: URL;
  /** `public`: as built in. `any`: the user named another https host. `loopback`: http, this machine only. */
  readonly reach: "public" | "any" | "loopback";
}

/** Name of the variable that replaces a provider's base URL: `STANCH_PLIVO_URL`. */
export function overrideName(providerId: string): string {
  return `STANCH_${providerId.toUpperCase().replaceAll("-", "_")}_URL`;
}

/** Throws `CONFIG_INVALID` when the override is no https URL (http is for loopback only) or carries more than host and path. */
export function baseOf(provider: Pick<Provider, "id" | "baseUrl">, env: Environment): Base {
  const name = overrideName(provider.id);
  const override = env[name];
  if (override === undefined || override === "") return { url: new URL(provider.baseUrl), reach: "public" };
  // The value is not quoted: somebody may have put a password into it.
  const refuse = (what: string): AppError =>
    new AppError("CONFIG_INVALID", { what, where: name, next: `Give an https URL such as ${provider.baseUrl}, or unset ${name}.` });
  if (!URL.canParse(override)) throw refuse("The base URL cannot be read");
  const url = new URL(override);
  if (url.username !== "" || url.password !== "") throw refuse("The base URL carries a user name or password");
  if (url.search !== "" || url.hash !== "") throw refuse("The base URL carries a query or fragment");
  if (url.protocol === "https:") return { url, reach: "any" };
  if (url.protocol !== "http:") throw refuse("The base URL is neither https nor http");
  if (!isLoopbackHost(url)) throw refuse("The base URL would send secrets unencrypted to another machine");
  return { url, reach: "loopback" };
}

/** Without a slash at the end. */
export function withoutSlash(url: URL): string {
  return url.href.replace(/\/+$/, "");
}

/** The host of a URL without the brackets of an IPv6 address. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "");
}

function isLoopbackHost(url: URL): boolean {
  const host = bareHost(url);
  // What `localhost` resolves to is looked at again when connecting.
  return isIP(host) === 0 ? host === "localhost" : isLoopbackAddress(host);
}
