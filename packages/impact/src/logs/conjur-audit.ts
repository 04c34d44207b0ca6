import { conjurName } from "../names.ts";
import type { LogReader } from "../reader.ts";

export const conjurAudit: LogReader = {
  id: "conjur-audit",
  title: "Conjur's audit (RFC 5424): fetches that were granted",
  wants: (line) => /^<\d+>1 \S+ \S+ \S+ \S+ \S+ .*@43868/.test(line),
  *reads(line) {
    const head = /^<\d+>1 (\S+) \S+ \S+ \S+ fetch /.exec(line);
    if (head === null || part(line, "action", "result") !== "success") return;
    const resource = /^([^:]+):variable:(.+)$/.exec(part(line, "subject", "resource") ?? "");
    if (resource === null) return;
    const from = part(line, "client", "ip");
    yield {
      name: conjurName(`${resource[1] ?? ""}/${resource[2] ?? ""}`),
      who: part(line, "auth", "user") ?? "unknown",
      at: head[1] ?? "",
      ...(from === undefined ? {} : { from }),
    };
  },
};

/** Of `[name@43868 key="value"]`; a quote, backslash or bracket in a value stands behind a backslash. */
function part(line: string, name: string, key: string): string | undefined {
  const element = new RegExp(`\\[${name}@43868((?: \\w+="(?:\\\\.|[^"\\\\])*")*)\\]`).exec(line)?.[1] ?? "";
  return new RegExp(` ${key}="((?:\\\\.|[^"\\\\])*)"`).exec(element)?.[1]?.replace(/\\(.)/g, "$1");
}
