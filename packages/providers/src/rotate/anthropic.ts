import { AppError, type CredentialState, type RequestOptions, type RotationContext, type Rotator } from "@stanch/model";
import { anthropic as checker } from "../anthropic.ts";
import { at, textAt } from "../http/answers.ts";
import { confirmBy, fitsHint, isoOf, json, known, must, strange } from "./_calls.ts";

const KEYS = "/v1/organizations/api_keys";

/** Keys are made in the console; an admin key (`sk-ant-admin…`) lists them and switches them off and on. */
export const anthropic: Rotator = {
  id: "anthropic",
  detectors: ["anthropic-api-key"],
  baseUrl: "https://api.anthropic.com",
  facts: () => ({
    kind: "API key",
    creation: "guided",
    overlap: true,
    containment: "disable",
    deactivation: "reversible",
    readable: false,
    lastUse: "records",
    sideEffects: ["Everything that uses the key's workspace through it stops; other keys of the workspace go on."],
  }),
  async describe({ secret }, context): Promise<CredentialState> {
    for await (const key of keys(context)) {
      const hint = textAt(key, "partial_key_hint");
      if (hint !== undefined && fitsHint(secret.reveal(), hint)) return stateOf(key);
    }
    return { id: "unknown", status: "absent", privileges: [] };
  },
  contain: async ({ state }, context) => setStatus(state, "inactive", context),
  restore: async ({ state }, context) => setStatus(state, "active", context),
  deactivate: async ({ state }, context) => setStatus(state, "inactive", context),
  remove: async ({ state }, context) => setStatus(state, "archived", context),
  guided: {
    create: [
      "console.anthropic.com > Settings > API keys > Create key, in the same workspace.",
      "Copy the key, which is shown once, and give it to stanch.",
    ],
  },
  confirm: confirmBy(checker, () => "anthropic-api-key"),
};

const STATUS: Readonly<Record<string, CredentialState["status"]>> = {
  active: "active",
  inactive: "disabled",
  archived: "absent",
  expired: "expired",
};

function stateOf(key: unknown): CredentialState {
  const id = textAt(key, "id");
  if (id === undefined) throw strange(KEYS);
  return {
    id,
    status: STATUS[textAt(key, "status") ?? ""] ?? "unknown",
    privileges: [`workspace ${textAt(key, "workspace_id") ?? "default"}`],
    ...known({ label: textAt(key, "name"), createdAt: isoOf(textAt(key, "created_at")) }),
  };
}

async function setStatus(state: CredentialState, status: string, context: RotationContext): Promise<void> {
  const answer = await context.http.request("POST", `${KEYS}/${state.id}`, json({ status }, admin(context)));
  // An archived key is gone for this API: to switch it off is done.
  must(answer, state.id, ...(status === "active" ? [200] : [200, 404]));
}

async function* keys(context: RotationContext): AsyncGenerator<unknown> {
  let after = "";
  do {
    const path = `${KEYS}?limit=100${after === "" ? "" : `&after_id=${encodeURIComponent(after)}`}`;
    const { json: body } = must(await context.http.request("GET", path, admin(context)), KEYS);
    const data = at(body, "data");
    if (!Array.isArray(data)) throw strange(KEYS);
    yield* data;
    after = at(body, "has_more") === true ? (textAt(body, "last_id") ?? "") : "";
  } while (after !== "");
}

function admin(context: RotationContext): RequestOptions {
  if (context.admin?.secret.reveal().startsWith("sk-ant-admin") === true)
    return { headers: { "x-api-key": context.admin.secret, "anthropic-version": "2023-06-01" } };
  throw new AppError("ROTATION_DENIED", {
    what: "Keys of Anthropic are managed with an admin key",
    where: KEYS,
    next: "Make one at console.anthropic.com > Settings > Admin keys, and give it (--admin).",
  });
}
