import { awsName, parameterName } from "../names.ts";
import type { LogReader, ObservedRead } from "../reader.ts";
import { jsonLine, member, textIn } from "./_json.ts";

export const cloudTrail: LogReader = {
  id: "cloudtrail",
  title: "CloudTrail: GetSecretValue and GetParameter, as record files, LookupEvents' answers or one event a line",
  wants: (line) => /"(?:Records|CloudTrailEvent|eventName|Events)"/.test(line),
  *reads(line) {
    const json = jsonLine(line);
    for (const event of eventsIn(json)) yield* readsOf(event);
  },
};

function eventsIn(json: unknown): readonly unknown[] {
  const records = member(json, "Records");
  if (Array.isArray(records)) return records;
  const events = member(json, "Events");
  if (Array.isArray(events)) return events.map((event: unknown) => jsonLine(textIn(event, "CloudTrailEvent") ?? ""));
  return [json];
}

function* readsOf(event: unknown): Generator<ObservedRead> {
  const action = textIn(event, "eventName");
  if (action === undefined || textIn(event, "errorCode") !== undefined) return;
  const names: string[] = [];
  if (action === "GetSecretValue") names.push(...some(textIn(event, "requestParameters", "secretId"), awsName));
  if (action === "BatchGetSecretValue" || action === "GetParameters") {
    const list = member(event, "requestParameters", action === "GetParameters" ? "names" : "secretIdList");
    if (Array.isArray(list))
      for (const id of list) if (typeof id === "string") names.push(action === "GetParameters" ? parameterName(id) : awsName(id));
  }
  if (action === "GetParameter") names.push(...some(textIn(event, "requestParameters", "name"), parameterName));
  const from = textIn(event, "sourceIPAddress");
  const agent = textIn(event, "userAgent");
  const who = textIn(event, "userIdentity", "arn") ?? textIn(event, "userIdentity", "principalId") ?? "unknown";
  for (const name of names)
    yield {
      name,
      who,
      at: textIn(event, "eventTime") ?? "",
      ...(from === undefined ? {} : { from }),
      ...(agent === undefined ? {} : { agent }),
    };
}

const some = (text: string | undefined, of: (text: string) => string): readonly string[] => (text === undefined ? [] : [of(text)]);
