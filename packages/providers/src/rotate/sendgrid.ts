import { type CredentialState, Secret, type Rotator } from "@stanch/model";
import { at, textAt, textsAt } from "../http/answers.ts";
import { sendgrid as checker } from "../sendgrid.ts";
import { cannot, confirmBy, json, manager, must, strange } from "./_calls.ts";

/** The middle part of a key is its id: SG.<id>.<secret>. */
function idOf(key: string): string {
  const id = key.split(".")[1];
  if (id === undefined || id === "") throw cannot("The key has no id in it", "sendgrid", "Give the whole key (SG.….…).");
  return id;
}

/** API keys; making one needs a key that may (`api_keys.create`), ending one `api_keys.delete`. */
export const sendgrid: Rotator = {
  id: "sendgrid",
  detectors: ["sendgrid-api-key"],
  baseUrl: "https://api.sendgrid.com",
  facts: () => ({
    kind: "API key",
    creation: "api",
    overlap: true,
    maxLive: 100,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "none",
    sideEffects: ["SMTP log-ins with the key as password end with it."],
  }),
  async describe(credential, context): Promise<CredentialState> {
    const id = idOf(credential.secret.reveal());
    const answer = await context.http.request("GET", `/v3/api_keys/${id}`, { bearer: manager(context, credential).secret });
    if (answer.status === 404) return { id, status: "absent", privileges: [] };
    const { json: body } = must(answer, id);
    const label = textAt(body, "name");
    return {
      id,
      status: "active",
      privileges: (textsAt(body, "scopes") ?? []).toSorted(),
      ...(label === undefined ? {} : { label }),
    };
  },
  async create({ like, label, privileges, credential }, context) {
    const scopes = privileges ?? like.privileges;
    const options = { bearer: manager(context, credential).secret };
    const answer = must(await context.http.request("POST", "/v3/api_keys", json({ name: label, scopes }, options)), "api_keys");
    const key = textAt(answer.json, "api_key");
    const id = textAt(answer.json, "api_key_id");
    if (key === undefined || id === undefined) throw strange("api_keys");
    return {
      state: { id, status: "active", label, privileges: [...scopes].toSorted() },
      credential: { secret: new Secret(key), companions: {} },
    };
  },
  async findMade(label, context) {
    const { json: body } = must(
      await context.http.request("GET", "/v3/api_keys?limit=500", { bearer: manager(context).secret }),
      "api_keys",
    );
    const list = at(body, "result");
    if (!Array.isArray(list)) throw strange("api_keys");
    return list
      .filter((one) => textAt(one, "name") === label)
      .map((one) => ({ state: { id: textAt(one, "api_key_id") ?? "", status: "active" as const, label, privileges: [] } }));
  },
  async deactivate({ state, credential }, context) {
    must(
      await context.http.request("DELETE", `/v3/api_keys/${state.id}`, { bearer: manager(context, credential).secret }),
      state.id,
      204,
      404,
    );
  },
  confirm: confirmBy(checker, () => "sendgrid-api-key"),
};
