import { Button, Text } from "@mantine/core";
import { hideNotification, showNotification } from "@mantine/notifications";
import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { answered, api, newKey } from "../api/client.ts";
import type { IncidentChange, IncidentFilter, IncidentSummary } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { text } from "../text.ts";

type Pages = InfiniteData<{ items: IncidentSummary[]; nextCursor: string | null }>;
/** Those named, or all that a filter fits. */
export type Which = { readonly ids: string[] } | { readonly filter: IncidentFilter };

/** Changes many incidents at once, shows them changed where they stand, and takes it back. */
export function useBulk(onDone: () => void) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const last = useRef<string | undefined>(undefined);
  const refresh = (): void => {
    void queries.invalidateQueries({ queryKey: ["facets", workspace.id] });
    void queries.invalidateQueries({ queryKey: ["incident", workspace.id] });
    void queries.invalidateQueries({ queryKey: ["events", workspace.id] });
  };
  const undo = useMutation({
    mutationFn: (bulk: string) =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/incidents/bulk/{bulk}/undo", {
          params: { path: { workspace: workspace.id, bulk } },
          headers: { "Idempotency-Key": `undo-${bulk}` },
        }),
      ),
    onSuccess: ({ restored, kept }, bulk) => {
      hideNotification(bulk);
      last.current = undefined;
      showNotification({ message: `${text.bulk.undone(restored)}${kept.length === 0 ? "" : `. ${text.bulk.kept(kept.length)}`}` });
      refresh();
      void queries.resetQueries({ queryKey: ["incidents", workspace.id] });
    },
    onError: (error) => void showNotification({ color: "red", message: error.message }),
  });
  const change = useMutation({
    mutationFn: ({ which, change: deed, key }: { which: Which; change: IncidentChange; key: string }) =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/incidents/bulk", {
          params: { path: { workspace: workspace.id } },
          headers: { "Idempotency-Key": key },
          body: { ...("ids" in which ? { ids: which.ids } : { filter: arraysOf(which.filter) }), change: deed },
        }),
      ),
    onSuccess: ({ bulkId, changed, skipped, isCut }, { which, change: deed }) => {
      last.current = bulkId;
      const skippedIds = new Set(skipped.map(({ id }) => id));
      if ("ids" in which) {
        const ids = new Set(which.ids.filter((id) => !skippedIds.has(id)));
        queries.setQueriesData<Pages>({ queryKey: ["incidents", workspace.id] }, (data) => data && patched(data, ids, deed));
      } else void queries.resetQueries({ queryKey: ["incidents", workspace.id] });
      refresh();
      showNotification({
        id: bulkId,
        autoClose: 12_000,
        message: <Told {...{ changed, skipped: skipped.length, isCut }} onUndo={() => undo.mutate(bulkId)} />,
      });
      onDone();
    },
  });
  return {
    isBusy: change.isPending || undo.isPending,
    error: change.error,
    forget: change.reset,
    act: (which: Which, deed: IncidentChange) => change.mutate({ which, change: deed, key: newKey() }),
    undoLast: () => {
      if (last.current !== undefined) undo.mutate(last.current);
    },
  };
}

function Told({ changed, skipped, isCut, onUndo }: { changed: number; skipped: number; isCut: boolean; onUndo: () => void }) {
  return (
    <div className="told">
      <Text size="sm">
        {text.bulk.done(changed)}
        {skipped > 0 && `. ${text.bulk.skipped(skipped)}`}
        {isCut && `. ${text.bulk.cut}`}
      </Text>
      <Button size="compact-sm" variant="default" onClick={onUndo}>
        {text.bulk.undo}
      </Button>
    </div>
  );
}

/** The rows stay where they are, changed: a list that moves under the hand is no list to work through. */
function patched(data: Pages, ids: ReadonlySet<string>, change: IncidentChange): Pages {
  return {
    ...data,
    pages: data.pages.map((page) =>
      page.items.some(({ id }) => ids.has(id))
        ? { ...page, items: page.items.map((item) => (ids.has(item.id) ? after(item, change) : item)) }
        : page,
    ),
  };
}

function after(item: IncidentSummary, change: IncidentChange): IncidentSummary {
  switch (change.kind) {
    case "assign":
      return { ...item, assignee: change.assignee, state: item.state === "triggered" ? "assigned" : item.state };
    case "unassign":
      return { ...item, assignee: null, state: item.state === "assigned" ? "triggered" : item.state };
    case "start":
      return { ...item, state: "in_remediation" };
    case "stop":
      return { ...item, state: item.assignee === null ? "triggered" : "assigned" };
    case "resolve":
      return { ...item, state: "resolved", resolution: change.resolution };
    case "reopen":
      return { ...item, state: item.assignee === null ? "triggered" : "assigned", resolution: null };
    case "severity":
      return change.severity === null ? item : { ...item, severity: change.severity };
    case "owner":
    case "privilege":
      return item;
  }
}

/** The list's query says one value or several; the body of a bulk change says several. */
function arraysOf(filter: IncidentFilter) {
  const { isOverdue, state, resolution, severity, validity, exposure, detector, provider, ...words } = filter;
  const lists = Object.fromEntries(
    Object.entries({ state, resolution, severity, validity, exposure, detector, provider }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat()]],
    ),
  );
  return { ...words, ...lists, ...(isOverdue === undefined ? {} : { isOverdue: isOverdue === "true" }) };
}
