import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type * as SecretsManager from "@aws-sdk/client-secrets-manager";
import type { GetSecretValueCommandOutput, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { AppError } from "@stanch/model";
import { cannot, conflict, failure, notFound, notTheSame, refusedValue, tooLarge } from "../failures.ts";
import { mapAt, parsed } from "../json.ts";
import { SecretBytes } from "../secret-bytes.ts";
import { ABSENT, type Abilities, type Description, type Held, type Reader, type SecretStore, type Version } from "../store.ts";
import { readersInCloudTrail } from "./cloud-trail.ts";
import { awsFailure, isNamed } from "./failures.ts";

type Sdk = typeof SecretsManager;
type Env = Readonly<Record<string, string | undefined>>;

/** Of the encrypted value, in bytes: "AWS Secrets Manager quotas". */
const MOST_BYTES = 65_536;
const MOST_TRIES = 12;
const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

interface Place {
  /** Name or ARN. */
  readonly id: string;
  /** Member of the JSON object that the secret is; undefined for the whole value. */
  readonly key: string | undefined;
  readonly uri: string;
}

interface Contents {
  readonly value: SecretBytes;
  readonly version: string;
}

/** `aws-sm:name#key` (a member of a JSON object) and `aws-sm:name` (the whole value). Credentials and region as the AWS SDKs take them. */
export class AwsStore implements SecretStore {
  readonly scheme = "aws-sm";
  readonly #env: Env;
  #opened: Promise<{ readonly sdk: Sdk; readonly client: SecretsManagerClient }> | undefined;

  constructor(env: Env) {
    this.#env = env;
  }

  async abilities(reference: string): Promise<Abilities> {
    const isWhole = placeOf(reference).key === undefined;
    return Promise.resolve({ versions: true, checkAndSet: true, bytes: isWhole, undo: true, maxBytes: MOST_BYTES });
  }

  normalise(reference: string): string {
    const { id, key } = placeOf(reference);
    return key === undefined ? id : `${id}#${key}`;
  }

  async put(reference: string, value: SecretBytes, options: { readonly ifVersion?: string } = {}): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    if (value.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, value.sizeBytes, MOST_BYTES);
    const version = await this.#change(place, options.ifVersion, (before) => withMember(before?.value, value, place));
    const after = await this.#read(place, version);
    const written = after === undefined ? undefined : memberOf(after.value, place);
    if (written?.equals(value) !== true) throw notTheSame(place.uri);
    return { version };
  }

  async get(reference: string, options: { readonly version?: string } = {}): Promise<Held> {
    const place = placeOf(reference);
    const held = await this.#read(place, options.version);
    const value = held === undefined ? undefined : memberOf(held.value, place);
    if (held === undefined || value === undefined) throw notFound(place.uri);
    return { value, version: held.version };
  }

  async versions(reference: string): Promise<readonly Version[]> {
    const place = placeOf(reference);
    await this.get(reference); // the service lists versions of a secret that is deleted too
    const { sdk, client } = await this.#open();
    const pages = sdk.paginateListSecretVersionIds({ client }, { SecretId: place.id, IncludeDeprecated: true });
    const found = await gathered(pages, ({ Versions }) => Versions ?? [], place.uri);
    return found
      .toSorted(
        (a, b) => rank(b.VersionStages) - rank(a.VersionStages) || (b.CreatedDate?.getTime() ?? 0) - (a.CreatedDate?.getTime() ?? 0),
      )
      .map(({ VersionId = "", VersionStages: stages = [], CreatedDate: created }) => ({
        id: VersionId,
        state: stages.includes(CURRENT) ? "current" : stages.includes(PREVIOUS) ? "previous" : "older",
        ...(created === undefined ? {} : { created: created.toISOString() }),
      }));
  }

  async list(prefix: string): Promise<readonly string[]> {
    const { sdk, client } = await this.#open();
    const filters = prefix === "" ? [] : [{ Key: "name" as const, Values: [prefix] }]; // the SDK's own word for the filter
    const found = await gathered(
      sdk.paginateListSecrets({ client }, { Filters: filters }),
      ({ SecretList }) => SecretList ?? [],
      `aws-sm:${prefix}`,
    );
    return found.flatMap(({ Name }) => (Name === undefined || !Name.startsWith(prefix) ? [] : [Name])).toSorted();
  }

  async describe(reference: string): Promise<Description> {
    const place = placeOf(reference);
    const { version } = await this.get(reference);
    const { sdk, client } = await this.#open();
    const told = await this.#sent(place, client.send(new sdk.DescribeSecretCommand({ SecretId: place.id })));
    const day = (date: Date | undefined): string | undefined => date?.toISOString().slice(0, 10);
    const dated = [
      ["changed", day(told.LastChangedDate)],
      ["last read", day(told.LastAccessedDate)],
      ["rotates next", day(told.NextRotationDate)],
    ].flatMap(([what, when]) => (when === undefined ? [] : [`${what} ${when}`]));
    return {
      reference: this.normalise(reference),
      version,
      facts: [told.RotationEnabled === true ? "rotates by itself" : "no rotation", ...dated],
    };
  }

  /** The whole value: moves the label AWSCURRENT. A member: writes its older value, so that the members beside it stay. */
  async makeCurrent(reference: string, version: string): Promise<{ readonly version: string }> {
    const place = placeOf(reference);
    const { value } = await this.get(reference, { version });
    if (place.key !== undefined) return this.put(reference, value);
    const now = await this.#read(place);
    if (now !== undefined && now.version !== version) await this.#promote(place, version, now.version);
    return { version };
  }

  /** The whole secret, or its last member: deleted after 30 days, until then `put` brings it back. */
  async remove(reference: string, options: { readonly version?: string } = {}): Promise<void> {
    const place = placeOf(reference);
    if (options.version !== undefined)
      throw cannot(place.uri, "AWS cannot take one version away", "Put a new value, or remove the secret.");
    const { value } = await this.#read(place).then((held) => held ?? Promise.reject(notFound(place.uri)));
    if (memberOf(value, place) === undefined) throw notFound(place.uri);
    if (place.key !== undefined && mapAt(parsed(value.revealText() ?? "")).size > 1) {
      await this.#change(place, undefined, (before) => withMember(before?.value, undefined, place));
      return;
    }
    const { sdk, client } = await this.#open();
    await this.#sent(place, client.send(new sdk.DeleteSecretCommand({ SecretId: place.id })));
  }

  async check(): Promise<readonly string[]> {
    const { sdk, client } = await this.#open();
    const region = await client.config.region();
    try {
      await client.send(new sdk.ListSecretsCommand({ MaxResults: 1 }));
    } catch (error) {
      throw awsFailure(error, `aws-sm in ${region}`);
    }
    return [`Secrets Manager in ${region} answers and lets us list`];
  }

  /** `lines`: of CloudTrail's records, or answers of `aws cloudtrail lookup-events`, each JSON text in one line. */
  readers(reference: string, lines: Iterable<string>): readonly Reader[] {
    return readersInCloudTrail(placeOf(reference).id, lines);
  }

  /** Loads the SDK at the first call: nothing else pays for it. */
  async #open(): Promise<{ readonly sdk: Sdk; readonly client: SecretsManagerClient }> {
    this.#opened ??= (async () => {
      const sdk = await import("@aws-sdk/client-secrets-manager");
      const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: key, AWS_SESSION_TOKEN: session } = this.#env;
      const region = this.#env["AWS_REGION"] ?? this.#env["AWS_DEFAULT_REGION"];
      const endpoint = this.#env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] ?? this.#env["AWS_ENDPOINT_URL"];
      const client = new sdk.SecretsManagerClient({
        ...(region === undefined ? {} : { region }),
        ...(endpoint === undefined ? {} : { endpoint }),
        ...(id === undefined || key === undefined
          ? {}
          : { credentials: { accessKeyId: id, secretAccessKey: key, ...(session === undefined ? {} : { sessionToken: session }) } }),
      });
      await client.config.region().catch((error: unknown) => {
        throw failure("STORE_UNKNOWN", "No AWS region is set", "aws-sm", "Set AWS_REGION.", error);
      });
      return { sdk, client };
    })();
    return this.#opened;
  }

  async #sent<T>(place: Place, answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => Promise.reject(asError(awsFailure(error, place.uri))));
  }

  /** Undefined when there is none, or it is deleted. The stage is always named: the default is not the same everywhere. */
  async #read(place: Place, version?: string): Promise<Contents | undefined> {
    const { sdk, client } = await this.#open();
    const which = version === undefined ? { VersionStage: CURRENT } : { VersionId: version };
    try {
      const answer = await client.send(new sdk.GetSecretValueCommand({ SecretId: place.id, ...which }));
      return { value: valueOf(answer, place), version: answer.VersionId ?? "" };
    } catch (error) {
      if (isNamed(error, "ResourceNotFoundException") || isNamed(error, "InvalidRequestException")) return undefined;
      // A version that is no id of theirs, such as a number.
      if (version !== undefined && (isNamed(error, "InvalidParameterException") || isNamed(error, "ValidationException"))) return undefined;
      throw awsFailure(error, place.uri);
    }
  }

  async #change(place: Place, ifVersion: string | undefined, change: (before: Contents | undefined) => SecretBytes): Promise<string> {
    for (let tries = 1; ; tries++) {
      const before = await this.#read(place);
      const now = before === undefined || memberOf(before.value, place) === undefined ? undefined : before.version;
      if (ifVersion !== undefined && (ifVersion === ABSENT ? now !== undefined : now !== ifVersion)) throw conflict(place.uri);
      const after = change(before);
      if (after.sizeBytes > MOST_BYTES) throw tooLarge(place.uri, after.sizeBytes, MOST_BYTES);
      try {
        return before === undefined ? await this.#create(place, after) : await this.#replace(place, after, before.version);
      } catch (error) {
        if (!(error instanceof AppError && error.code === "STORE_CONFLICT")) throw error;
        if (ifVersion !== undefined || tries === MOST_TRIES) throw error;
        await sleep(Math.random() * 20 * tries);
      }
    }
  }

  async #create(place: Place, value: SecretBytes): Promise<string> {
    const { sdk, client } = await this.#open();
    const token = randomUUID();
    try {
      await client.send(new sdk.CreateSecretCommand({ Name: place.id, ClientRequestToken: token, ...fieldsOf(value) }));
      return token;
    } catch (error) {
      const isDeleted = isNamed(error, "InvalidRequestException");
      if (!isDeleted && !isNamed(error, "ResourceExistsException")) throw awsFailure(error, place.uri);
      const told = await this.#sent(place, client.send(new sdk.DescribeSecretCommand({ SecretId: place.id })));
      if (told.DeletedDate !== undefined) await this.#sent(place, client.send(new sdk.RestoreSecretCommand({ SecretId: place.id })));
      const current = await this.#read(place);
      if (current !== undefined && told.DeletedDate === undefined) throw conflict(place.uri, error); // another writer created it meanwhile
      if (current !== undefined) return this.#replace(place, value, current.version);
      // The secret is there and never had a value.
      await this.#sent(
        place,
        client.send(new sdk.PutSecretValueCommand({ SecretId: place.id, ClientRequestToken: token, ...fieldsOf(value) })),
      );
      return token;
    }
  }

  /**
   * PutSecretValue overwrites whatever is current. So the value is staged under a label of its own, and AWSCURRENT is moved
   * with the version it must come from: the service refuses when another writer moved it.
   */
  async #replace(place: Place, value: SecretBytes, from: string): Promise<string> {
    const { sdk, client } = await this.#open();
    const token = randomUUID();
    const label = `stanch-${token}`;
    const staged = new sdk.PutSecretValueCommand({
      SecretId: place.id,
      ClientRequestToken: token,
      VersionStages: [label],
      ...fieldsOf(value),
    });
    await this.#sent(place, client.send(staged));
    try {
      await this.#promote(place, token, from);
    } finally {
      const unlabel = new sdk.UpdateSecretVersionStageCommand({ SecretId: place.id, VersionStage: label, RemoveFromVersionId: token });
      await this.#sent(place, client.send(unlabel));
    }
    return token;
  }

  async #promote(place: Place, to: string, from: string): Promise<void> {
    const { sdk, client } = await this.#open();
    const move = { SecretId: place.id, VersionStage: CURRENT, MoveToVersionId: to, RemoveFromVersionId: from };
    try {
      await client.send(new sdk.UpdateSecretVersionStageCommand(move));
    } catch (error) {
      if (isNamed(error, "InvalidParameterException") || isNamed(error, "InvalidRequestException")) throw conflict(place.uri, error);
      throw awsFailure(error, place.uri);
    }
  }
}

function placeOf(reference: string): Place {
  const [id = "", key, ...more] = reference.split("#");
  if (!/^[\w/+=.@:-]{1,512}$/.test(id) || key === "" || more.length > 0)
    throw failure(
      "STORE_UNKNOWN",
      "The reference names no secret",
      `aws-sm:${reference}`,
      "Write aws-sm:name, or aws-sm:name#key for a member of JSON.",
    );
  return { id, key, uri: `aws-sm:${reference}` };
}

function rank(stages: readonly string[] = []): number {
  return stages.includes(CURRENT) ? 2 : stages.includes(PREVIOUS) ? 1 : 0;
}

function valueOf({ SecretString: text, SecretBinary: bytes }: GetSecretValueCommandOutput, place: Place): SecretBytes {
  const value = text ?? bytes;
  if (value === undefined) throw failure("STORE_BROKEN", "AWS answered without a value", place.uri, "Look at the secret in the console.");
  return new SecretBytes(value);
}

/** Text as text: the console and other programs read it so. */
function fieldsOf(value: SecretBytes): { readonly SecretString: string } | { readonly SecretBinary: Uint8Array } {
  const text = value.revealText();
  return text === undefined ? { SecretBinary: value.reveal() } : { SecretString: text };
}

/** Undefined when the key is not there. Throws STORE_CANNOT when the value is no JSON object, or the member no text. */
function memberOf(value: SecretBytes, { key, uri }: Place): SecretBytes | undefined {
  if (key === undefined) return value;
  const member = membersOf(value, uri).get(key);
  if (member === undefined) return undefined;
  if (typeof member !== "string") throw cannot(uri, "The member is no text", "Name a member of text.");
  return new SecretBytes(member);
}

function membersOf(value: SecretBytes, uri: string): ReadonlyMap<string, unknown> {
  const json = parsed(value.revealText() ?? "");
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw cannot(uri, "The secret is no JSON object, so it has no keys", "Leave #key out to mean the whole value.");
  return mapAt(json);
}

/** The whole value with the member set, or without it. */
function withMember(before: SecretBytes | undefined, value: SecretBytes | undefined, place: Place): SecretBytes {
  if (place.key === undefined) return value ?? new SecretBytes("");
  const text = value?.revealText();
  if (value !== undefined && text === undefined)
    throw refusedValue(
      place.uri,
      "The value is no UTF-8 text, and JSON holds text",
      "Encode it, or leave #key out: a whole secret may be bytes.",
    );
  const members = new Map(before === undefined ? [] : membersOf(before, place.uri));
  if (text === undefined) members.delete(place.key);
  else members.set(place.key, text);
  return new SecretBytes(JSON.stringify(Object.fromEntries(members)));
}

async function gathered<Page, Item>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => readonly Item[],
  where: string,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  try {
    for await (const page of pages) items.push(...itemsOf(page));
  } catch (error) {
    throw awsFailure(error, where);
  }
  return items;
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
