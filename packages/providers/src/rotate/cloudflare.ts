import { type CredentialState, type RotationContext, type Rotator, Secret, type Target } from "@stanch/model";
import { cloudflare as checker } from "../cloudflare.ts";
import { at, textAt } from "../http/answers.ts";
import { confirmBy, isoOf, json, known, manager, must, strange } from "./_calls.ts";

const TOKENS = "/client/v4/user/tokens";
const DETECTOR = "cloudflare-api-token";

/**
 * API tokens of a user. A second one with the same policies is made beside the first: rolling the value would end the old one at
 * once. Managing them needs a token with «API Tokens Write».
 */
export const cloudflare: Rotator = {
  id: "cloudflare",
  detectors: [DETECTOR],
  baseUrl: "https://api.cloudflare.com",
  facts: () => ({
    kind: "API token",
    creation: "api",
    overlap: true,
    containment: "disable",
    deactivation: "reversible",
    readable: false,
    lastUse: "stamp",
    sideEffects: ["The new token gets the old one's policies and address conditions."],
  }),
  async describe({ secret }, context): Promise<CredentialState> {
    const own = await context.http.request("GET", `${TOKENS}/verify`, { bearer: secret });
    const id = textAt(own.json, "result", "id");
    if (own.status === 401 || own.status === 400 || id === undefined) return { id: "unknown", status: "absent", privileges: [] };
    return stateOf(await tokenOf(id, context, secret));
  },
  contain: async (target, context) => setStatus(target, "disabled", context),
  restore: async (target, context) => setStatus(target, "active", context),
  deactivate: async (target, context) => setStatus(target, "disabled", context),
  async remove({ state, credential }, context) {
    must(
      await context.http.request("DELETE", `${TOKENS}/${state.id}`, { bearer: manager(context, credential).secret }),
      state.id,
      200,
      404,
    );
  },
  async create({ like, label, credential }, context) {
    const bearer = manager(context, credential).secret;
    const old = await tokenOf(like.id, context, bearer);
    const body = { name: label, policies: policiesOf(old), ...optional(old, "condition"), ...optional(old, "expires_on") };
    const answer = must(await context.http.request("POST", TOKENS, json(body, { bearer })), label);
    const value = textAt(answer.json, "result", "value");
    if (value === undefined) throw strange(label);
    return { state: { ...stateOf(at(answer.json, "result")), label }, credential: { secret: new Secret(value), companions: {} } };
  },
  async findMade(label, context) {
    const found: { readonly state: CredentialState }[] = [];
    for (let page = 1; ; page++) {
      const answer = must(
        await context.http.request("GET", `${TOKENS}?per_page=50&page=${page}`, { bearer: manager(context).secret }),
        label,
      );
      const result = at(answer.json, "result");
      if (!Array.isArray(result)) throw strange(label);
      found.push(...result.filter((one) => textAt(one, "name") === label).map((one) => ({ state: stateOf(one) })));
      if (result.length < 50) return found;
    }
  },
  confirm: confirmBy(checker, () => DETECTOR),
};

async function tokenOf(id: string, context: RotationContext, self: Secret): Promise<unknown> {
  const bearer = context.admin?.secret ?? self;
  return at(must(await context.http.request("GET", `${TOKENS}/${id}`, { bearer }), id).json, "result");
}

const STATUS: Readonly<Record<string, CredentialState["status"]>> = { active: "active", disabled: "disabled", expired: "expired" };

function stateOf(token: unknown): CredentialState {
  const id = textAt(token, "id");
  if (id === undefined) throw strange(TOKENS);
  return {
    id,
    status: STATUS[textAt(token, "status") ?? "active"] ?? "unknown",
    privileges: policiesOf(token).flatMap(namesOf).toSorted(),
    ...known({
      label: textAt(token, "name"),
      createdAt: isoOf(textAt(token, "issued_on")),
      lastUsedAt: isoOf(textAt(token, "last_used_on")),
    }),
  };
}

/** Policies as a new token takes them: without the ids that Cloudflare gave. */
function policiesOf(
  token: unknown,
): readonly { readonly effect: string; readonly resources: unknown; readonly permission_groups: readonly unknown[] }[] {
  const policies = at(token, "policies");
  if (!Array.isArray(policies)) return [];
  return policies.map((policy) => {
    const groups = at(policy, "permission_groups");
    return {
      effect: textAt(policy, "effect") ?? "allow",
      resources: at(policy, "resources") ?? {},
      permission_groups: Array.isArray(groups) ? groups : [],
    };
  });
}

function namesOf({ effect, resources, permission_groups: groups }: ReturnType<typeof policiesOf>[number]): readonly string[] {
  const where = typeof resources === "object" && resources !== null ? Object.keys(resources).join(" ") : "";
  return groups.map((group) => `${effect} ${textAt(group, "name") ?? textAt(group, "id") ?? "?"} on ${where}`);
}

const optional = (token: unknown, name: string): Readonly<Record<string, unknown>> =>
  at(token, name) === undefined || at(token, name) === null ? {} : { [name]: at(token, name) };

/** The call takes the token whole: what is left out would be taken away. */
async function setStatus({ state, credential }: Target, status: string, context: RotationContext): Promise<void> {
  const bearer = manager(context, credential).secret;
  const answer = await context.http.request("GET", `${TOKENS}/${state.id}`, { bearer });
  if (answer.status === 404 && status === "disabled") return;
  const token = at(must(answer, state.id).json, "result");
  const body = {
    name: textAt(token, "name") ?? "",
    policies: policiesOf(token),
    ...optional(token, "condition"),
    ...optional(token, "not_before"),
    ...optional(token, "expires_on"),
    status,
  };
  must(await context.http.request("PUT", `${TOKENS}/${state.id}`, json(body, { bearer })), state.id);
}
