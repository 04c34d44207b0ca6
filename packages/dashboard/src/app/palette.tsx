import { Spotlight, spotlight } from "@mantine/spotlight";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { answered, api } from "../api/client.ts";
import { text } from "../text.ts";
import { OPEN } from "./search.ts";
import { PAGES } from "./shell.tsx";
import { useHere } from "./workspace.tsx";

/** Pages by name and incidents by their words. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { workspace, can } = useHere();
  const navigate = useNavigate();
  const [query, setQuery] = useState("");
  const [asked] = useDebouncedValue(query.trim(), 200);
  const params = { workspace: workspace.slug };
  useEffect(() => spotlight.open(), []);
  const found = useQuery({
    queryKey: ["palette", workspace.id, asked],
    queryFn: ({ signal }) =>
      answered(
        api.GET("/api/v1/workspaces/{workspace}/incidents", {
          params: { path: { workspace: workspace.id }, query: { text: asked, limit: 8 } },
          signal,
        }),
      ),
    enabled: asked.length > 1 && can("incident:read"),
  });
  const pages = PAGES.filter(({ to, needs }) => can(needs) && text.nav[to].toLowerCase().includes(query.trim().toLowerCase()));
  const incidents = asked === "" ? [] : (found.data?.items ?? []);
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      scrollable
      maxHeight={420}
      closeOnActionTrigger
    >
      <Spotlight.Search placeholder={text.palette.placeholder} aria-label={text.palette.placeholder} />
      <Spotlight.ActionsList>
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label={text.palette.pages}>
            {pages.map(({ to, icon: Icon }) => (
              <Spotlight.Action
                key={to}
                label={text.nav[to]}
                leftSection={<Icon size={18} aria-hidden="true" />}
                onClick={() =>
                  void navigate({ to: `/w/$workspace/${to}`, params, ...(to === "incidents" ? { search: { state: [...OPEN] } } : {}) })
                }
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {incidents.length > 0 && (
          <Spotlight.ActionsGroup label={text.palette.incidents}>
            {incidents.map(({ id, title, masked, firstPlace, severity }) => (
              <Spotlight.Action
                key={id}
                label={`${title} ${masked}`}
                description={`${text.severity[severity]} · ${firstPlace}`}
                onClick={() => void navigate({ to: "/w/$workspace/incidents/$incident", params: { ...params, incident: id } })}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length === 0 && incidents.length === 0 && <Spotlight.Empty>{text.palette.nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
