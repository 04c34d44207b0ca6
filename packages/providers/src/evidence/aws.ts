import type { Secret, UseRecord } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { amzDate, authorization } from "../http/sigv4.ts";
import { type Ask, type Collector, answered, momentOf, needed, neededSecret, orGap, orGapRecords, present } from "./collector.ts";

/** LookupEvents allows two requests a second an account and region. */
const LOOKUPS_PER_MINUTE = 100;
const KEPT_MS = 90 * 86_400_000;

export const aws: Collector = {
  id: "aws",
  name: "AWS",
  baseUrl: "https://cloudtrail.us-east-1.amazonaws.com",
  needs: [
    { name: "AWS_ACCESS_KEY_ID", isSecret: false, what: "key id of a reader with cloudtrail:LookupEvents and iam:GetAccessKeyLastUsed" },
    { name: "AWS_SECRET_ACCESS_KEY", isSecret: true, what: "its secret" },
    { name: "AWS_SESSION_TOKEN", isSecret: true, isOptional: true, what: "its session token" },
    { name: "AWS_REGION", isSecret: false, isOptional: true, what: "regions to ask, separated by commas (default: us-east-1)" },
  ],
  reads: [
    "iam:GetAccessKeyLastUsed: when, where and for which service the key was used last; read first",
    "cloudtrail:LookupEvents by access key id, region by region: management events of 90 days",
  ],
  cannot: [
    "CloudTrail's LookupEvents has no data events (reading objects of S3, running functions): those are only in a trail's own files (--log-kind aws).",
    "Events reach CloudTrail some minutes late, and only the regions that were asked are read.",
  ],
  async *collect(ask) {
    const about = ask.about ?? "";
    if (!/^A[A-Z]{3}[A-Z0-9]{12,28}$/.test(about)) {
      ask.notes.gap({ what: "AWS was not asked: it needs the access key id (--about AKIA…)." });
      return;
    }
    await orGap(ask, "When the key was used last was not read", () => lastUsed(ask, about));
    const regions = (valueOf(ask, "AWS_REGION") ?? "us-east-1").split(",").map((region) => region.trim());
    const from = Math.max(ask.from, ask.now().getTime() - KEPT_MS);
    if (from > ask.from) ask.notes.gap({ what: "CloudTrail's LookupEvents reaches 90 days back.", from: ask.from, until: from });
    for (const region of regions)
      yield* orGapRecords(ask, `CloudTrail of ${region} was not all read`, events({ ...ask, from }, about, region));
  },
  toRecord: (about) => (entry) => {
    const inner = textAt(entry, "CloudTrailEvent");
    const event: unknown = inner === undefined ? entry : JSON.parse(inner);
    if (about !== undefined && textAt(event, "userIdentity", "accessKeyId") !== about && textAt(event, "userIdentity", "arn") !== about)
      return undefined;
    return cloudTrailRecord(event);
  },
};

async function* events(ask: Ask, keyId: string, region: string): AsyncGenerator<readonly UseRecord[]> {
  if (!/^[a-z0-9-]{5,30}$/.test(region)) throw new RangeError("no region");
  const call = caller(ask, {
    baseUrl: `https://cloudtrail.${region}.amazonaws.com`,
    region,
    service: "cloudtrail",
    perMinute: LOOKUPS_PER_MINUTE,
  });
  let next: string | undefined;
  let count = 0;
  do {
    const json = await call(
      {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents",
      },
      JSON.stringify({
        LookupAttributes: [{ AttributeKey: "AccessKeyId", AttributeValue: keyId }],
        StartTime: Math.floor(ask.from / 1000),
        EndTime: Math.ceil(ask.until / 1000),
        MaxResults: 50,
        ...(next === undefined ? {} : { NextToken: next }),
      }),
    );
    const found = at(json, "Events");
    const toRecord = aws.toRecord?.(undefined);
    const records = Array.isArray(found) ? found.flatMap((event: unknown) => toRecord?.(event, "") ?? []) : [];
    count += records.length;
    ask.notes.progress(`AWS: ${count} events of ${region}`);
    if (records.length > 0) yield records;
    next = textAt(json, "NextToken");
  } while (next !== undefined);
}

/** See: «CloudTrail record contents». Request parameters are not kept but for what names the resource. */
export function cloudTrailRecord(event: unknown): UseRecord {
  const service = (textAt(event, "eventSource") ?? "unknown").replace(/\.amazonaws\.com$/, "");
  const name = textAt(event, "eventName") ?? "unknown";
  const error = textAt(event, "errorCode");
  // `readOnly` is absent in old events; names tell it then.
  const isRead =
    at(event, "readOnly") === true ||
    /^(?:Get|List|Describe|Head|Lookup|Query|Scan|Select|Batch(?:Get|Describe)|Assume|Generate|Decrypt|Encrypt|Receive|Console)/.test(name);
  return {
    time: momentOf(at(event, "eventTime")),
    source: "aws",
    action: `${service}:${name}`,
    reference: textAt(event, "eventID") ?? "event without an id",
    result:
      error === undefined
        ? "ok"
        : /AccessDenied|Unauthorized|InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken|Forbidden/.test(error)
          ? "refused"
          : "failed",
    ...present({
      // Some events before February 2024 spell it aRN.
      actor: textAt(event, "userIdentity", "accessKeyId") ?? textAt(event, "userIdentity", "arn") ?? textAt(event, "userIdentity", "aRN"),
      address: textAt(event, "sourceIPAddress"),
      agent: textAt(event, "userAgent"),
      resource: textAt(event, "resources", 0, "ARN") ?? resourceOf(at(event, "requestParameters")),
      configures:
        !isRead &&
        /^(?:iam|sts|organizations|cloudtrail|kms|ec2|lambda|s3|account|sso|guardduty|config|route53|secretsmanager)$/.test(service)
          ? true
          : undefined,
    }),
  };
}

function resourceOf(parameters: unknown): string | undefined {
  for (const name of [
    "bucketName",
    "userName",
    "roleName",
    "functionName",
    "secretId",
    "keyId",
    "tableName",
    "queueUrl",
    "instanceId",
    "policyArn",
  ]) {
    const value = textAt(parameters, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Asked of IAM's one global endpoint, before anything else: our own calls with the leaked key would move the stamp. */
async function lastUsed(ask: Ask, keyId: string): Promise<void> {
  const call = caller(ask, { baseUrl: "https://iam.amazonaws.com", region: "us-east-1", service: "iam", perMinute: 60 });
  const body = new URLSearchParams({ Action: "GetAccessKeyLastUsed", Version: "2010-05-08", AccessKeyId: keyId }).toString();
  const text = await call({ "content-type": "application/x-www-form-urlencoded; charset=utf-8", accept: "application/json" }, body);
  const tag = (name: string): string | undefined =>
    typeof text === "string" ? new RegExp(`<${name}>([^<>&]{1,200})</${name}>`).exec(text)?.[1] : undefined;
  const time = Date.parse(tag("LastUsedDate") ?? "");
  ask.notes.fact({
    what: Number.isNaN(time)
      ? `access key ${keyId} has never been used, says IAM`
      : `access key ${keyId} of ${tag("UserName") ?? "?"} was last used for ${tag("ServiceName") ?? "?"} in ${tag("Region") ?? "?"}`,
    ...(Number.isNaN(time) ? {} : { time }),
  });
}

interface Endpoint {
  readonly baseUrl: string;
  readonly region: string;
  readonly service: string;
  readonly perMinute: number;
}

/** One signed POST after the other. Gives parsed JSON, or the text of an XML answer. */
function caller(ask: Ask, { baseUrl, region, service, perMinute }: Endpoint) {
  const http = ask.http({ baseUrl, perMinute });
  const accessKeyId = needed(ask, "AWS_ACCESS_KEY_ID");
  const secretAccessKey: Secret = neededSecret(ask, "AWS_SECRET_ACCESS_KEY");
  const sessionToken = valueOf(ask, "AWS_SESSION_TOKEN");
  return async (extra: Readonly<Record<string, string>>, body: string): Promise<unknown> => {
    const headers = {
      ...extra,
      host: new URL(http.baseUrl).host,
      "x-amz-date": amzDate(ask.now()),
      ...(sessionToken === undefined ? {} : { "x-amz-security-token": sessionToken }),
    };
    const path = new URL(`${http.baseUrl}/`).pathname;
    const signed = authorization({ method: "POST", path, headers, body }, { accessKeyId, secretAccessKey, region, service });
    const answer = http.post("/", { headers: { ...headers, authorization: signed }, body });
    const asXml = answer.then((got) => (got.status === 200 && got.json === undefined ? { ...got, json: got.text } : got));
    return answered("AWS", `${service} in ${region}`, asXml);
  };
}

function valueOf(ask: Ask, name: string): string | undefined {
  const value = ask.values[name];
  const text = typeof value === "string" || value === undefined ? value : value.reveal();
  return text === "" ? undefined : text;
}
