import { AppError } from "@stanch/model";
import { type Environment, bareHost } from "./base-url.ts";

// In this order, lower case first, as curl and most runtimes have it; the plain-http one is the fallback.
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"] as const;

/**
 * The proxy for a URL by the usual variables, or undefined for a direct connection. A plain http URL is never given to
 * a proxy: it is for loopback, and its secret would travel in clear. Throws `CONFIG_INVALID` for a proxy that cannot be used.
 */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  if (url.protocol !== "https:") return undefined;
  const name = VARIABLES.find((variable) => (env[variable] ?? "") !== "");
  if (name === undefined || isExempt(url, env["no_proxy"] ?? env["NO_PROXY"] ?? "")) return undefined;
  const value = env[name] ?? "";
  const text = value.includes("://") ? value : `http://${value}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  // The value is not quoted: it may hold the proxy's password.
  if (proxy === undefined || (proxy.protocol !== "http:" && proxy.protocol !== "https:") || proxy.hostname === "")
    throw new AppError("CONFIG_INVALID", {
      what: "The proxy is neither an http nor an https URL",
      where: name,
      next: `Give a URL such as http://proxy.example.com:3128, or unset ${name}.`,
    });
  return proxy;
}

/** `NO_PROXY`: names parted by commas or blanks, `.example.com` and `example.com` meaning subdomains too, `host:port`, `*`. */
function isExempt(url: URL, list: string): boolean {
  const host = bareHost(url).toLowerCase();
  const port = url.port === "" ? "443" : url.port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      const split = /^(?<name>\[[^\]]*\]|[^:]*):(?<port>\d+)$/.exec(entry)?.groups;
      if (split?.["port"] !== undefined && split["port"] !== port) return false;
      const name = (split?.["name"] ?? entry).replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
      return host === name || host.endsWith(`.${name}`);
    });
}
