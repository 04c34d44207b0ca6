import { Button, Drawer, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import IconFilter from "@tabler/icons-react/icons/IconFilter";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { facetsQuery, incidentsQuery } from "../api/queries.ts";
import { useKeys } from "../app/keys.ts";
import { type IncidentSearch, SORTS, filterOf } from "../app/search.ts";
import { useHere } from "../app/workspace.tsx";
import { useBulk } from "../parts/bulk.tsx";
import { ChangeMenu, ReasonDialog, type Reasoned } from "../parts/change-menu.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { ColumnsMenu, ExportMenu } from "./incidents-menus.tsx";
import { Facets } from "./incidents-facets.tsx";
import { IncidentGrid } from "./incidents-grid.tsx";
import { ViewsMenu } from "./incidents-views.tsx";

const FROM = "/w/$workspace/incidents";

/** The list: what it shows stands in the address, so that a link shows the same. */
export function IncidentsPage() {
  const { workspace, can } = useHere();
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const set = (change: Partial<IncidentSearch>): void => void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const filter = useMemo(() => filterOf(search), [search]);
  const list = useInfiniteQuery({
    ...incidentsQuery(workspace.id, filter, search.sort ?? "severity"),
    structuralSharing: false,
    refetchOnWindowFocus: false,
  });
  const facets = useQuery({ ...facetsQuery(workspace.id, filter), placeholderData: (before) => before });
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [isWholeFilter, setIsWholeFilter] = useState(false);
  const [reasoned, setReasoned] = useState<{ which: Reasoned; ids?: string[] }>();
  const [areFacetsOpen, drawer] = useDisclosure(false);
  const field = useRef<HTMLInputElement>(null);
  const clear = (): void => {
    setSelected(new Set());
    setIsWholeFilter(false);
  };
  const bulk = useBulk(() => {
    clear();
    setReasoned(undefined);
  });
  const which = isWholeFilter ? { filter } : { ids: [...selected] };
  useKeys({ "/": () => field.current?.focus(), z: bulk.undoLast });
  const total = facets.data?.total;
  const count = isWholeFilter ? (total ?? 0) : selected.size;
  const hasFilter = Object.keys(filter).length > 0;
  const facetList = <Facets counts={facets.data} search={search} set={set} onClear={() => void navigate({ search: {} })} />;
  return (
    <div className="incidents">
      <aside className="facets" aria-label={text.incidents.filters}>
        {facetList}
      </aside>
      <Drawer
        opened={areFacetsOpen}
        onClose={drawer.close}
        title={text.incidents.filters}
        closeButtonProps={{ "aria-label": text.shell.close }}
        size="xs"
      >
        {facetList}
      </Drawer>
      <section className="list" aria-labelledby="page-title">
        <div className="list-head">
          <h1 id="page-title">{text.incidents.title}</h1>
          <span className="list-count" role="status">
            {total === undefined ? "" : text.incidents.total(total)}
          </span>
        </div>
        <div className="toolbar">
          <SearchField value={search.text ?? ""} onChange={(words) => set({ text: words === "" ? undefined : words })} input={field} />
          <Button
            className="facets-button"
            variant="default"
            leftSection={<IconFilter size={16} aria-hidden="true" />}
            onClick={drawer.open}
          >
            {text.incidents.filters}
          </Button>
          <NativeSelect
            aria-label={text.incidents.sort}
            value={search.sort ?? "severity"}
            data={SORTS.map((value) => ({ value, label: text.incidents.sorts[value] }))}
            onChange={({ currentTarget }) => set({ sort: SORTS.find((one) => one === currentTarget.value) })}
          />
          <ViewsMenu search={search} onOpen={(view) => void navigate({ search: view })} />
          <ColumnsMenu search={search} set={set} />
          {can("incident:export") && <ExportMenu filter={filter} sort={search.sort ?? "severity"} />}
        </div>
        {count > 0 && (
          <div className="selection" role="region" aria-label={text.incidents.selected(count)}>
            <span>{text.incidents.selected(count)}</span>
            {!isWholeFilter && total !== undefined && total > selected.size && (
              <Button size="compact-sm" variant="subtle" onClick={() => setIsWholeFilter(true)}>
                {text.incidents.selectAll(total)}
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" onClick={clear}>
              {text.incidents.clearSelection}
            </Button>
            <ChangeMenu
              isBusy={bulk.isBusy}
              onChange={(change) => bulk.act(which, change)}
              onReasoned={(one) => setReasoned({ which: one })}
            />
          </div>
        )}
        {bulk.error !== null && reasoned === undefined && <Problem error={bulk.error} />}
        {list.error !== null && rows.length === 0 ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isPending ? (
          <Loading />
        ) : rows.length === 0 ? (
          <Nothing hasFilter={hasFilter} />
        ) : (
          <IncidentGrid
            rows={rows}
            total={total ?? rows.length}
            search={search}
            selected={selected}
            onSelect={setSelected}
            canChange={can("incident:write")}
            hasMore={list.hasNextPage}
            isLoadingMore={list.isFetchingNextPage}
            onMore={() => void list.fetchNextPage()}
            onAssign={(id, me) => bulk.act({ ids: selected.size > 0 ? [...selected] : [id] }, { kind: "assign", assignee: me })}
            onFalseAlarm={(id) => setReasoned({ which: "false_alarm", ids: selected.size > 0 ? [...selected] : [id] })}
          />
        )}
        {list.error !== null && rows.length > 0 && <Problem error={list.error} onRetry={() => void list.fetchNextPage()} />}
      </section>
      {reasoned !== undefined && (
        <ReasonDialog
          which={reasoned.which}
          isBusy={bulk.isBusy}
          error={bulk.error}
          onClose={() => {
            setReasoned(undefined);
            bulk.forget();
          }}
          onChange={(change) => bulk.act(reasoned.ids === undefined ? which : { ids: reasoned.ids }, change)}
        />
      )}
    </div>
  );
}

/** Asks the server when the typing pauses. What the address says is shown when it changed by other means: a view, a step back. */
function SearchField({
  value,
  onChange,
  input,
}: {
  value: string;
  onChange: (words: string) => void;
  input: RefObject<HTMLInputElement | null>;
}) {
  const [typed, setTyped] = useState(value);
  const told = useRef(value);
  const tell = useDebouncedCallback((words: string) => {
    told.current = words.trim();
    onChange(told.current);
  }, 250);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(value);
  }, [value]);
  return (
    <TextInput
      ref={input}
      className="search"
      type="search"
      aria-label={text.incidents.search}
      placeholder={text.incidents.search}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maxLength={200}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
      }}
    />
  );
}

function Nothing({ hasFilter }: { hasFilter: boolean }) {
  if (hasFilter) return <Empty title={text.incidents.empty}>{text.incidents.emptyMore}</Empty>;
  return (
    <Empty title={text.incidents.emptyAll}>
      {text.incidents.emptyAllMore}
      <pre className="command">
        {text.incidents.emptyCommand} {location.origin}
      </pre>
    </Empty>
  );
}
