import { useQuery } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import { type Permission, type Workspace, membersQuery } from "../api/queries.ts";
import type { Schemas } from "../api/client.ts";

export interface Here {
  readonly me: Schemas["Me"];
  readonly workspace: Workspace;
}

export const HereContext = createContext<Here | undefined>(undefined);

/** The workspace of the page, who looks at it, and what they may. */
export function useHere(): Here & { can: (permission: Permission) => boolean } {
  const here = useContext(HereContext);
  if (here === undefined) throw new TypeError("used outside of a workspace's pages");
  return { ...here, can: (permission) => here.workspace.permissions.includes(permission) };
}

/** People by their id, for those who may see them; else the one who looks. */
export function useNames(): { readonly nameOf: (id: string) => string; readonly members: readonly Schemas["Member"][] } {
  const { me, workspace, can } = useHere();
  const { data } = useQuery({ ...membersQuery(workspace.id), enabled: can("member:read") });
  const members = data?.items ?? [];
  return {
    members,
    nameOf: (id) => (id === me.id ? me.name : (members.find(({ userId }) => userId === id)?.name ?? id.slice(0, 8))),
  };
}
