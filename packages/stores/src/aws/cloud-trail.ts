import { at, mapAt, parsed, textAt } from "../json.ts";
import { type Reader, countReaders } from "../store.ts";

const READS = new Set(["GetSecretValue", "BatchGetSecretValue"]);

/**
 * Who read the secret, out of CloudTrail: files of records, or answers of LookupEvents, or one event a line.
 * See: "Log AWS Secrets Manager events with AWS CloudTrail"; reads are logged, values never.
 */
export function readersInCloudTrail(name: string, lines: Iterable<string>): readonly Reader[] {
  return countReaders(reads(name, lines));
}

function* reads(name: string, lines: Iterable<string>): Iterable<{ who: string; from?: string; at: string }> {
  for (const line of lines)
    for (const event of eventsOf(parsed(line))) {
      if (!READS.has(textAt(event, "eventName") ?? "") || at(event, "errorCode") !== undefined) continue;
      if (!isSame(textAt(event, "requestParameters", "secretId"), name)) continue;
      const from = textAt(event, "sourceIPAddress");
      // Some events before February 2024 spell it aRN.
      const who =
        textAt(event, "userIdentity", "arn") ?? textAt(event, "userIdentity", "aRN") ?? textAt(event, "userIdentity", "principalId");
      yield { who: who ?? "unknown", ...(from === undefined ? {} : { from }), at: textAt(event, "eventTime") ?? "" };
    }
}

function eventsOf(json: unknown): readonly unknown[] {
  const records = at(json, "Records");
  if (Array.isArray(records)) return records;
  const found = at(json, "Events");
  if (Array.isArray(found)) return found.map((event: unknown) => parsed(textAt(event, "CloudTrailEvent") ?? ""));
  return mapAt(json).has("eventName") ? [json] : [];
}

/** An event names the secret by its name or by its ARN, whose end is the name, a dash and six characters. */
function isSame(id: string | undefined, name: string): boolean {
  if (id === undefined) return false;
  const short = (text: string): string => /^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.+)-[A-Za-z0-9]{6}$/.exec(text)?.[1] ?? text;
  return short(id) === short(name);
}
