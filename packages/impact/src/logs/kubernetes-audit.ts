import type { LogReader } from "../reader.ts";
import { jsonLine, member, textIn } from "./_json.ts";

export const kubernetesAudit: LogReader = {
  id: "kubernetes-audit",
  title: "Audit log of the Kubernetes API server: gets of Secrets (what a kubelet mounts is among them)",
  wants: (line) => line.includes('"audit.k8s.io/'),
  *reads(line) {
    const event = jsonLine(line);
    if (textIn(event, "verb") !== "get" || textIn(event, "objectRef", "resource") !== "secrets") return;
    const code = member(event, "responseStatus", "code");
    const name = textIn(event, "objectRef", "name");
    if (name === undefined || (typeof code === "number" && code >= 300)) return;
    const addresses = member(event, "sourceIPs");
    const from: unknown = Array.isArray(addresses) ? addresses[0] : undefined;
    const agent = textIn(event, "userAgent");
    yield {
      name: `k8s:${textIn(event, "objectRef", "namespace") ?? "?"}/${name}#*`,
      who: textIn(event, "user", "username") ?? "unknown",
      at: textIn(event, "requestReceivedTimestamp") ?? "",
      ...(typeof from === "string" ? { from } : {}),
      ...(agent === undefined ? {} : { agent }),
    };
  },
};
