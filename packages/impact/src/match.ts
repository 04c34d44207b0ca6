/** First digits of a fingerprint that a secret may be asked by. */
export const SHORT_FINGERPRINT = 12;

/**
 * Everything that a name is found by: itself, without its field, a Kubernetes Secret without its namespace, a Conjur variable
 * without its account, a fingerprint by its first digits.
 */
export function formsOf(name: string, isSecret: boolean): readonly string[] {
  if (isSecret) return [name.slice(0, SHORT_FINGERPRINT)];
  const forms = new Set([name]);
  const add = (text: string): void => {
    forms.add(text);
    const cut = text.indexOf("#");
    if (cut > 0) forms.add(text.slice(0, cut));
  };
  add(name);
  const isKubernetes = name.startsWith("k8s:");
  if (isKubernetes) add(name.slice("k8s:".length));
  if (isKubernetes || name.startsWith("conjur:")) add(name.slice(name.indexOf("/") + 1));
  return [...forms];
}

/** The forms of which a name must have one to be what is asked for. A URI of `stanch store` may name where a variable is kept. */
export function formsAsked(asked: string): readonly string[] {
  const wanted = plain(asked);
  return [...new Set([wanted, wanted.replace(/^k8s:/, ""), wanted.replace(/^conjur:/, "")])].filter((form) => form !== "");
}

export function matchesName(name: string, asked: string): boolean {
  const forms = formsOf(name, false);
  return name !== "" && formsAsked(asked).some((form) => forms.includes(form));
}

function plain(asked: string): string {
  const kept = /^(?:env|github-actions|gitlab-ci):.*#(.+)$/.exec(asked)?.[1];
  if (kept !== undefined) return kept;
  const vault = /^vault:(?:v1\/)?([^/]+)\/data\/(.+)$/.exec(asked);
  return vault === null ? asked.replace(/^secrets\./, "") : `vault:${vault[1] ?? ""}/${vault[2] ?? ""}`;
}

/** 32 bits of FNV-1a: what is found by it is compared in full. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
