import {
  AppError,
  type CredentialState,
  type RequestOptions,
  type RotationContext,
  type RotationHttp,
  type Rotator,
  Secret,
} from "@stanch/model";
import { datadog as checker } from "../datadog.ts";
import { at, companionOf, textAt } from "../http/answers.ts";
import { confirmBy, half, isoOf, json, known, must, strange } from "./_calls.ts";

const KEYS = "/api/v2/api_keys";
const SITE = /^(?:us[35]\.|ap[12]\.)?datadoghq\.(?:com|eu)$|^ddog-gov\.com$/;

/**
 * API keys. The managing credential is an application key (`api_keys_write`, `api_keys_delete`) with its companions `apiKey` and,
 * for other sites than datadoghq.com, `site`.
 */
export const datadog: Rotator = {
  id: "datadog",
  detectors: ["datadog-api-key"],
  baseUrl: "https://api.datadoghq.com",
  facts: () => ({
    kind: "API key",
    creation: "api",
    overlap: true,
    maxLive: 50,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "stamp",
    sideEffects: ["Agents that still have the old key stop sending metrics, logs and traces; what they hold meanwhile may be lost."],
  }),
  async describe({ secret }, context): Promise<CredentialState> {
    for await (const key of keys(context)) {
      const last4 = textAt(key, "attributes", "last4");
      if (last4 !== undefined && last4.length >= 4 && secret.reveal().endsWith(last4)) return stateOf(key);
    }
    return { id: "unknown", status: "absent", privileges: [] };
  },
  async create({ label }, context) {
    const body = { data: { type: "api_keys", attributes: { name: label } } };
    const answer = must(await siteOf(context).request("POST", KEYS, json(body, admin(context))), label);
    const key = textAt(answer.json, "data", "attributes", "key");
    if (key === undefined) throw strange(label);
    const companions = known({ site: companionOf(managing(context), "site") });
    return { state: { ...stateOf(at(answer.json, "data")), label }, credential: { secret: new Secret(key), companions } };
  },
  async findMade(label, context) {
    const found: { readonly state: CredentialState }[] = [];
    for await (const key of keys(context, label)) if (textAt(key, "attributes", "name") === label) found.push({ state: stateOf(key) });
    return found;
  },
  async deactivate({ state }, context) {
    must(await siteOf(context).request("DELETE", `${KEYS}/${state.id}`, admin(context)), state.id, 204, 404);
  },
  confirm: confirmBy(checker, () => "datadog-api-key"),
};

function stateOf(key: unknown): CredentialState {
  const id = textAt(key, "id");
  if (id === undefined) throw strange(KEYS);
  return {
    id,
    status: "active",
    privileges: ["sends metrics, logs, traces and events"],
    ...known({
      label: textAt(key, "attributes", "name"),
      createdAt: isoOf(textAt(key, "attributes", "created_at")),
      lastUsedAt: isoOf(textAt(key, "attributes", "date_last_used")),
    }),
  };
}

async function* keys(context: RotationContext, filter = ""): AsyncGenerator<unknown> {
  for (let page = 0; ; page++) {
    const path = `${KEYS}?page[size]=100&page[number]=${page}${filter === "" ? "" : `&filter=${encodeURIComponent(filter)}`}`;
    const answer = must(await siteOf(context).request("GET", path, admin(context)), KEYS);
    const data = at(answer.json, "data");
    if (!Array.isArray(data)) throw strange(KEYS);
    yield* data;
    if (data.length < 100) return;
  }
}

function managing(context: RotationContext) {
  if (context.admin !== undefined && companionOf(context.admin, "apiKey") !== undefined) return context.admin;
  throw new AppError("ROTATION_DENIED", {
    what: "Keys of Datadog are managed with an application key and an API key",
    where: KEYS,
    next: "Give an application key with apiKey=… beside it (--admin).",
  });
}

const admin = (context: RotationContext): RequestOptions => {
  const credential = managing(context);
  return { headers: { "dd-api-key": new Secret(half(credential, "apiKey")), "dd-application-key": credential.secret } };
};

function siteOf(context: RotationContext): RotationHttp {
  const site = companionOf(managing(context), "site");
  return site !== undefined && SITE.test(site) ? context.httpAt(`https://api.${site}`) : context.http;
}
