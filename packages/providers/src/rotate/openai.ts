import { AppError, type Credential, type CredentialState, type RotationContext, type Rotator, Secret } from "@stanch/model";
import { at, companionOf, textAt } from "../http/answers.ts";
import { openai as checker } from "../openai.ts";
import { cannot, confirmBy, fitsHint, isoOf, json, known, must, strange } from "./_calls.ts";

const ORGANIZATION = "/v1/organization";

/**
 * Project keys: a new one is that of a new service account of the project, since a person's key cannot be made by API. All of
 * it needs an admin key (`sk-admin-…`), with the project's id as its companion `project` where there are several.
 */
export const openai: Rotator = {
  id: "openai",
  detectors: ["openai-api-key"],
  baseUrl: "https://api.openai.com",
  facts: () => ({
    kind: "project key",
    creation: "api",
    overlap: true,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "stamp",
    sideEffects: ["The new key belongs to a service account of the project, not to the person who made the old one."],
  }),
  async describe({ secret }, context): Promise<CredentialState> {
    for await (const project of projects(context))
      for await (const key of listed(context, `${ORGANIZATION}/projects/${project}/api_keys`)) {
        const hint = textAt(key, "redacted_value");
        if (hint === undefined || !fitsHint(secret.reveal(), hint)) continue;
        return {
          id: textAt(key, "id") ?? "",
          status: "active",
          privileges: [`project ${project}`],
          ...known({ label: textAt(key, "name"), createdAt: isoOf(at(key, "created_at")), lastUsedAt: isoOf(at(key, "last_used_at")) }),
          details: { project },
        };
      }
    return { id: "unknown", status: "absent", privileges: [] };
  },
  async create({ like, label }, context) {
    const project = projectOf(like);
    const path = `${ORGANIZATION}/projects/${project}/service_accounts`;
    const answer = must(await context.http.request("POST", path, json({ name: label }, { bearer: admin(context).secret })), project);
    const account = textAt(answer.json, "id");
    const key = textAt(answer.json, "api_key", "value");
    const id = textAt(answer.json, "api_key", "id");
    if (account === undefined || key === undefined || id === undefined) throw strange(project);
    return {
      state: { id, status: "active", label, privileges: [`project ${project}`], details: { project, account } },
      credential: { secret: new Secret(key), companions: {} },
    };
  },
  async findMade(label, context) {
    const found: { readonly state: CredentialState }[] = [];
    for await (const project of projects(context))
      for await (const account of listed(context, `${ORGANIZATION}/projects/${project}/service_accounts`)) {
        const id = textAt(account, "id");
        if (textAt(account, "name") === label && id !== undefined)
          found.push({ state: { id, status: "active", label, privileges: [`project ${project}`], details: { project, account: id } } });
      }
    return found;
  },
  async deactivate({ state }, context) {
    const project = projectOf(state);
    const account = state.details?.["account"];
    // A service account of ours goes with its key; it has no other use.
    const path = account === undefined ? `api_keys/${state.id}` : `service_accounts/${account}`;
    const answer = await context.http.request("DELETE", `${ORGANIZATION}/projects/${project}/${path}`, { bearer: admin(context).secret });
    must(answer, state.id, 200, 404);
  },
  confirm: confirmBy(checker, () => "openai-api-key"),
};

function projectOf(state: CredentialState): string {
  const project = state.details?.["project"];
  if (project === undefined) throw cannot("The key's project is not known", state.id, "Give it beside the admin key (project=…).");
  return project;
}

function admin(context: RotationContext): Credential {
  if (context.admin?.secret.reveal().startsWith("sk-admin-") === true) return context.admin;
  throw new AppError("ROTATION_DENIED", {
    what: "Keys of OpenAI are managed with an admin key",
    where: "organization",
    next: "Make one at platform.openai.com > Settings > Admin keys, and give it (--admin).",
  });
}

async function* projects(context: RotationContext): AsyncGenerator<string> {
  const named = companionOf(admin(context), "project");
  if (named !== undefined) return yield named;
  for await (const project of listed(context, `${ORGANIZATION}/projects`)) {
    const id = textAt(project, "id");
    if (id !== undefined) yield id;
  }
}

/** All pages of a list, item by item. */
async function* listed(context: RotationContext, path: string): AsyncGenerator<unknown> {
  let after = "";
  do {
    const page = `${path}?limit=100${after === "" ? "" : `&after=${encodeURIComponent(after)}`}`;
    const { json: body } = must(await context.http.request("GET", page, { bearer: admin(context).secret }), path);
    const data = at(body, "data");
    if (!Array.isArray(data)) throw strange(path);
    yield* data;
    after = at(body, "has_more") === true ? (textAt(body, "last_id") ?? "") : "";
  } while (after !== "");
}
