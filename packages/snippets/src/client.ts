import { variableOf } from "./reference.ts";
import type { Client } from "./types.ts";

interface Api {
  readonly url?: string;
  readonly header?: string;
  readonly scheme?: string;
}

/** A call that only reads, by provider: it shows that the credential works. From the providers' own references. */
const APIS: Readonly<Record<string, Api>> = {
  // Its calls need a header with a version too: the address is left to the reader.
  anthropic: { header: "x-api-key", scheme: "" },
  cloudflare: { url: "https://api.cloudflare.com/client/v4/user/tokens/verify" },
  digitalocean: { url: "https://api.digitalocean.com/v2/account" },
  github: { url: "https://api.github.com/user" },
  gitlab: { url: "https://gitlab.com/api/v4/user", header: "PRIVATE-TOKEN", scheme: "" },
  huggingface: { url: "https://huggingface.co/api/whoami-v2" },
  npm: { url: "https://registry.npmjs.org/-/whoami" },
  openai: { url: "https://api.openai.com/v1/models" },
  sendgrid: { url: "https://api.sendgrid.com/v3/scopes" },
  stripe: { url: "https://api.stripe.com/v1/balance" },
};

/** Plivo's own library, or one call with the provider's header; where we do not know its address, the reader gives it. */
export function clientOf(provider: string, title: string): Client {
  if (provider === "plivo") return { kind: "plivo" };
  const api = APIS[provider];
  return {
    kind: "http",
    title,
    urlVariable: `${variableOf(provider)}_API_URL`,
    header: api?.header ?? "Authorization",
    scheme: api?.scheme ?? "Bearer ",
    ...(api?.url === undefined ? {} : { url: api.url }),
  };
}
