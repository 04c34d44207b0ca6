import type { ClusterClient } from "@stanch/impact";
import { AppError } from "@stanch/model";

/** The cluster that kubectl would ask, logged in as it would. A refusal is an answer; no answer at all rejects with STORE_UNREACHABLE. */
export function clusterClient(context: string | undefined): ClusterClient {
  let known: Promise<{ send: (path: string) => Promise<{ readonly status: number; readonly json: unknown }> }> | undefined;
  const open = async (): Promise<{ send: (path: string) => Promise<{ readonly status: number; readonly json: unknown }> }> => {
    const { KubeClient, SERVICE_ACCOUNT } = await import("@stanch/stores");
    const client = new KubeClient(process.env, context, SERVICE_ACCOUNT);
    return { send: async (path) => client.send({ method: "GET", path, where: `k8s:${context ?? ""} ${path}` }) };
  };
  return {
    name: `cluster${context === undefined ? "" : ` ${context}`}`,
    async get(path) {
      known ??= open();
      try {
        return await (await known).send(path);
      } catch (error) {
        if (error instanceof AppError && error.code === "STORE_DENIED") return { status: 403, json: undefined };
        throw error;
      }
    },
  };
}
