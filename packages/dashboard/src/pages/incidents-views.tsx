import { ActionIcon, Button, Checkbox, Menu, Modal, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import IconBookmark from "@tabler/icons-react/icons/IconBookmark";
import IconTrash from "@tabler/icons-react/icons/IconTrash";
import { useState } from "react";
import { answered, api, type Schemas } from "../api/client.ts";
import { searchesQuery } from "../api/queries.ts";
import { type IncidentSearch, filterOf, incidentSearch } from "../app/search.ts";
import { useHere } from "../app/workspace.tsx";
import { Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { submitted } from "./sign-in.tsx";

const of = text.incidents.view;

/** Views that were saved: one's own, and those that somebody shares. */
export function ViewsMenu({ search, onOpen }: { search: IncidentSearch; onOpen: (view: IncidentSearch) => void }) {
  const { me, workspace } = useHere();
  const views = useQuery(searchesQuery(workspace.id));
  const queries = useQueryClient();
  const [isSaving, setIsSaving] = useState(false);
  const remove = useMutation({
    mutationFn: (id: string) =>
      answered(
        api.DELETE("/api/v1/workspaces/{workspace}/searches/{search}", { params: { path: { workspace: workspace.id, search: id } } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["searches", workspace.id] }),
  });
  const items = views.data?.items ?? [];
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden="true" />}>
            {of.menu}
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={220}>
          {items.length === 0 && <Menu.Label>{of.none}</Menu.Label>}
          {items.map((view) => (
            <Menu.Item
              key={view.id}
              onClick={() => onOpen(viewOf(view))}
              rightSection={
                view.userId === me.id ? (
                  <ActionIcon
                    component="span"
                    size="xs"
                    variant="subtle"
                    color="gray"
                    title={of.delete(view.name)}
                    onClick={(event) => {
                      event.stopPropagation();
                      remove.mutate(view.id);
                    }}
                  >
                    <IconTrash size={14} />
                  </ActionIcon>
                ) : undefined
              }
            >
              {view.name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setIsSaving(true)}>{of.save}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSaving && <SaveDialog search={search} onClose={() => setIsSaving(false)} />}
    </>
  );
}

function viewOf({ query: { filter, sort } }: Schemas["SavedSearch"]): IncidentSearch {
  const { isOverdue, ...rest } = filter;
  return incidentSearch({ ...rest, sort, ...(isOverdue === undefined ? {} : { isOverdue: String(isOverdue) }) });
}

function SaveDialog({ search, onClose }: { search: IncidentSearch; onClose: () => void }) {
  const { workspace } = useHere();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const { isOverdue, ...filter } = filterOf(search);
  const save = useMutation({
    mutationFn: () =>
      answered(
        api.POST("/api/v1/workspaces/{workspace}/searches", {
          params: { path: { workspace: workspace.id } },
          body: {
            name,
            isShared,
            query: {
              filter: { ...filter, ...(isOverdue === undefined ? {} : { isOverdue: isOverdue === "true" }) },
              ...(search.sort === undefined ? {} : { sort: search.sort }),
            },
          },
        }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["searches", workspace.id] });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={of.save} closeButtonProps={{ "aria-label": text.shell.close }}>
      <form onSubmit={submitted(() => save.mutate())}>
        <Stack>
          <TextInput
            label={of.name}
            required
            data-autofocus
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox label={of.shared} checked={isShared} onChange={(event) => setIsShared(event.currentTarget.checked)} />
          {save.error !== null && <Problem error={save.error} />}
          <div className="dialog-foot">
            <Button variant="default" onClick={onClose}>
              {text.shell.cancel}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {text.shell.save}
            </Button>
          </div>
        </Stack>
      </form>
    </Modal>
  );
}
