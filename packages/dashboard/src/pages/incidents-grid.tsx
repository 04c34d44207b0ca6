import { Checkbox, Loader } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link, useNavigate } from "@tanstack/react-router";
import { type CellContext, createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import type { IncidentSummary } from "../api/queries.ts";
import { useKeys } from "../app/keys.ts";
import { type Column, type IncidentSearch, USUAL_COLUMNS, stringifySearch } from "../app/search.ts";
import { useHere, useNames } from "../app/workspace.tsx";
import { ExposureTag, SeverityTag, StateTag, ValidityTag } from "../parts/tag.tsx";
import { ago, dateTime, number, text } from "../text.ts";

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, IncidentSummary>();

/** Width of each column as CSS grid takes it: pixels, or the least and a share of what is left. */
const WIDTHS: Readonly<Record<Column, number | readonly [least: number, share: number]>> = {
  validity: 94,
  state: 122,
  exposure: 92,
  firstPlace: [130, 3],
  occurrences: 52,
  provider: [70, 1],
  ownerLabel: [90, 1],
  assignee: [66, 1],
  dueAt: 108,
  lastSeenAt: 98,
};
const SELECT = 20;
const SEVERITY = 84;
const TITLE = [160, 4] as const;
const GAP = 10;

/** The columns' widths, and the least that all need: below that the list scrolls sideways. */
function layoutOf(shown: readonly Column[], hasSelect: boolean): { "--columns": string; "--least": string } {
  const widths = [...(hasSelect ? [SELECT] : []), SEVERITY, TITLE, ...shown.map((column) => WIDTHS[column])];
  const least = widths.reduce((sum: number, width) => sum + GAP + (typeof width === "number" ? width : width[0]), 14);
  const written = widths.map((width) => (typeof width === "number" ? `${width}px` : `minmax(${width[0]}px, ${width[1]}fr)`));
  return { "--columns": written.join(" "), "--least": `${least}px` };
}

type CellOf = CellContext<typeof features, IncidentSummary, unknown>;
const Time = ({ iso }: { iso: string }) => (
  <time dateTime={iso} title={dateTime(iso)}>
    {ago(iso)}
  </time>
);

const CELLS: Readonly<Record<Exclude<Column, "assignee">, (of: CellOf) => React.ReactNode>> = {
  validity: ({ row }) => <ValidityTag value={row.original.validity} />,
  state: ({ row }) => <StateTag value={row.original.state} resolution={row.original.resolution} />,
  exposure: ({ row }) => <ExposureTag value={row.original.exposure} />,
  firstPlace: ({ row }) => (
    <span className="mono cut" title={row.original.firstPlace}>
      {row.original.firstPlace}
    </span>
  ),
  occurrences: ({ row }) => <span className="count">{number(row.original.occurrences)}</span>,
  provider: ({ row }) => <span className="cut">{row.original.provider}</span>,
  ownerLabel: ({ row }) => <span className="cut">{row.original.ownerLabel ?? ""}</span>,
  dueAt: ({ row }) => (row.original.dueAt === null || row.original.state === "resolved" ? "" : <Due iso={row.original.dueAt} />),
  lastSeenAt: ({ row }) => <Time iso={row.original.lastSeenAt} />,
};

function Due({ iso }: { iso: string }) {
  return (
    <span className={Date.parse(iso) < Date.now() ? "late" : undefined}>
      <Time iso={iso} />
    </span>
  );
}

function Assignee({ id }: { id: string | null }) {
  const { nameOf } = useNames();
  return <span className="cut">{id === null ? "" : nameOf(id)}</span>;
}

function columnsOf(shown: readonly Column[]) {
  return helper.columns(
    shown.map((column) =>
      helper.display({
        id: column,
        header: text.incidents.column[column],
        cell: column === "assignee" ? ({ row }) => <Assignee id={row.original.assignee} /> : CELLS[column],
      }),
    ),
  );
}

interface Props {
  readonly rows: readonly IncidentSummary[];
  readonly total: number;
  readonly search: IncidentSearch;
  readonly selected: ReadonlySet<string>;
  readonly canChange: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onMore: () => void;
  readonly onAssign: (id: string, me: string) => void;
  readonly onFalseAlarm: (id: string) => void;
}

/** Where somebody was in a list, by its address: whoever comes back from an incident goes on there. */
const places = new Map<string, { active: number; offset: number }>();

/** Rows ahead of the last one shown at which the next page is asked for. */
const AHEAD = 120;

/**
 * Any number of rows: only those in sight are made, and only they go through the table's model. On a narrow screen a row is a
 * card of two lines.
 */
export function IncidentGrid(props: Props) {
  const { rows, total, search, selected, onSelect, canChange, hasMore, isLoadingMore, onMore } = props;
  const isNarrow = useMediaQuery("(max-width: 48em)", matchMedia("(max-width: 48em)").matches);
  const key = stringifySearch({ ...search });
  const place = useRef(places.get(key) ?? { active: 0, offset: 0 });
  const [active, setActive] = useState(Math.min(place.current.active, rows.length - 1));
  const scroller = useRef<HTMLDivElement>(null);
  const wantsFocus = useRef(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? 82 : 38),
    overscan: 12,
    initialOffset: place.current.offset,
  });
  useEffect(() => virtual.measure(), [isNarrow, virtual]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last > rows.length - AHEAD) onMore();
  }, [hasMore, isLoadingMore, last, rows.length, onMore]);
  useEffect(() => {
    if (!wantsFocus.current) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });
  const keep = (): void => void places.set(key, { active, offset: scroller.current?.scrollTop ?? 0 });
  const moveTo = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    virtual.scrollToIndex(next, { align: "auto" });
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`);
    // A row out of sight is made first, and gets the focus then.
    wantsFocus.current = row === null || row === undefined;
    row?.focus({ preventScroll: true });
    setActive(next);
  };
  const toggle = (id: string): void => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  useGridKeys({ ...props, active, moveTo, toggle, keep });
  const shown = search.columns ?? USUAL_COLUMNS;
  const visible = useMemo(() => items.map(({ index }) => rows[index]).filter((row) => row !== undefined), [items, rows]);
  const columns = useMemo(() => columnsOf(shown), [shown]);
  const table = useTable({ features, columns, data: visible, getRowId: ({ id }) => id });
  const areAllSelected = rows.length > 0 && selected.size >= rows.length;
  const layout = layoutOf(shown, canChange);
  return (
    <div
      className="grid"
      role="grid"
      aria-label={text.incidents.title}
      aria-rowcount={total + 1}
      aria-multiselectable={canChange}
      style={layout}
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {canChange && (
          <div role="columnheader">
            <Checkbox
              size="xs"
              aria-label={text.shortcuts.selectAll}
              checked={areAllSelected}
              indeterminate={selected.size > 0 && !areAllSelected}
              onChange={() => onSelect(areAllSelected ? new Set() : new Set(rows.slice(0, 1000).map(({ id }) => id)))}
            />
          </div>
        )}
        <div role="columnheader">{text.incidents.column.severity}</div>
        <div role="columnheader">{text.incidents.column.title}</div>
        {table.getHeaderGroups().flatMap(({ headers }) =>
          headers.map((header) => (
            <div key={header.id} role="columnheader">
              <table.FlexRender header={header} />
            </div>
          )),
        )}
      </div>
      <div className="grid-body" ref={scroller} role="rowgroup" onScroll={keep}>
        <div className="grid-all" style={{ height: virtual.getTotalSize() }}>
          {table.getRowModel().rows.map((row, position) => {
            const item = items[position];
            if (item === undefined) return null;
            const { id, severity, title, masked } = row.original;
            const isSelected = selected.has(id);
            return (
              <div
                key={id}
                role="row"
                className="grid-row"
                data-index={item.index}
                data-state={row.original.state}
                aria-rowindex={item.index + 2}
                aria-selected={canChange ? isSelected : undefined}
                tabIndex={item.index === active ? 0 : -1}
                onFocus={() => setActive(item.index)}
                style={{ transform: `translateY(${item.start}px)`, height: item.size }}
              >
                {canChange && (
                  <div role="gridcell" className="cell-select">
                    {/* A plain one: a scrolling list makes forty at a time, and the library's own is a tree of components. */}
                    <input
                      type="checkbox"
                      className="tick"
                      tabIndex={-1}
                      aria-label={text.incidents.select(`${title} ${masked}`)}
                      checked={isSelected}
                      onChange={() => toggle(id)}
                    />
                  </div>
                )}
                <div role="gridcell" className="cell-severity">
                  <SeverityTag value={severity} />
                </div>
                <div role="gridcell" className="cell-title">
                  <IncidentLink incident={row.original} search={search} onOpen={keep} />
                </div>
                {row.getAllCells().map((cell) => (
                  <div key={cell.id} role="gridcell" className={`cell cell-${cell.column.id}`}>
                    <table.FlexRender cell={cell} />
                  </div>
                ))}
              </div>
            );
          })}
        </div>
        {isLoadingMore && (
          <div className="grid-more">
            <Loader size="xs" aria-label={text.incidents.loadingMore} />
          </div>
        )}
      </div>
    </div>
  );
}

function IncidentLink({
  incident: { id, title, masked },
  search,
  onOpen,
}: {
  incident: IncidentSummary;
  search: IncidentSearch;
  onOpen: (event: MouseEvent) => void;
}) {
  const { workspace } = useHere();
  return (
    <Link
      to="/w/$workspace/incidents/$incident"
      params={{ workspace: workspace.slug, incident: id }}
      search={search}
      className="incident-link"
      tabIndex={-1}
      preload={false}
      onClick={onOpen}
    >
      <span className="cut">{title}</span> <code>{masked}</code>
    </Link>
  );
}

type KeysProps = Props & { active: number; moveTo: (index: number) => void; toggle: (id: string) => void; keep: () => void };

function useGridKeys({ rows, search, active, moveTo, toggle, keep, canChange, onAssign, onFalseAlarm }: KeysProps): void {
  const { me, workspace } = useHere();
  const navigate = useNavigate();
  const current = rows[active];
  const open = (): void => {
    if (current === undefined) return;
    keep();
    void navigate({ to: "/w/$workspace/incidents/$incident", params: { workspace: workspace.slug, incident: current.id }, search });
  };
  const onRow = (act: () => void) => (event: Pick<KeyboardEvent, "target"> | globalThis.KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.closest("a, button") === null) act();
  };
  const change = (act: (id: string) => void) => () => {
    if (canChange && current !== undefined) act(current.id);
  };
  useKeys({
    j: () => moveTo(document.activeElement?.getAttribute("role") === "row" ? active + 1 : active),
    k: () => moveTo(active - 1),
    ArrowDown: () => moveTo(active + 1),
    ArrowUp: () => moveTo(active - 1),
    PageDown: () => moveTo(active + 15),
    PageUp: () => moveTo(active - 15),
    Home: () => moveTo(0),
    End: () => moveTo(rows.length - 1),
    Enter: onRow(open),
    o: open,
    x: change(toggle),
    a: change((id) => onAssign(id, me.id)),
    f: change(onFalseAlarm),
  });
}
