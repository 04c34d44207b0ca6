import * as z from "zod";
import { type SendContext, type Ticket, accepted, channelKind } from "../kind.ts";
import { commentOf, descriptionOf, markOf, titleOf } from "./ticket-text.ts";

const Settings = z.object({
  url: z.url().describe("Such as https://acme.service-now.com"),
  table: z
    .string()
    .regex(/^[a-z_]{1,80}$/)
    .default("incident"),
});
const Secrets = z.object({ user: z.string().min(1), password: z.string().min(1) });
const Row = z.object({ sys_id: z.string(), number: z.string() });

const IMPACT = { critical: "1", high: "2", medium: "2", low: "3" } as const;

/** Rows of a ServiceNow table by the Table API. `correlation_id` is the incident's mark; what happens goes into the work notes. */
export const servicenow = channelKind({
  kind: "servicenow",
  title: "ServiceNow",
  settings: Settings,
  secrets: Secrets,
  isTicket: true,
  async send({ told: [told] }, context) {
    const known = context.ticket ?? (context.attempt > 1 ? await find(context, markOf(told)) : undefined);
    if (known === undefined) {
      const impact = IMPACT[told.incident.severity];
      const body = {
        short_description: titleOf(told).slice(0, 160),
        description: descriptionOf(told),
        correlation_id: markOf(told),
        impact,
        urgency: impact,
      };
      return asTicket(context, z.object({ result: Row }).parse((await call(context, "POST", "", body)).json).result);
    }
    if (told.kind !== "incident.triggered")
      await call(context, "PATCH", `/${encodeURIComponent(known.key)}`, { work_notes: commentOf(told) });
    return known;
  },
});

type Context = SendContext<z.infer<typeof Settings>, z.infer<typeof Secrets>>;

async function find(context: Context, mark: string): Promise<Ticket | undefined> {
  const answer = await call(context, "GET", `?sysparm_limit=1&sysparm_query=${encodeURIComponent(`correlation_id=${mark}`)}`);
  const [row] = z.object({ result: z.array(Row) }).parse(answer.json).result;
  return row === undefined ? undefined : asTicket(context, row);
}

async function call({ settings, secrets, post }: Context, method: "GET" | "POST" | "PATCH", path: string, body?: object) {
  const headers = { authorization: `Basic ${Buffer.from(`${secrets.user}:${secrets.password}`).toString("base64")}` };
  const url = `${settings.url.replace(/\/$/, "")}/api/now/table/${settings.table}${path}`;
  return accepted("ServiceNow", await post(url, { method, headers, ...(body === undefined ? {} : { body }) }));
}

function asTicket({ settings }: Context, { sys_id }: z.infer<typeof Row>): Ticket {
  return { key: sys_id, url: `${settings.url.replace(/\/$/, "")}/nav_to.do?uri=${settings.table}.do?sys_id=${sys_id}` };
}
