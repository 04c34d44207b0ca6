import { Button, Checkbox, Menu } from "@mantine/core";
import IconColumns from "@tabler/icons-react/icons/IconColumns3";
import IconDownload from "@tabler/icons-react/icons/IconDownload";
import type { IncidentFilter } from "../api/queries.ts";
import { COLUMNS, type IncidentSearch, USUAL_COLUMNS, stringifySearch } from "../app/search.ts";
import { useHere } from "../app/workspace.tsx";
import { text } from "../text.ts";

export function ColumnsMenu({ search, set }: { search: IncidentSearch; set: (change: Partial<IncidentSearch>) => void }) {
  const shown = search.columns ?? USUAL_COLUMNS;
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button className="wide-only" variant="default" leftSection={<IconColumns size={16} aria-hidden="true" />}>
          {text.incidents.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.map((column) => {
          const isShown = shown.includes(column);
          return (
            <Menu.Item
              key={column}
              role="menuitemcheckbox"
              aria-checked={isShown}
              leftSection={<Checkbox.Indicator size="xs" checked={isShown} />}
              onClick={() =>
                set({
                  columns: isShown ? shown.filter((one) => one !== column) : COLUMNS.filter((one) => one === column || shown.includes(one)),
                })
              }
            >
              {text.incidents.column[column]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Links, so that the browser itself saves what the server streams. */
export function ExportMenu({ filter, sort }: { filter: IncidentFilter; sort: string }) {
  const { workspace } = useHere();
  const address = (format: string): string =>
    `/api/v1/workspaces/${encodeURIComponent(workspace.id)}/incidents/export${stringifySearch({ ...filter, sort, format })}`;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button className="wide-only" variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          {text.incidents.export}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={address("csv")} download>
          {text.incidents.exportCsv}
        </Menu.Item>
        <Menu.Item component="a" href={address("jsonl")} download>
          {text.incidents.exportJson}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
