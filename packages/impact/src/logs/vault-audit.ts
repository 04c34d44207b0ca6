import { vaultName } from "../names.ts";
import type { LogReader } from "../reader.ts";
import { jsonLine, member, textIn } from "./_json.ts";

export const vaultAudit: LogReader = {
  id: "vault-audit",
  title: "Audit file of Vault or OpenBao: reads that were answered",
  wants: (line) => line.includes('"request"') && line.includes('"operation"') && line.includes('"auth"'),
  *reads(line) {
    if (!line.includes('"response"') || !line.includes('"read"')) return;
    const event = jsonLine(line);
    if (textIn(event, "type") !== "response" || textIn(event, "request", "operation") !== "read" || textIn(event, "error") !== undefined)
      return;
    const path = textIn(event, "request", "path");
    if (path === undefined || /^(?:sys|auth|identity|cubbyhole)\//.test(path) || member(event, "response") === undefined) return;
    const role = textIn(event, "auth", "metadata", "role_name") ?? textIn(event, "auth", "metadata", "role");
    const name = textIn(event, "auth", "display_name") ?? "unknown";
    const from = textIn(event, "request", "remote_address");
    yield {
      name: vaultName(path, undefined),
      who: role === undefined ? name : `${name} (${role})`,
      at: textIn(event, "time") ?? "",
      ...(from === undefined ? {} : { from }),
    };
  },
};
