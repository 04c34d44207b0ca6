import type { Builder } from "./builder.ts";
import { readExternal } from "./readers/external-secrets.ts";
import { readObject } from "./readers/_objects.ts";
import { Sink } from "./sink.ts";
import { type Tree, Unreadable, at, textAt, treeOfJson } from "./tree.ts";
import type { ReadFile } from "./reader.ts";

/** What a live cluster is asked through. `get` gives the parsed answer of a GET below the server, or the status it was refused with. */
export interface ClusterClient {
  /** Name for evidence: the context's. */
  readonly name: string;
  get(path: string): Promise<{ readonly status: number; readonly json: unknown }>;
}

const LISTS: readonly { readonly path: string; readonly kind: string; readonly isOptional?: boolean }[] = [
  { path: "api/v1/secrets", kind: "Secret" },
  { path: "api/v1/serviceaccounts", kind: "ServiceAccount" },
  { path: "apis/apps/v1/deployments", kind: "Deployment" },
  { path: "apis/apps/v1/statefulsets", kind: "StatefulSet" },
  { path: "apis/apps/v1/daemonsets", kind: "DaemonSet" },
  { path: "apis/apps/v1/replicasets", kind: "ReplicaSet" },
  { path: "apis/batch/v1/cronjobs", kind: "CronJob" },
  { path: "apis/batch/v1/jobs", kind: "Job" },
  { path: "api/v1/pods", kind: "Pod" },
  { path: "apis/networking.k8s.io/v1/ingresses", kind: "Ingress" },
  { path: "apis/external-secrets.io/v1/clustersecretstores", kind: "ClusterSecretStore", isOptional: true },
  { path: "apis/external-secrets.io/v1/secretstores", kind: "SecretStore", isOptional: true },
  { path: "apis/external-secrets.io/v1/externalsecrets", kind: "ExternalSecret", isOptional: true },
  { path: "apis/secrets-store.csi.x-k8s.io/v1/secretproviderclasses", kind: "SecretProviderClass", isOptional: true },
  { path: "apis/argoproj.io/v1alpha1/rollouts", kind: "Rollout", isOptional: true },
  { path: "apis/serving.knative.dev/v1/services", kind: "Service", isOptional: true },
];
const PAGE = 250;
const MOST_PAGES = 400;

/** Every object that takes or makes Secrets, of all namespaces. What may not be listed is named, and the rest goes on. */
export async function readCluster(client: ClusterClient, builder: Builder): Promise<void> {
  for (const { path, kind, isOptional } of LISTS) {
    let next = "";
    for (let page = 0; ; page++) {
      if (page >= MOST_PAGES) {
        builder.unread.push({ repository: client.name, path, reason: "too-many-pages" });
        break;
      }
      const { status, json } = await client.get(`${path}?limit=${PAGE}${next === "" ? "" : `&continue=${encodeURIComponent(next)}`}`);
      if (status === 404 && isOptional === true) break;
      if (status !== 200) {
        builder.unread.push({
          repository: client.name,
          path,
          reason: status === 403 || status === 401 ? "permission-denied" : "unreadable",
        });
        builder.blind({ what: `The cluster ${client.name} does not let ${path} be listed (HTTP ${status}): what is there is not seen` });
        break;
      }
      const { items, more } = pageOf(json);
      for (const item of items) readItem(item, kind, path, client, builder);
      if (more === "") break;
      next = more;
    }
  }
}

function pageOf(json: unknown): { readonly items: readonly unknown[]; readonly more: string } {
  if (typeof json !== "object" || json === null) return { items: [], more: "" };
  const items = "items" in json && Array.isArray(json.items) ? (json.items as readonly unknown[]) : []; // an array's members are unknown until they are parsed
  const metadata = "metadata" in json ? json.metadata : undefined;
  const more =
    typeof metadata === "object" && metadata !== null && "continue" in metadata && typeof metadata.continue === "string"
      ? metadata.continue
      : "";
  return { items, more };
}

function readItem(item: unknown, kind: string, path: string, client: ClusterClient, builder: Builder): void {
  try {
    const tree = treeOfJson(item);
    if (tree.kind !== "map") return;
    // What belongs to something else is read there: Pods of a Deployment, Jobs of a CronJob.
    if (at(tree, "metadata", "ownerReferences") !== undefined && /^(?:Pod|Job|ReplicaSet)$/.test(kind)) return;
    const name = textAt(tree, "metadata", "name") ?? "?";
    const namespace = textAt(tree, "metadata", "namespace") ?? "";
    const whole: Tree = { ...tree, entries: new Map([...tree.entries, ["kind", { kind: "text", line: 1, text: kind }]]) };
    const sink = new Sink(builder, fileFor(client.name, `${path}/${namespace === "" ? "" : `${namespace}/`}${name}`));
    if (kind === "Secret" && (textAt(tree, "type") ?? "").startsWith("helm.sh/release")) {
      builder.unread.push({ repository: client.name, path: sink.file.path, reason: "helm-release" });
      return;
    }
    readObject(whole, sink, { form: "cluster" });
    readExternal(whole, sink);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    builder.unread.push({ repository: client.name, path, reason: error.reason });
  }
}

function fileFor(repository: string, path: string): ReadFile {
  return { repository, path, text: "", base: "", folder: "", extension: "", trees: () => [] };
}
