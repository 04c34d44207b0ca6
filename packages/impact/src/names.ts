/**
 * Names that values have outside the code, in the form of `stanch store` URIs: `vault:secret/plivo#auth_token`. A name
 * without `#field` is the whole; a field `*` is "all of it, whatever it has".
 */
export const vaultName = (path: string, field: string | undefined): string =>
  // KV version 2 puts data/ behind the mount in its API, and not in what people write.
  `vault:${path.replace(/^\/+|\/+$/g, "").replace(/^(?:v1\/)?([^/]+)\/data\//, "$1/")}#${field ?? "*"}`;

/** By name or ARN, whose end is the name, a dash and six characters; `:jsonKey:stage:id` may follow in ECS. */
export function awsName(id: string, field?: string): string {
  const arn = /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:([^:]+)(?::([^:]*))?/.exec(id);
  if (arn === null) return `aws-sm:${id.replace(/^\/+/, "")}#${field ?? "*"}`;
  const name = (arn[1] ?? "").replace(/-(?:[A-Za-z0-9]{6}|\?{6}|\*)$/, "");
  return `aws-sm:${name}#${field ?? (arn[2] === undefined || arn[2] === "" ? "*" : arn[2])}`;
}

export function parameterName(id: string): string {
  const arn = /^arn:[^:]*:ssm:[^:]*:[^:]*:parameter\/?(.+)$/.exec(id)?.[1];
  return `aws-ssm:/${(arn ?? id).replace(/^\/+/, "")}`;
}

export const conjurName = (id: string): string => `conjur:${id.replace(/^!var:/, "")}`;
export const gcpName = (id: string, field?: string): string =>
  `gcp-sm:${id.replace(/^projects\/([^/]+)\/secrets\/([^/]+).*$/, "$1/$2")}${field === undefined ? "" : `#${field}`}`;
export const azureName = (vault: string, id: string): string => `azure-kv:${vault === "" ? "" : `${vault}/`}${id}`;

/** Everything that a name may be asked by besides itself: without its field, of a Kubernetes Secret without its namespace. */
export function askedBy(name: string): readonly string[] {
  const forms = new Set([name]);
  const whole = name.replace(/#[^#]*$/, "");
  if (/^[a-z0-9-]+:/.test(name)) forms.add(whole);
  if (name.startsWith("k8s:")) for (const form of [name, whole]) forms.add(`k8s:${form.slice(form.indexOf("/") + 1)}`);
  if (name.startsWith("conjur:")) forms.add(`conjur:${name.slice(7).split("/").slice(1).join("/")}`);
  return [...forms];
}

/** Container of a field and the field: `k8s:a/b#c` is `c` in `k8s:a/b`. Undefined for names without fields. */
export function fieldOf(name: string): { readonly container: string; readonly field: string } | undefined {
  const cut = name.lastIndexOf("#");
  return cut < 0 ? undefined : { container: name.slice(0, cut), field: name.slice(cut + 1) };
}
