import {
  AppError,
  type CreateRequest,
  type Credential,
  type CredentialState,
  type FoundMade,
  type HttpAnswer,
  type Made,
  type RotationContext,
  type Rotator,
  Secret,
  type Target,
} from "@stanch/model";
import { aws as checker } from "../aws.ts";
import { amzDate, authorization } from "../http/sigv4.ts";
import { cannot, confirmBy, half, isoOf, known, manager, strange } from "./_calls.ts";

/** Access keys carry no name of their own: what is about to be made is told in a tag of their user, before it is made. */
const TAG = "stanch-rotation";
const STS = "https://sts.amazonaws.com";

/** IAM users' access keys, by the IAM Query API 2010-05-08. At most two a user: with two there, one has to go first. */
export const aws: Rotator = {
  id: "aws",
  detectors: ["aws-secret-access-key"],
  baseUrl: "https://iam.amazonaws.com",
  facts: () => ({
    kind: "IAM access key",
    creation: "api",
    overlap: true,
    maxLive: 2,
    containment: "disable",
    deactivation: "reversible",
    readable: false,
    lastUse: "stamp",
    sideEffects: ["Sessions that were begun with the key go on until they expire, at most 36 hours later."],
  }),
  describe: async (credential, context) => {
    const id = half(credential, "accessKeyId");
    const used = await iam(context, "GetAccessKeyLastUsed", { AccessKeyId: id }, credential);
    const userName = text(used, "UserName");
    if (userName === undefined) throw strange(id);
    const key = (await keysOf(context, userName, credential)).find((one) => one.id === id);
    if (key === undefined) return { id, status: "absent", privileges: [], details: { userName } };
    return {
      id,
      status: key.status,
      privileges: await privilegesOf(context, userName, credential),
      details: { userName },
      ...known({ createdAt: key.createdAt, lastUsedAt: isoOf(text(used, "LastUsedDate")), lastUsedFrom: usedFrom(used) }),
    };
  },
  contain: async (target, context) => setStatus(target, "Inactive", context),
  restore: async (target, context) => setStatus(target, "Active", context),
  deactivate: async (target, context) => setStatus(target, "Inactive", context),
  async remove({ state, credential }, context) {
    const fields = { AccessKeyId: state.id, UserName: userOf(state) };
    await iam(context, "DeleteAccessKey", fields, credential).catch(ignoreMissing);
  },
  async create({ like, label, credential }: CreateRequest, context): Promise<Made> {
    const userName = userOf(like);
    const before = await keysOf(context, userName, credential);
    const tag = { "Tags.member.1.Key": TAG, "Tags.member.1.Value": [label, ...before.map(({ id }) => id)].join(" ") };
    await iam(context, "TagUser", { UserName: userName, ...tag }, credential);
    const answer = await iam(context, "CreateAccessKey", { UserName: userName }, credential);
    const id = text(answer, "AccessKeyId");
    const secret = text(answer, "SecretAccessKey");
    if (id === undefined || secret === undefined) throw strange(userName);
    return {
      state: { id, status: "active", label, privileges: like.privileges, details: { userName } },
      credential: { secret: new Secret(secret), companions: { accessKeyId: id } },
    };
  },
  async findMade(label, context): Promise<readonly FoundMade[]> {
    const found: FoundMade[] = [];
    for await (const userName of users(context)) {
      const tags = await iam(context, "ListUserTags", { UserName: userName }).catch(ignoreMissing);
      if (tags === undefined) continue; // it went while we looked
      const told = blocks(tags, "member").find((one) => within(one, "Key") === TAG);
      const [named, ...before] = (told === undefined ? "" : (within(told, "Value") ?? "")).split(" ");
      if (named !== label) continue;
      for (const key of await keysOf(context, userName))
        if (!before.includes(key.id))
          found.push({ state: { id: key.id, status: key.status, label, privileges: [], details: { userName } } });
      break; // a label is one user's
    }
    return found;
  },
  confirm: async (credential, context) =>
    confirmBy(checker, () => "aws-secret-access-key")(credential, { ...context, http: context.httpAt(STS), baseUrl: stsUrl(context) }),
};

/** A base URL that the user set stands for all of AWS. */
const stsUrl = (context: RotationContext): string => (context.baseUrl === aws.baseUrl ? STS : context.baseUrl);

interface Key {
  readonly id: string;
  readonly status: "active" | "disabled" | "unknown";
  readonly createdAt: string | undefined;
}

const STATUS: Readonly<Record<string, Key["status"]>> = { Active: "active", Inactive: "disabled" };

async function keysOf(context: RotationContext, userName: string, self?: Credential): Promise<readonly Key[]> {
  const answer = await iam(context, "ListAccessKeys", { UserName: userName }, self);
  return blocks(answer, "member").map((one) => ({
    id: within(one, "AccessKeyId") ?? "",
    status: STATUS[within(one, "Status") ?? ""] ?? "unknown",
    createdAt: isoOf(within(one, "CreateDate")),
  }));
}

/** Of one page each: a user has at most 20 attached policies and 10 groups. */
async function privilegesOf(context: RotationContext, userName: string, self: Credential): Promise<readonly string[]> {
  const ask = async (action: string, name: string): Promise<readonly string[]> => {
    const answer = await iam(context, action, { UserName: userName }, self);
    return blocks(answer, "member").map((one) => within(one, name) ?? one.trim());
  };
  const [attached, own, groups] = [
    await ask("ListAttachedUserPolicies", "PolicyArn"),
    await ask("ListUserPolicies", "PolicyName"),
    await ask("ListGroupsForUser", "GroupName"),
  ];
  return [
    ...attached.map((name) => `policy ${name}`),
    ...own.map((name) => `own policy ${name}`),
    ...groups.map((name) => `group ${name}`),
  ].toSorted();
}

/** The caller's own user first: most keys manage themselves. Asked only after a crash. */
async function* users(context: RotationContext): AsyncGenerator<string> {
  const own = await iam(context, "GetUser", {})
    .then((answer) => text(answer, "UserName"))
    .catch(() => undefined);
  if (own !== undefined) yield own;
  let marker: string | undefined;
  do {
    const answer: HttpAnswer = await iam(context, "ListUsers", marker === undefined ? {} : { Marker: marker });
    for (const one of blocks(answer, "member")) {
      const name = within(one, "UserName");
      if (name !== undefined && name !== own) yield name;
    }
    marker = text(answer, "IsTruncated") === "true" ? text(answer, "Marker") : undefined;
  } while (marker !== undefined);
}

async function setStatus({ state, credential }: Target, status: "Active" | "Inactive", context: RotationContext): Promise<void> {
  const work = iam(context, "UpdateAccessKey", { AccessKeyId: state.id, UserName: userOf(state), Status: status }, credential);
  // What is gone is as inactive as can be.
  await (status === "Inactive" ? work.catch(ignoreMissing) : work);
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof AppError) || error.code !== "ROTATION_NOT_FOUND") throw error;
  return undefined;
}

function userOf(state: CredentialState): string {
  const name = state.details?.["userName"];
  if (name === undefined) throw cannot("The user that the key belongs to is not known", state.id, "Look at the key first (describe).");
  return name;
}

const ERRORS: Readonly<Record<string, ["ROTATION_DENIED" | "ROTATION_NOT_FOUND" | "ROTATION_LIMITED", string]>> = {
  AccessDenied: ["ROTATION_DENIED", "Give a key that may manage this user's access keys (--admin)."],
  InvalidClientTokenId: ["ROTATION_DENIED", "The managing key is unknown, deleted or inactive: give another (--admin)."],
  SignatureDoesNotMatch: ["ROTATION_DENIED", "The managing key's secret does not belong to its id: give the right one (--admin)."],
  NoSuchEntity: ["ROTATION_NOT_FOUND", "See in the IAM console whether the user and the key still exist."],
  LimitExceeded: ["ROTATION_LIMITED", "A user has at most two access keys: remove the one that is not used, then go on."],
  Throttling: ["ROTATION_LIMITED", "Try again in a minute."],
};

async function iam(
  context: RotationContext,
  action: string,
  fields: Readonly<Record<string, string>>,
  self?: Credential,
): Promise<HttpAnswer> {
  const credential = manager(context, self);
  const body = new URLSearchParams({ Action: action, Version: "2010-05-08", ...fields }).toString();
  const headers = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    host: new URL(context.baseUrl).host,
    "x-amz-date": amzDate(context.now()),
  };
  const key = { accessKeyId: half(credential, "accessKeyId"), secretAccessKey: credential.secret, region: "us-east-1", service: "iam" };
  const path = new URL(`${context.baseUrl}/`).pathname;
  const signed = authorization({ method: "POST", path, headers, body }, key);
  const answer = await context.http.request("POST", "/", { headers: { ...headers, authorization: signed }, body });
  if (answer.status === 200) return answer;
  const code = text(answer, "Code") ?? "";
  const [error, next] = ERRORS[code] ?? [answer.status === 403 ? "ROTATION_DENIED" : "ROTATION_CANNOT", "Look into the IAM console."];
  throw new AppError(error, { what: `AWS answered ${/^[\w.]{1,60}$/.test(code) ? code : `HTTP ${answer.status}`}`, where: action, next });
}

function usedFrom(answer: HttpAnswer): string | undefined {
  const service = text(answer, "ServiceName");
  return service === undefined || service === "N/A" ? undefined : `${service} in ${text(answer, "Region") ?? "an unknown region"}`;
}

/** IAM answers flat XML: lists are `member` elements, of which none holds another. */
function blocks({ text: body }: HttpAnswer, name: string): readonly string[] {
  return [...body.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, "g"))].map(([, inside = ""]) => inside);
}

function within(body: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<>]{0,2000})</${name}>`).exec(body)?.[1];
  return found?.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function text(answer: HttpAnswer, name: string): string | undefined {
  return within(answer.text, name);
}
