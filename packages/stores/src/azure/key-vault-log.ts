import { at, numberAt, parsed, textAt } from "../json.ts";
import { type Reader, countReaders } from "../store.ts";

const UPN = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn";

/** Who read the secret, out of a vault's diagnostic log (category AuditEvent): one event a line, or `records` of many. */
export function readersInKeyVaultLog(address: string, name: string, lines: Iterable<string>): readonly Reader[] {
  return countReaders(reads(`${address}/secrets/${name}`.toLowerCase(), lines));
}

function* reads(place: string, lines: Iterable<string>): Iterable<{ who: string; from?: string; at: string }> {
  for (const line of lines) {
    const json = parsed(line);
    const records = at(json, "records");
    for (const event of Array.isArray(records) ? (records as readonly unknown[]) : [json]) {
      // isArray makes it any[]
      const id = (textAt(event, "properties", "id") ?? "").toLowerCase();
      const status = numberAt(event, "properties", "httpStatusCode");
      if (textAt(event, "operationName") !== "SecretGet" || status !== 200 || (id !== place && !id.startsWith(`${place}/`))) continue;
      const from = textAt(event, "callerIpAddress");
      const claim = at(event, "identity", "claim");
      const who = textAt(claim, UPN) ?? textAt(claim, "upn") ?? textAt(claim, "appid") ?? textAt(claim, "oid");
      yield { who: who ?? "unknown", ...(from === undefined ? {} : { from }), at: textAt(event, "time") ?? "" };
    }
  }
}
