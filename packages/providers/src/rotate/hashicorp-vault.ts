import {
  type Acceptance,
  AppError,
  type CreateRequest,
  type Credential,
  type CredentialState,
  type FoundMade,
  type HttpAnswer,
  type Made,
  type RequestOptions,
  type RotationContext,
  type RotationFacts,
  type Rotator,
  Secret,
  type Target,
} from "@stanch/model";
import { at, companionOf, textAt, textsAt } from "../http/answers.ts";
import { cannot, isoOf, json, known, manager, must, strange, twice } from "./_calls.ts";

const APPROLE = "approle";
/** What every token may without being given it. */
const IMPLIED = new Set(["default"]);

/** Tokens and AppRole secret ids of HashiCorp Vault and OpenBao; `STANCH_HASHICORP_VAULT_URL` says where the server is. */
export const hashicorpVault: Rotator = {
  id: "hashicorp-vault",
  detectors: ["hashicorp-vault-service-token", "hashicorp-vault-approle-secret-id"],
  baseUrl: "https://vault.invalid",
  facts: (credential) => (isSecretId(credential) ? SECRET_ID_FACTS : TOKEN_FACTS),
  describe: async (credential, context) =>
    isSecretId(credential) ? describeSecretId(credential, context) : describeToken(credential, context),
  create: async (request, context) =>
    request.like.details?.["role"] === undefined ? createToken(request, context) : createSecretId(request, context),
  findMade: async (label, context) => [...(await tokensMade(label, context)), ...(await secretIdsMade(label, context))],
  async deactivate({ state }: Target, context) {
    const role = state.details?.["role"];
    if (role !== undefined) return destroySecretId(state.id, role, context);
    const answer = await ask(context, "POST", "/v1/auth/token/revoke-accessor", undefined, { accessor: state.id });
    // An accessor that nothing has any more is refused as a bad request; what is gone is ended.
    if (!isUnknownAccessor(answer)) must(answer, state.id);
  },
  confirm: async (credential, context) =>
    isSecretId(credential) ? confirmSecretId(credential, context) : confirmToken(credential, context),
};

const TOKEN_FACTS: RotationFacts = {
  kind: "Vault service token",
  creation: "api",
  overlap: true,
  containment: "none",
  deactivation: "final",
  readable: false,
  lastUse: "records",
  sideEffects: ["Its child tokens and leases (dynamic database users, cloud keys) end with it."],
};

const SECRET_ID_FACTS: RotationFacts = {
  kind: "AppRole secret id",
  creation: "api",
  overlap: true,
  containment: "none",
  deactivation: "final",
  readable: false,
  lastUse: "records",
  sideEffects: ["Tokens that were got with it live on until they expire."],
};

/** A secret id is a UUID, which no token is; its role's id stands beside it. */
function isSecretId(credential: Credential): boolean {
  return companionOf(credential, "roleId") !== undefined || /^[\da-f]{8}-[\da-f]{4}-/.test(credential.secret.reveal());
}

async function ask(
  context: RotationContext,
  method: "GET" | "POST",
  path: string,
  self: Credential | undefined,
  body?: unknown,
): Promise<HttpAnswer> {
  const options: RequestOptions = { headers: { "x-vault-token": manager(context, self).secret } };
  return context.http.request(method, path, body === undefined ? options : json(body, options));
}

// ---- tokens ----

/** Whether the token has to manage itself: no other was given. */
const isAlone = (context: RotationContext, credential: Credential | undefined): boolean =>
  context.admin === undefined || context.admin.secret.reveal() === credential?.secret.reveal();

async function describeToken(credential: Credential, context: RotationContext): Promise<CredentialState> {
  // The managing token's look-up moves nothing; with the token itself alone it can only look at itself.
  const alone = isAlone(context, credential);
  const answer = alone
    ? await ask(context, "GET", "/v1/auth/token/lookup-self", credential)
    : await ask(context, "POST", "/v1/auth/token/lookup", credential, { token: credential.secret.reveal() });
  if (answer.status === 403 && alone) return { id: "unknown", status: "absent", privileges: [] };
  if (isUnknownToken(answer)) return { id: "unknown", status: "absent", privileges: [] };
  return tokenState(must(answer, "auth/token/lookup").json);
}

function tokenState(body: unknown): CredentialState {
  const id = textAt(body, "data", "accessor");
  if (id === undefined) throw strange("auth/token/lookup");
  const label = textAt(body, "data", "meta", "stanch");
  const ttl = at(body, "data", "creation_ttl");
  const period = at(body, "data", "period");
  const type = textAt(body, "data", "type");
  return {
    id,
    status: "active",
    privileges: (textsAt(body, "data", "policies") ?? []).map((name) => `policy ${name}`).toSorted(),
    ...known({ label, createdAt: isoOf(at(body, "data", "creation_time")) }),
    details: known({
      ttl: typeof ttl === "number" && ttl > 0 ? `${ttl}s` : undefined,
      period: typeof period === "number" && period > 0 ? `${period}s` : undefined,
      type,
    }),
  };
}

const namesOf = (privileges: readonly string[]): readonly string[] =>
  privileges.filter((one) => one.startsWith("policy ")).map((one) => one.slice("policy ".length));

/** A child of the managing token: without one it would be a child of the old token, and end with it. */
async function createToken({ like, label, privileges, credential }: CreateRequest, context: RotationContext): Promise<Made> {
  if (isAlone(context, credential))
    throw cannot(
      "A token made by the old one ends together with it",
      "auth/token/create",
      "Give a managing token that may make tokens with these policies (--admin).",
    );
  const policies = namesOf(privileges ?? like.privileges).filter((name) => !IMPLIED.has(name));
  const { ttl, period } = like.details ?? {};
  const body = {
    policies,
    display_name: label,
    meta: { stanch: label },
    ...known({ ttl: period === undefined ? ttl : undefined, period }),
  };
  const answer = must(await ask(context, "POST", "/v1/auth/token/create", undefined, body), "auth/token/create");
  const token = textAt(answer.json, "auth", "client_token");
  const id = textAt(answer.json, "auth", "accessor");
  if (token === undefined || id === undefined) throw strange("auth/token/create");
  const made = (textsAt(answer.json, "auth", "policies") ?? []).map((name) => `policy ${name}`).toSorted();
  return {
    state: { id, status: "active", label, privileges: made, details: like.details ?? {} },
    credential: { secret: new Secret(token), companions: {} },
  };
}

async function tokensMade(label: string, context: RotationContext): Promise<readonly FoundMade[]> {
  const found: FoundMade[] = [];
  for (const accessor of await keysAt(context, "/v1/auth/token/accessors")) {
    const answer = await ask(context, "POST", "/v1/auth/token/lookup-accessor", undefined, { accessor });
    if (isUnknownAccessor(answer)) continue; // it ended while we looked
    if (textAt(must(answer, accessor).json, "data", "meta", "stanch") === label) found.push({ state: tokenState(answer.json) });
  }
  return found;
}

async function confirmToken(credential: Credential, context: RotationContext): Promise<Acceptance> {
  return twice(async () => {
    const answer = await context.http.request("GET", "/v1/auth/token/lookup-self", { headers: { "x-vault-token": credential.secret } });
    return read(answer, answer.status === 403);
  });
}

// ---- secret ids ----

async function describeSecretId(credential: Credential, context: RotationContext): Promise<CredentialState> {
  const role = await roleOf(credential, context);
  const path = `/v1/auth/${APPROLE}/role/${encodeURIComponent(role)}`;
  const answer = must(
    await ask(context, "POST", `${path}/secret-id/lookup`, undefined, { secret_id: credential.secret.reveal() }),
    role,
    200,
    204,
  );
  const id = textAt(answer.json, "data", "secret_id_accessor");
  if (id === undefined) return { id: "unknown", status: "absent", privileges: [], details: { role } };
  const settings = must(await ask(context, "GET", path, undefined), role);
  return {
    id,
    status: "active",
    privileges: (textsAt(settings.json, "data", "token_policies") ?? []).map((name) => `policy ${name}`).toSorted(),
    ...known({ label: textAt(answer.json, "data", "metadata", "stanch"), createdAt: isoOf(at(answer.json, "data", "creation_time")) }),
    details: known({ role, roleId: companionOf(credential, "roleId") }),
  };
}

async function createSecretId({ like, label }: CreateRequest, context: RotationContext): Promise<Made> {
  const role = like.details?.["role"] ?? "";
  const path = `/v1/auth/${APPROLE}/role/${encodeURIComponent(role)}/secret-id`;
  const answer = must(await ask(context, "POST", path, undefined, { metadata: JSON.stringify({ stanch: label }) }), role);
  const secret = textAt(answer.json, "data", "secret_id");
  const id = textAt(answer.json, "data", "secret_id_accessor");
  if (secret === undefined || id === undefined) throw strange(role);
  return {
    state: { id, status: "active", label, privileges: like.privileges, details: like.details ?? {} },
    credential: { secret: new Secret(secret), companions: known({ roleId: like.details?.["roleId"] }) },
  };
}

/** The role whose id stands beside the secret. A managing token has to see the roles. */
async function roleOf(credential: Credential, context: RotationContext): Promise<string> {
  const roleId = companionOf(credential, "roleId");
  if (roleId === undefined) throw cannot("The role id that belongs to the secret id is not known", "roleId", "Give it as roleId=….");
  for (const role of await keysAt(context, `/v1/auth/${APPROLE}/role`)) {
    const answer = must(await ask(context, "GET", `/v1/auth/${APPROLE}/role/${encodeURIComponent(role)}/role-id`, undefined), role);
    if (textAt(answer.json, "data", "role_id") === roleId) return role;
  }
  throw new AppError("ROTATION_NOT_FOUND", {
    what: "No AppRole has this role id",
    where: APPROLE,
    next: "Look at `vault list auth/approle/role`.",
  });
}

async function secretIdsMade(label: string, context: RotationContext): Promise<readonly FoundMade[]> {
  const found: FoundMade[] = [];
  for (const role of await keysAt(context, `/v1/auth/${APPROLE}/role`)) {
    const path = `/v1/auth/${APPROLE}/role/${encodeURIComponent(role)}`;
    for (const accessor of await keysAt(context, `${path}/secret-id`)) {
      const answer = await ask(context, "POST", `${path}/secret-id-accessor/lookup`, undefined, { secret_id_accessor: accessor });
      if (isUnknownAccessor(answer)) continue;
      if (textAt(must(answer, accessor).json, "data", "metadata", "stanch") === label)
        found.push({ state: { id: accessor, status: "active", label, privileges: [], details: { role } } });
    }
  }
  return found;
}

/** Looks first: to destroy what is gone is answered as a failure of the server. */
async function destroySecretId(accessor: string, role: string, context: RotationContext): Promise<void> {
  const path = `/v1/auth/${APPROLE}/role/${encodeURIComponent(role)}/secret-id-accessor`;
  const body = { secret_id_accessor: accessor };
  const found = await ask(context, "POST", `${path}/lookup`, undefined, body);
  if (found.status === 404 || isUnknownAccessor(found)) return;
  must(found, accessor);
  must(await ask(context, "POST", `${path}/destroy`, undefined, body), accessor);
}

/** Logs in, and ends the token that this gives at once. */
async function confirmSecretId(credential: Credential, context: RotationContext): Promise<Acceptance> {
  return twice(async () => {
    const body = { role_id: companionOf(credential, "roleId") ?? "", secret_id: credential.secret.reveal() };
    const answer = await context.http.request("POST", `/v1/auth/${APPROLE}/login`, json(body));
    const token = textAt(answer.json, "auth", "client_token");
    if (token !== undefined)
      await context.http.request("POST", "/v1/auth/token/revoke-self", { headers: { "x-vault-token": new Secret(token) }, body: "" });
    return read(answer, answer.status === 400 && /invalid (?:role or )?secret/i.test(answer.text));
  });
}

// ---- both ----

function read(answer: HttpAnswer, isRefusal: boolean): Acceptance {
  if (answer.status === 200) return { answer: "accepted", reason: "Vault takes it" };
  return { answer: isRefusal ? "refused" : "unknown", reason: `HTTP ${answer.status}` };
}

/** Names under a path; none where there is nothing, or no such engine. */
async function keysAt(context: RotationContext, path: string): Promise<readonly string[]> {
  const answer = await ask(context, "GET", `${path}?list=true`, undefined);
  return answer.status === 404 ? [] : (textsAt(must(answer, path).json, "data", "keys") ?? []);
}

const isUnknownAccessor = ({ status, text }: HttpAnswer): boolean =>
  (status === 400 || status === 403 || status === 404 || status === 500) &&
  /invalid accessor|failed to find accessor|no such accessor|role.{1,80} does not exist/i.test(text);

const isUnknownToken = ({ status, text }: HttpAnswer): boolean => (status === 403 || status === 404) && /bad token|not found/i.test(text);
