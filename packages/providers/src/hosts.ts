import { companionOf } from "./http/answers.ts";
import type { Host } from "./check.ts";
import { overrideName } from "./http/base-url.ts";

const LABELS = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?){0,8}$/i;

/**
 * A host below one of the provider's own domains, named beside the secret: `acme`, `acme.okta.com` and
 * `https://acme.okta.com/app` all give `https://acme.okta.com`. A name elsewhere gives nothing.
 */
export function hostUnder(companion: string, ...domains: readonly [string, ...string[]]): Host {
  const [first] = domains;
  return {
    label: `https://*.${domains.join(" or *.")}`,
    needs: `the name of its host (*.${first})`,
    of: (credential) => {
      const host = hostIn(companionOf(credential, companion))?.host.toLowerCase();
      if (host === undefined || !LABELS.test(host)) return undefined;
      if (!host.includes(".")) return `https://${host}.${first}`;
      return domains.some((domain) => host.endsWith(`.${domain}`)) ? `https://${host}` : undefined;
    },
  };
}

/**
 * The owner's own server, named beside the secret. Only for a companion that says so (`VAULT_ADDR=`): any other address that
 * stands near, of documents or another service, would be given the secret. It is asked over https alone and, like every host that no person named,
 * only at a public address; for others there is `STANCH_<ID>_URL`.
 */
export function ownHost(companion: string): Host {
  return {
    label: "https://* (the owner's own server)",
    needs: "the https address of its server",
    of: (credential) => {
      const found = hostIn(companionOf(credential, companion));
      if (found === undefined || found.plain || !found.host.includes(".") || !LABELS.test(found.host)) return undefined;
      return `https://${found.host}${found.port}`;
    },
  };
}

/** A host of the provider's own of which one label stands beside the secret: `hostNamed("appId", "https://*-dsn.algolia.net")`. */
export function hostNamed(companion: string, label: string): Host {
  return {
    label,
    needs: `the name of its host (${label.slice(8)})`,
    of: (credential) => {
      const name = companionOf(credential, companion);
      return name !== undefined && /^[a-z0-9-]{1,63}$/i.test(name) ? label.replace("*", name.toLowerCase()) : undefined;
    },
  };
}

/** A host beside the secret whose whole name has a shape that only the provider gives out. */
export function hostLike(companion: string, shape: RegExp, label: string): Host {
  return {
    label,
    needs: `the name of its host (${label.slice(8)})`,
    of: (credential) => {
      const host = hostIn(companionOf(credential, companion))?.host.toLowerCase();
      return host !== undefined && shape.test(host) ? `https://${host}` : undefined;
    },
  };
}

/** A host that the secret itself names. */
export function hostFromSecret(label: string, of: (secret: string) => string | undefined): Host {
  return { label, needs: "a host, which this form does not name", of: ({ secret }) => of(secret.reveal()) };
}

/** The owner's own server, which nothing beside the secret names. */
export function hostSetFor(providerId: string): Host {
  const name = overrideName(providerId);
  return { label: `https://* (${name})`, needs: `the address of its server in ${name}`, of: () => undefined };
}

function hostIn(value: string | undefined): { readonly host: string; readonly port: string; readonly plain: boolean } | undefined {
  if (value === undefined || value === "") return undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  // Somebody's name and password are not ours to send.
  if (url.username !== "" || url.password !== "" || !/^https?:$/.test(url.protocol)) return undefined;
  return { host: url.hostname, port: url.port === "" ? "" : `:${url.port}`, plain: url.protocol === "http:" };
}
