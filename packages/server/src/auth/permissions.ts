import type { Role } from "@stanch/workflow";

/** What a route asks for. `resource:deed`. */
export const PERMISSIONS = [
  "workspace:read",
  "workspace:write",
  "member:read",
  "member:write",
  "token:read",
  "token:write",
  "incident:read",
  "incident:write",
  "incident:export",
  "finding:write",
  "scan:read",
  "scan:write",
  "source:read",
  "source:write",
  "policy:read",
  "policy:write",
  "notification:read",
  "notification:write",
  "remediation:read",
  "remediation:write",
  "remediation:approve",
  "misuse:read",
  "impact:read",
  "report:read",
  "audit:read",
  "audit:export",
  "status:read",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const reads = PERMISSIONS.filter((permission) => permission.endsWith(":read"));

/** What each role may do. A manager runs the workspace; an owner also decides over owners, which members.ts looks after. */
export const ROLE_PERMISSIONS: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  owner: new Set(PERMISSIONS),
  manager: new Set(PERMISSIONS),
  responder: new Set<Permission>([
    "workspace:read",
    "member:read",
    "incident:read",
    "incident:write",
    "incident:export",
    "finding:write",
    "scan:read",
    "scan:write",
    "source:read",
    "policy:read",
    "notification:read",
    "remediation:read",
    "remediation:write",
    "misuse:read",
    "impact:read",
    "report:read",
    "status:read",
  ]),
  // Sees only incidents that are assigned or in own repositories: the workflow narrows what it gives to this role.
  developer: new Set<Permission>(["workspace:read", "incident:read", "incident:write"]),
  auditor: new Set<Permission>([...reads, "incident:export", "audit:export"]),
  machine: new Set<Permission>([
    "workspace:read",
    "finding:write",
    "incident:read",
    "scan:read",
    "scan:write",
    "remediation:read",
    "status:read",
  ]),
};

/** Whether a role includes a permission. */
export function allows(role: Role, permission: Permission): boolean {
  return ROLE_PERMISSIONS[role].has(permission);
}
