import type { ErrorCode } from "@stanch/model";
import type { Role } from "@stanch/workflow";
import type { Permission } from "../auth/permissions.ts";

/** Who a request comes from, once that is known. */
export interface Principal {
  readonly kind: "user" | "token";
  /** User id or token id. */
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  /** Of a token: the only workspace that it opens, the role that it acts in, and what it may of that. */
  readonly token?: {
    readonly workspaceId: string;
    readonly role: Role;
    readonly scopes: ReadonlySet<Permission>;
    readonly expiresAt: string;
    /** The member who made it, and for whom it acts. */
    readonly userId: string;
  };
  readonly sessionId?: string;
  /** Signed in within the last minutes: for what a stolen, older session must not do. */
  readonly isFresh?: boolean;
}

/** Who may call a route. */
export type Access =
  /** A permission in the workspace that the path names. */
  | Permission
  /** Anybody. */
  | "public"
  /** Anybody who is signed in, or a token. */
  | "signed-in";

declare module "fastify" {
  interface FastifyRequest {
    principal?: Principal;
    /** Role in the workspace that the path names; set where the route asks for a permission and it is given. */
    role?: Role;
    /** The same, set before it is known whether it is enough: refusals are told to the workspace where the caller is a member. */
    memberRole?: Role;
    errorCode?: ErrorCode;
  }
  interface FastifyContextConfig {
    access?: Access;
    /** A rate of its own for each address, in place of that of the person: for what could be guessed. */
    limit?: "sign-in";
    /** A POST that changes nothing, or that must not be replayed (sign-in): no idempotency keys. */
    isReplayable?: boolean;
  }
}
