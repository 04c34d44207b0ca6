/**
 * Whether a name of the graph is what somebody asks for: itself, without its field, a Kubernetes Secret without its
 * namespace, or a URI of `stanch store` whose scheme names where a variable is kept.
 */
export function matchesName(name: string, asked: string): boolean {
  if (name === "" || asked === "") return false;
  const wanted = plain(asked);
  if (isOf(name, wanted)) return true;
  if (name.startsWith("k8s:")) {
    const tail = name.slice(name.indexOf("/") + 1);
    return isOf(tail, wanted.replace(/^k8s:/, "")) || isOf(name.slice(4), wanted);
  }
  if (name.startsWith("conjur:")) return isOf(name.slice(name.indexOf("/") + 1), wanted.replace(/^conjur:/, ""));
  return false;
}

const isOf = (name: string, wanted: string): boolean => name === wanted || (name.startsWith(wanted) && name[wanted.length] === "#");

function plain(asked: string): string {
  const kept = /^(?:env|github-actions|gitlab-ci):.*#(.+)$/.exec(asked)?.[1];
  if (kept !== undefined) return kept;
  const vault = /^vault:(?:v1\/)?([^/]+)\/data\/(.+)$/.exec(asked);
  return vault === null ? asked.replace(/^secrets\./, "") : `vault:${vault[1] ?? ""}/${vault[2] ?? ""}`;
}
