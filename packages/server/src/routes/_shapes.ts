import * as z from "zod";
import { ROLES } from "@stanch/workflow";
import { PERMISSIONS } from "../auth/permissions.ts";

/** Parts that several routes' schemas share. */
export const InWorkspace = z.object({ workspace: z.string().max(64).describe("The workspace's id") });
export const Role = z.enum(ROLES);
export const Permissions = z.array(z.enum(PERMISSIONS));
export const Time = z.iso.datetime({ offset: true });
export const Id = z.uuid();
export const Email = z
  .email()
  .max(254)
  .transform((text) => text.toLowerCase());
export const Name = z.string().trim().min(1).max(100);
export const Password = z.string().min(12, "At least 12 characters").max(256);
export const Done = z.null().describe("Done; no content");

/** A workspace as somebody who is in it sees it. */
export const WorkspaceView = z.object({ id: Id, slug: z.string(), name: z.string(), role: Role, permissions: Permissions });
z.globalRegistry.add(WorkspaceView, { id: "Workspace" });
