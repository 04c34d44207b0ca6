import { createHash, randomBytes } from "node:crypto";
import { type Role as RoleName, type Scope, apiTokens, asSystem, inWorkspace, invitations, members, uuidV7 } from "@stanch/workflow";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { answerOf, authHeaders } from "../auth/call-auth.ts";
import { notSignedIn, principalOf } from "../auth/principal.ts";
import { userByEmail, usersOf } from "../auth/users.ts";
import { RequestError } from "../errors/error-object.ts";
import { PageQuery, pageOf } from "../http/cursor.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, Email, Id, InWorkspace, Name, Password, Role, Time } from "./_shapes.ts";

const Member = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: Role,
  hasSecondFactor: z.boolean(),
  emails: z.array(z.string()).describe("How commits name this person"),
  handles: z.array(z.string()).describe("How CODEOWNERS names this person, with the @"),
  createdAt: Time,
});
z.globalRegistry.add(Member, { id: "Member" });
const Invitation = z.object({ id: Id, email: z.string(), role: Role, createdAt: Time, expiresAt: Time });
z.globalRegistry.add(Invitation, { id: "Invitation" });

const OneMember = InWorkspace.extend({ user: z.string().max(64) });
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** People of a workspace, and invitations to it. Nobody makes anybody more than they are themselves; the last owner stays. */
export const memberRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/members", {
      config: { access: "member:read" },
      schema: {
        tags: ["members"],
        summary: "People of the workspace",
        params: InWorkspace,
        querystring: PageQuery,
        response: { 200: pageOf(Member) },
      },
      handler: async (request) => {
        const { limit, cursor } = request.query;
        const after = services.cursors.read("members", cursor);
        const rows = await scoped(request, services, ({ tx }) =>
          tx
            .select()
            .from(members)
            .where(after === undefined ? undefined : gt(members.userId, after))
            .orderBy(asc(members.userId))
            .limit(limit + 1),
        );
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        return {
          items: await viewsOf(shown, services),
          nextCursor: rows.length > limit && last !== undefined ? services.cursors.write("members", last.userId) : null,
        };
      },
    });
    app.patch("/workspaces/:workspace/members/:user", {
      config: { access: "member:write" },
      schema: {
        tags: ["members"],
        summary: "Change a person's role, or the names that commits and CODEOWNERS know them by",
        params: OneMember,
        body: z.strictObject({
          role: Role.optional(),
          emails: z.array(Email).max(50).optional(),
          handles: z
            .array(z.string().regex(/^@[\w./-]{1,100}$/))
            .max(50)
            .optional(),
        }),
        response: { 200: Member },
      },
      handler: async (request) => {
        const { role, emails, handles } = request.body;
        const row = await scoped(request, services, async (scope) => {
          const before = await memberOf(scope, request.params.user);
          if (role !== undefined && role !== before.role) {
            insistOnRank(request, before.role);
            insistOnRank(request, role);
            if (before.role === "owner") await insistOnOtherOwner(scope, before.userId);
          }
          const change = {
            ...(role === undefined ? {} : { role }),
            ...(emails === undefined ? {} : { emails }),
            ...(handles === undefined ? {} : { handles }),
          };
          if (Object.keys(change).length > 0) await scope.tx.update(members).set(change).where(eq(members.userId, before.userId));
          scope.note({ action: "member.change", target: { kind: "user", id: before.userId }, details: change });
          return memberOf(scope, before.userId);
        });
        const [view] = await viewsOf([row], services);
        if (view === undefined) throw noMember();
        return view;
      },
    });
    app.delete("/workspaces/:workspace/members/:user", {
      config: { access: "member:write" },
      schema: {
        tags: ["members"],
        summary: "Take a person out of the workspace; their tokens here end",
        params: OneMember,
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, async (scope) => {
          const before = await memberOf(scope, request.params.user);
          insistOnRank(request, before.role);
          if (before.role === "owner") await insistOnOtherOwner(scope, before.userId);
          await scope.tx.delete(members).where(eq(members.userId, before.userId));
          await endTokensOf(scope, before.userId);
          scope.note({ action: "member.remove", target: { kind: "user", id: before.userId } });
        });
        return reply.code(204).send(null);
      },
    });
    app.get("/workspaces/:workspace/invitations", {
      config: { access: "member:read" },
      schema: { tags: ["members"], summary: "Open invitations", params: InWorkspace, response: { 200: pageOf(Invitation) } },
      handler: async (request) => {
        const rows = await scoped(request, services, ({ tx }) =>
          tx
            .select()
            .from(invitations)
            .where(and(isNull(invitations.acceptedAt), gt(invitations.expiresAt, new Date())))
            .orderBy(asc(invitations.id))
            .limit(200),
        );
        return { items: rows.map(invitationView), nextCursor: null };
      },
    });
    app.post("/workspaces/:workspace/invitations", {
      config: { access: "member:write" },
      schema: {
        tags: ["members"],
        summary: "Invite somebody; the link is shown once, for you to send. Single sign-on needs no link",
        params: InWorkspace,
        body: z.strictObject({ email: Email, role: Role.exclude(["machine"]) }),
        response: { 201: Invitation.extend({ url: z.url() }) },
      },
      handler: async (request, reply) => {
        const { email, role } = request.body;
        insistOnRank(request, role);
        const value = randomBytes(24).toString("base64url");
        const row = await scoped(request, services, async (scope) => {
          const [made] = await scope.tx
            .insert(invitations)
            .values({
              id: uuidV7(),
              workspaceId: scope.workspaceId,
              email,
              role,
              hash: hashOf(value),
              createdBy: scope.actor.id,
              expiresAt: new Date(Date.now() + WEEK_MS),
            })
            .returning();
          if (made === undefined) throw new TypeError("an insert gave no row");
          scope.note({ action: "member.invite", target: { kind: "invitation", id: made.id }, details: { email, role } });
          return made;
        });
        return reply.code(201).send({ ...invitationView(row), url: `${services.publicUrl}/join#${value}` });
      },
    });
    app.delete("/workspaces/:workspace/invitations/:invitation", {
      config: { access: "member:write" },
      schema: {
        tags: ["members"],
        summary: "Withdraw an invitation",
        params: InWorkspace.extend({ invitation: Id }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, async (scope) => {
          const gone = await scope.tx.delete(invitations).where(eq(invitations.id, request.params.invitation)).returning();
          if (gone.length === 0)
            throw new RequestError("NOT_FOUND", {
              what: "There is no such invitation",
              where: "invitations",
              next: "GET the list.",
              param: "params.invitation",
            });
          scope.note({ action: "member.uninvite", target: { kind: "invitation", id: request.params.invitation } });
        });
        return reply.code(204).send(null);
      },
    });
    app.post("/invitations/accept", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["log-in"],
        summary: "Join a workspace by an invitation; registers a new person with `name` and `password`, or takes the signed-in one",
        security: [],
        body: z.strictObject({ link: z.string().max(100), name: Name.optional(), password: Password.optional() }),
        response: { 201: z.object({ workspaceId: Id }) },
      },
      handler: async (request, reply) => {
        const [invitation] = await asSystem(services.database, (tx) =>
          tx
            .select()
            .from(invitations)
            .where(
              and(eq(invitations.hash, hashOf(request.body.link)), isNull(invitations.acceptedAt), gt(invitations.expiresAt, new Date())),
            ),
        );
        if (invitation === undefined) throw invalidInvitation();
        const user: Joiner =
          (await principalOf(request, services).catch(() => undefined)) ?? (await register(request, services, invitation.email));
        // Whoever got hold of a forwarded link must not join with an account of their own.
        if (user.email?.toLowerCase() !== invitation.email) throw invalidInvitation();
        await join(services, { invitation, user: { id: user.id, name: user.name }, requestId: request.id, address: request.ip });
        const { password } = request.body;
        if (password !== undefined && user.isNew === true)
          await answerOf(
            await services.auth.api.signInEmail({
              body: { email: invitation.email, password },
              headers: authHeaders(request),
              asResponse: true,
            }),
            reply,
          );
        return reply.code(201).send({ workspaceId: invitation.workspaceId });
      },
    });
  };

interface Joining {
  readonly invitation: typeof invitations.$inferSelect;
  readonly user: { readonly id: string; readonly name: string };
  readonly requestId: string;
  readonly address: string;
}

/** Makes a person a member by an invitation, once. */
export async function join({ database }: Pick<Services, "database">, { invitation, user, requestId, address }: Joining): Promise<void> {
  const { workspaceId, role, email } = invitation;
  const actor = { kind: "user" as const, id: user.id, role, requestId, address };
  await inWorkspace(database, { workspaceId, actor }, async (scope) => {
    const taken = await scope.tx
      .update(invitations)
      .set({ acceptedAt: new Date() })
      .where(and(eq(invitations.id, invitation.id), isNull(invitations.acceptedAt)))
      .returning();
    if (taken.length === 0) throw invalidInvitation();
    await scope.tx
      .insert(members)
      .values({ workspaceId, userId: user.id, role, name: user.name, emails: [email] })
      .onConflictDoNothing();
    scope.note({ action: "member.join", target: { kind: "user", id: user.id }, details: { role, invitation: invitation.id } });
  });
}

interface Joiner {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly isNew?: boolean;
}

async function register(request: FastifyRequest, services: Services, email: string): Promise<Joiner> {
  const { name, password } = z.object({ name: Name.optional(), password: Password.optional() }).parse(request.body);
  if ((await userByEmail(services.database, email)) !== undefined || name === undefined || password === undefined) throw notSignedIn();
  const made = await services.auth.api.signUpEmail({ body: { name, email, password }, headers: authHeaders(request) });
  return { id: made.user.id, name: made.user.name, email: made.user.email, isNew: true };
}

const RANK: readonly RoleName[] = ["machine", "developer", "auditor", "responder", "manager", "owner"];

/** Only an owner decides over owners. */
function insistOnRank(request: FastifyRequest, role: RoleName): void {
  if (request.role !== undefined && RANK.indexOf(role) <= RANK.indexOf(request.role)) return;
  throw new RequestError("NOT_ALLOWED", {
    what: `Only an owner decides over the role ${role}`,
    where: "role",
    next: "Ask an owner.",
    param: "body.role",
  });
}

async function insistOnOtherOwner({ tx }: Scope, userId: string): Promise<void> {
  const owners = await tx.select({ userId: members.userId }).from(members).where(eq(members.role, "owner")).for("update");
  if (owners.some((owner) => owner.userId !== userId)) return;
  throw new RequestError("CONFLICT", { what: "This is the last owner", where: "members", next: "Make somebody else an owner first." });
}

async function endTokensOf({ tx }: Scope, userId: string): Promise<void> {
  await tx
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(and(eq(apiTokens.createdBy, userId), isNull(apiTokens.revokedAt)));
}

async function memberOf({ tx }: Scope, userId: string): Promise<typeof members.$inferSelect> {
  const [row] = await tx.select().from(members).where(eq(members.userId, userId));
  if (row === undefined) throw noMember();
  return row;
}

async function viewsOf(rows: readonly (typeof members.$inferSelect)[], { database }: Services): Promise<z.input<typeof Member>[]> {
  const users = await usersOf(
    database,
    rows.map(({ userId }) => userId),
  );
  return rows.map((row) => {
    const user = users.get(row.userId);
    return {
      userId: row.userId,
      name: user?.name ?? row.name,
      email: user?.email ?? null,
      role: row.role,
      hasSecondFactor: user?.twoFactorEnabled === true,
      emails: row.emails,
      handles: row.handles,
      createdAt: row.createdAt.toISOString(),
    };
  });
}

const invitationView = (row: typeof invitations.$inferSelect): z.input<typeof Invitation> => ({
  id: row.id,
  email: row.email,
  role: row.role,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

const hashOf = (value: string): string => createHash("sha256").update(value).digest("hex");

function noMember(): RequestError {
  return new RequestError("NOT_FOUND", {
    what: "Nobody of this id is in the workspace",
    where: "members",
    next: "GET the list.",
    param: "params.user",
  });
}

function invalidInvitation(): RequestError {
  return new RequestError("INVITATION_INVALID", {
    what: "The invitation is wrong, was used, has expired, or is for another address",
    where: "body.link",
    next: "Ask for a new one.",
    param: "body.link",
  });
}
