import { type CredentialState, type RotationContext, type Rotator, Secret } from "@stanch/model";
import { at, textAt, textsAt } from "../http/answers.ts";
import { gitlab as checker } from "../gitlab.ts";
import { cannot, confirmBy, isoOf, json, known, must, strange, valueOf } from "./_calls.ts";

const API = "/api/v4";
const DAY_MS = 86_400_000;
/** The most that GitLab allows a token to live. */
const LONGEST_DAYS = 365;

/**
 * Personal access tokens. An administrator's token makes a second one beside the first; without one there is only GitLab's
 * own «rotate», which ends the old one at the same moment, and is not used: nothing of it could be undone.
 */
export const gitlab: Rotator = {
  id: "gitlab",
  detectors: ["gitlab-personal-access-token"],
  baseUrl: "https://gitlab.com",
  facts: () => ({
    kind: "personal access token",
    creation: "api",
    overlap: true,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "stamp",
    sideEffects: ["Making one by API needs an administrator's token; on gitlab.com its owner makes it in the settings."],
  }),
  async describe({ secret }, context): Promise<CredentialState> {
    const answer = await context.http.request("GET", `${API}/personal_access_tokens/self`, { headers: { "private-token": secret } });
    if (answer.status === 401) return { id: "unknown", status: "absent", privileges: [] };
    return stateOf(must(answer, "personal_access_tokens/self").json);
  },
  async create({ like, label, privileges }, context) {
    const user = like.details?.["userId"];
    if (user === undefined) throw cannot("The token's owner is not known", like.id, "Look at the token first (describe).");
    const expires = like.details?.["expires"] ?? new Date(context.now().getTime() + LONGEST_DAYS * DAY_MS).toISOString().slice(0, 10);
    const body = { name: label, scopes: privileges ?? like.privileges, expires_at: expires };
    const options = { headers: { "private-token": admin(context) } };
    const answer = must(await context.http.request("POST", `${API}/users/${user}/personal_access_tokens`, json(body, options)), like.id);
    const token = textAt(answer.json, "token");
    if (token === undefined) throw strange(like.id);
    return { state: { ...stateOf(answer.json), label }, credential: { secret: new Secret(token), companions: {} } };
  },
  async findMade(label, context) {
    const path = `${API}/personal_access_tokens?state=active&per_page=100&search=${encodeURIComponent(label)}`;
    const { json: list } = must(await context.http.request("GET", path, { headers: { "private-token": admin(context) } }), label);
    if (!Array.isArray(list)) throw strange(label);
    return list.filter((one) => textAt(one, "name") === label).map((one) => ({ state: stateOf(one) }));
  },
  async deactivate(target, context) {
    const { state } = target;
    const options = { headers: { "private-token": context.admin?.secret ?? valueOf(target) } };
    const path = context.admin === undefined ? "self" : state.id;
    must(await context.http.request("DELETE", `${API}/personal_access_tokens/${path}`, options), state.id, 204, 401, 404);
  },
  guided: {
    create: [
      "GitLab > your picture > Edit profile > Access tokens > Add new token.",
      "Give it the same scopes or fewer, and an expiry; copy it, it is shown once, and give it to stanch.",
    ],
  },
  confirm: confirmBy(checker, () => "gitlab-personal-access-token"),
};

function stateOf(body: unknown): CredentialState {
  const id = at(body, "id");
  const user = at(body, "user_id");
  if (typeof id !== "number") throw strange("personal_access_tokens");
  const isActive = at(body, "active") === true && at(body, "revoked") !== true;
  return {
    id: String(id),
    status: isActive ? "active" : at(body, "revoked") === true ? "absent" : "expired",
    privileges: (textsAt(body, "scopes") ?? []).toSorted(),
    ...known({
      label: textAt(body, "name"),
      createdAt: isoOf(textAt(body, "created_at")),
      lastUsedAt: isoOf(textAt(body, "last_used_at")),
      lastUsedFrom: textsAt(body, "last_used_ips")?.join(", "),
    }),
    details: known({ userId: typeof user === "number" ? String(user) : undefined, expires: textAt(body, "expires_at") }),
  };
}

function admin(context: RotationContext): Secret {
  if (context.admin !== undefined) return context.admin.secret;
  throw cannot(
    "GitLab makes a token beside another for administrators only",
    "personal_access_tokens",
    "Give an administrator's token (--admin), or make it in GitLab's settings and give it to stanch.",
  );
}
