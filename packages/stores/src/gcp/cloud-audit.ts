import { at, parsed, textAt } from "../json.ts";
import { type Reader, countReaders } from "../store.ts";

/**
 * Who read the secret, out of Cloud Audit Logs: `gcloud logging read … --format=json`, or one entry a line. An entry names the
 * project by its number or by its id, so a number is taken for ours: the log is that project's own.
 */
export function readersInCloudAudit(parent: string, name: string, lines: Iterable<string>): readonly Reader[] {
  return countReaders(reads(parent, name, lines));
}

function* reads(parent: string, name: string, lines: Iterable<string>): Iterable<{ who: string; from?: string; at: string }> {
  const place = new RegExp(`^projects/[^/]+(?:/locations/[^/]+)?/secrets/${name}/versions/`);
  for (const line of lines) {
    const json = parsed(line);
    for (const entry of Array.isArray(json) ? (json as readonly unknown[]) : [json]) {
      // isArray makes it any[]
      const resource = textAt(entry, "protoPayload", "resourceName") ?? "";
      const isRead = (textAt(entry, "protoPayload", "methodName") ?? "").endsWith(".AccessSecretVersion");
      if (!isRead || !place.test(resource) || at(entry, "protoPayload", "status", "code") !== undefined) continue;
      if (!/^projects\/\d+\//.test(resource) && !resource.startsWith(`${parent}/`)) continue;
      const from = textAt(entry, "protoPayload", "requestMetadata", "callerIp");
      yield {
        who: textAt(entry, "protoPayload", "authenticationInfo", "principalEmail") ?? "unknown",
        ...(from === undefined ? {} : { from }),
        at: textAt(entry, "timestamp") ?? "",
      };
    }
  }
}
