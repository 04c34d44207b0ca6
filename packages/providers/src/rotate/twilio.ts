import { type Credential, type CredentialState, type RotationContext, type Rotator, Secret, type Target } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { twilio as checker } from "../twilio.ts";
import { cannot, confirmBy, form, half, isoOf, known, manager, must, strange, twice, valueOf } from "./_calls.ts";

const ACCOUNTS = "https://accounts.twilio.com";
const IAM = "https://iam.twilio.com";

/** The account's auth token: a secondary one is made, used, and promoted, which ends the first. There is one secondary at a time. */
export const twilio: Rotator = {
  id: "twilio",
  detectors: ["twilio-auth-token"],
  baseUrl: "https://api.twilio.com",
  facts: () => ({
    kind: "auth token",
    creation: "api",
    overlap: true,
    maxLive: 2,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "records",
    sideEffects: [
      "Webhooks are signed with the primary token: receivers must know the new one before it is promoted.",
      "Promoting ends the old token at once.",
    ],
  }),
  async describe(credential, context): Promise<CredentialState> {
    const id = half(credential, "accountSid");
    const answer = await context.http.request("GET", `/2010-04-01/Accounts/${id}.json`, {
      basic: [id, manager(context, credential).secret],
    });
    if (answer.status === 401) return { id, status: "absent", privileges: [] };
    const { json: body } = must(answer, id);
    return {
      id,
      status: textAt(body, "status") === "active" ? "active" : "disabled",
      privileges: ["full power over the account"],
      ...known({ createdAt: isoOf(textAt(body, "date_created")) }),
      details: { accountSid: id },
    };
  },
  async create({ like, label, credential }, context) {
    const basic = pair(like, context, credential?.secret);
    const http = context.httpAt(ACCOUNTS);
    let answer = await http.request("POST", "/v1/AuthTokens/Secondary", form({}, { basic }));
    if (answer.status === 409 || answer.status === 400) {
      // One is there that nobody uses, such as of an attempt whose answer was lost: its value is shown never again.
      must(await http.request("DELETE", "/v1/AuthTokens/Secondary", { basic }), like.id, 204, 404);
      answer = await http.request("POST", "/v1/AuthTokens/Secondary", form({}, { basic }));
    }
    const token = textAt(must(answer, like.id).json, "secondary_auth_token");
    if (token === undefined) throw strange(like.id);
    return {
      state: { id: like.id, status: "active", label, privileges: like.privileges, details: { accountSid: like.id } },
      credential: { secret: new Secret(token), companions: { accountSid: like.id } },
    };
  },
  // The secondary has no name, and there is one at most: `create` takes the place of one whose value was lost.
  findMade: async () => [],
  async deactivate(target: Target, context) {
    const { state } = target;
    // After a crash that hid the answer: a promotion of nothing would be refused, and the old one is dead already.
    const old = await twilio.confirm({ secret: valueOf(target), companions: { accountSid: state.id } }, context);
    if (old.answer === "refused") return;
    const basic = pair(state, context, target.credential?.secret);
    must(await context.httpAt(ACCOUNTS).request("POST", "/v1/AuthTokens/Promote", form({}, { basic })), state.id);
  },
  confirm: confirmBy(checker, () => "twilio-auth-token"),
};

function pair(state: CredentialState, context: RotationContext, own?: Secret): readonly [string, Secret] {
  const secret = context.admin?.secret ?? own;
  if (secret === undefined) throw cannot("Neither the old token nor a managing one is at hand", state.id, "Give the old token's value.");
  return [state.details?.["accountSid"] ?? state.id, secret];
}

/** API keys (`SK…`), which have names and any number beside each other. */
export const twilioApiKey: Rotator = {
  id: "twilio",
  detectors: ["twilio-api-key-secret"],
  baseUrl: "https://api.twilio.com",
  facts: () => ({
    kind: "API key",
    creation: "api",
    overlap: true,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "records",
    sideEffects: ["Access tokens for phones and browsers that were signed with it are refused."],
  }),
  async describe(credential, context): Promise<CredentialState> {
    const id = half(credential, "keySid");
    const { accountSid, basic } = account(context, credential);
    const answer = await context.http.request("GET", `/2010-04-01/Accounts/${accountSid}/Keys/${id}.json`, { basic });
    if (answer.status === 404) return { id, status: "absent", privileges: [], details: { accountSid } };
    const { json: body } = must(answer, id);
    return {
      id,
      status: "active",
      privileges: ["standard key"],
      ...known({ label: textAt(body, "friendly_name"), createdAt: isoOf(textAt(body, "date_created")) }),
      details: { accountSid },
    };
  },
  async create({ like, label, credential }, context) {
    const { accountSid, basic } = account(context, credential, like);
    const fields = { AccountSid: accountSid, FriendlyName: label };
    const answer = must(await context.httpAt(IAM).request("POST", "/v1/Keys", form(fields, { basic })), "Keys");
    const id = textAt(answer.json, "sid");
    const secret = textAt(answer.json, "secret");
    if (id === undefined || secret === undefined) throw strange("Keys");
    return {
      state: { id, status: "active", label, privileges: like.privileges, details: { accountSid } },
      credential: { secret: new Secret(secret), companions: { keySid: id } },
    };
  },
  async findMade(label, context) {
    const { accountSid, basic } = account(context);
    const answer = must(await context.http.request("GET", `/2010-04-01/Accounts/${accountSid}/Keys.json?PageSize=1000`, { basic }), "Keys");
    const list = at(answer.json, "keys");
    if (!Array.isArray(list)) throw strange("Keys");
    return list
      .filter((one) => textAt(one, "friendly_name") === label)
      .map((one) => ({
        state: { id: textAt(one, "sid") ?? "", status: "active" as const, label, privileges: [], details: { accountSid } },
      }));
  },
  async deactivate({ state, credential }, context) {
    const { basic } = account(context, credential, state);
    must(await context.httpAt(IAM).request("DELETE", `/v1/Keys/${state.id}`, { basic }), state.id, 204, 404);
  },
  async confirm(credential, context) {
    const { accountSid } = account(context, credential);
    const basic = [half(credential, "keySid"), credential.secret] as const;
    return twice(async () => {
      const { status } = await context.http.request("GET", `/2010-04-01/Accounts/${accountSid}.json`, { basic });
      const reason = `HTTP ${status}`;
      // A standard key is refused the account itself (403) and is known all the same.
      if (status === 200 || status === 403) return { answer: "accepted", reason };
      return { answer: status === 401 ? "refused" : "unknown", reason };
    });
  },
};

/** Keys are managed with the account's own pair. */
function account(context: RotationContext, self?: Credential, state?: CredentialState) {
  const accountSid = state?.details?.["accountSid"] ?? half(manager(context, self), "accountSid");
  return { accountSid, basic: [accountSid, manager(context, self).secret] as const };
}
