import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useHere } from "./workspace.tsx";

/** What of the pages is read again when something of its kind changed. The list of incidents is not: it would move under the hand. */
const READ_AGAIN: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:incident|findings)\./, ["facets", "incident", "events", "comments"]],
  [/^remediation\./, ["remediations", "remediation", "remediation-events"]],
  [/^scan\./, ["scans"]],
];

/** Listens to the workspace's changes while its pages are open. */
export function useLive(): void {
  const { workspace } = useHere();
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource(`/api/v1/workspaces/${encodeURIComponent(workspace.id)}/stream`);
    source.addEventListener("change", ({ data }: MessageEvent<string>) => {
      for (const [action, keys] of READ_AGAIN)
        if (action.test(actionOf(data))) for (const key of keys) void queries.invalidateQueries({ queryKey: [key, workspace.id] });
    });
    return () => source.close();
  }, [workspace.id, queries]);
}

function actionOf(data: string): string {
  try {
    const told: unknown = JSON.parse(data);
    return typeof told === "object" && told !== null && "action" in told && typeof told.action === "string" ? told.action : "";
  } catch {
    return "";
  }
}
