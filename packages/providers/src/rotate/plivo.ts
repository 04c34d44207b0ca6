import {
  type Acceptance,
  type Credential,
  type CredentialState,
  type RotationContext,
  type Rotator,
  Secret,
  type Target,
} from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { plivo as checker } from "../plivo.ts";
import { cannot, confirmBy, half, isoOf, json, known, manager, must, strange } from "./_calls.ts";

/** Lists give at most this many at once. */
const PAGE = 20;
/** What we wrote behind a name at an earlier replacement. */
const OUR_LABEL = / ?\bstanch-[0-9a-f]{20}\b/g;

/**
 * The main account's token can only be changed in the console, where the old one may be kept until it is told off: guided. A
 * sub-account has no call for a new token either: it is replaced by another one, which is made, disabled and enabled by calls.
 */
export const plivo: Rotator = {
  id: "plivo",
  detectors: ["plivo-auth-token", "plivo-subaccount-token"],
  baseUrl: "https://api.plivo.com",
  facts: (credential) =>
    isMain(credential)
      ? {
          kind: "main account token",
          creation: "guided",
          overlap: true,
          containment: "none",
          deactivation: "guided",
          readable: false,
          // Records name the account, not the token.
          lastUse: "none",
          sideEffects: [
            "Choose to KEEP the old token when the console asks: else everything that uses it fails at once.",
            "Callbacks are signed with the token (V2 and V3): receivers must know the new one before the old one ends.",
            "JWTs signed with the old token, PHLO and logged-in CLI profiles need the new one.",
          ],
        }
      : {
          kind: "sub-account",
          creation: "api",
          overlap: true,
          containment: "disable",
          deactivation: "reversible",
          readable: true,
          lastUse: "records",
          sideEffects: [
            "The replacement is another sub-account: its Auth ID changes too, and its applications and numbers are moved to it.",
            "Callbacks for it are signed with its token: receivers must know the new one before the old one ends.",
            "SIP endpoints of the old sub-account are not moved: make them anew.",
          ],
        },
  guided: {
    create: [
      "log in at console.plivo.com",
      "Account > Settings > Credentials > Generate Auth Token",
      "choose to KEEP the old token when asked",
      "copy the new token",
    ],
    deactivate: ["log in at console.plivo.com", "Account > Settings > Credentials", "revoke the OLD token"],
  },
  async describe(credential, context): Promise<CredentialState> {
    const id = half(credential, "authId");
    return isMain(credential) ? describeMain(id, credential, context) : describeSub(id, context);
  },
  contain: (target, context) => setEnabled(target, context, false),
  restore: (target, context) => setEnabled(target, context, true),
  async create({ like, label }, context) {
    const { account, basic } = main(context);
    const name = `${(like.label ?? "").replace(OUR_LABEL, "")} ${label}`.trim();
    const answer = must(
      await context.http.request("POST", `/v1/Account/${account}/Subaccount/`, json({ name, enabled: true }, { basic })),
      "Subaccount",
      200,
      201,
    );
    const id = textAt(answer.json, "auth_id");
    const token = textAt(answer.json, "auth_token");
    if (id === undefined || token === undefined) throw strange("Subaccount");
    return {
      state: { id, status: "active", label: name, privileges: like.privileges, details: { account } },
      credential: { secret: new Secret(token), companions: { authId: id } },
    };
  },
  async findMade(label, context) {
    const { account } = main(context);
    const all = await listAll(context, "Subaccount");
    return all
      .filter((one) => textAt(one, "name")?.split(" ").includes(label) === true)
      .map((one) => {
        const id = textAt(one, "auth_id") ?? "";
        const token = textAt(one, "auth_token");
        return {
          state: { id, status: statusOf(one), label: textAt(one, "name") ?? label, privileges: SUB_PRIVILEGES, details: { account } },
          ...(token === undefined ? {} : { credential: { secret: new Secret(token), companions: { authId: id } } }),
        };
      });
  },
  async carryOver(from, to, context) {
    const { account, basic } = main(context);
    const moved: string[] = [];
    for (const [kind, name] of [
      ["Application", "app_id"],
      ["Number", "number"],
    ] as const)
      for (const one of await listAll(context, kind, `subaccount=${from.id}&`)) {
        const id = textAt(one, name);
        if (id === undefined) throw strange(kind);
        must(
          await context.http.request(
            "POST",
            `/v1/Account/${account}/${kind}/${encodeURIComponent(id)}/`,
            json({ subaccount: to.id }, { basic }),
          ),
          kind,
          200,
          202,
        );
        moved.push(`${kind} ${id}`);
      }
    return moved;
  },
  deactivate: (target, context) => setEnabled(target, context, false),
  async remove({ state }, context) {
    const { account, basic } = main(context);
    // Without cascade its numbers and applications fall to the main account and are not lost.
    must(await context.http.request("DELETE", `/v1/Account/${account}/Subaccount/${state.id}/`, { basic }), state.id, 200, 204, 404);
  },
  async confirm(credential, context): Promise<Acceptance> {
    const answer = await confirmBy(checker, (one) => (isMain(one) ? "plivo-auth-token" : "plivo-subaccount-token"))(credential, context);
    if (answer.answer !== "unknown" || isMain(credential) || !/\b403\b/.test(answer.reason)) return answer;
    // Whether a disabled sub-account is answered 401 or 403 is not documented: the main account tells.
    const { status } = await describeSub(half(credential, "authId"), context);
    return status === "disabled" || status === "absent" ? { answer: "refused", reason: `HTTP 403, and it is ${status}` } : answer;
  },
};

const SUB_PRIVILEGES = ["sub-account"];

function isMain(credential: Credential): boolean {
  return half(credential, "authId").startsWith("MA");
}

async function describeMain(id: string, credential: Credential, context: RotationContext): Promise<CredentialState> {
  const answer = await context.http.request("GET", `/v1/Account/${id}/`, { basic: [id, credential.secret] });
  if (answer.status === 401) return { id, status: "absent", privileges: [] };
  must(answer, id);
  return {
    id,
    status: "active",
    privileges: ["main account with full power, sub-accounts and their tokens included"],
    details: { account: id },
  };
}

async function describeSub(id: string, context: RotationContext): Promise<CredentialState> {
  const { account, basic } = main(context);
  const answer = await context.http.request("GET", `/v1/Account/${account}/Subaccount/${id}/`, { basic });
  if (answer.status === 404) return { id, status: "absent", privileges: [], details: { account } };
  const { json: body } = must(answer, id);
  return {
    id,
    status: statusOf(body),
    privileges: SUB_PRIVILEGES,
    ...known({ label: textAt(body, "name"), createdAt: isoOf(textAt(body, "created")) }),
    ...(await lastUse(id, context)),
    details: { account },
  };
}

/** The newest call or message of the sub-account; messages reach back a day and calls a week when no time is named. */
async function lastUse(id: string, context: RotationContext): Promise<Pick<CredentialState, "lastUsedAt" | "lastUsedFrom">> {
  const { account, basic } = main(context);
  const newest = async (kind: string, time: string, from: string): Promise<{ at: string; from: string | undefined } | undefined> => {
    const { json: body } = must(
      await context.http.request("GET", `/v1/Account/${account}/${kind}/?subaccount=${id}&limit=1`, { basic }),
      kind,
    );
    const list = at(body, "objects");
    const when = isoOf(textAt(Array.isArray(list) ? list[0] : undefined, time));
    return when === undefined ? undefined : { at: when, from: textAt(Array.isArray(list) ? list[0] : undefined, from) };
  };
  const seen = [await newest("Message", "message_time", "requester_ip"), await newest("Call", "end_time", "source_ip")]
    .filter((one) => one !== undefined)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  return known({ lastUsedAt: seen[0]?.at, lastUsedFrom: seen[0]?.from });
}

function statusOf(body: unknown): CredentialState["status"] {
  const enabled = at(body, "enabled");
  return enabled === true ? "active" : enabled === false ? "disabled" : "unknown";
}

async function setEnabled({ state }: Target, context: RotationContext, enabled: boolean): Promise<void> {
  if (!state.id.startsWith("SA"))
    throw cannot("A main account cannot be disabled by a call", state.id, "Shrink its geo permissions in the console.");
  const { account, basic } = main(context);
  const path = `/v1/Account/${account}/Subaccount/${state.id}/`;
  // The call wants the name, and would write an empty one.
  const before = await context.http.request("GET", path, { basic });
  if (before.status === 404 && !enabled) return;
  const name = textAt(must(before, state.id).json, "name") ?? state.label ?? state.id;
  must(await context.http.request("POST", path, json({ name, enabled }, { basic })), state.id, 200, 202);
}

async function listAll(context: RotationContext, kind: string, filter = ""): Promise<readonly unknown[]> {
  const { account, basic } = main(context);
  const all: unknown[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { json: body } = must(
      await context.http.request("GET", `/v1/Account/${account}/${kind}/?${filter}limit=${PAGE}&offset=${offset}`, { basic }),
      kind,
    );
    const page = at(body, "objects");
    if (!Array.isArray(page)) throw strange(kind);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}

/** Sub-accounts are managed by their main account's pair only. */
function main(context: RotationContext): { readonly account: string; readonly basic: readonly [string, Secret] } {
  const admin = manager(context);
  const account = half(admin, "authId");
  if (!account.startsWith("MA"))
    throw cannot(
      "Sub-accounts are managed with their main account's pair",
      account,
      "Give the main account's token and authId=MA… (--admin).",
    );
  return { account, basic: [account, admin.secret] };
}
