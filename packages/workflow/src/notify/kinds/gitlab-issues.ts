import * as z from "zod";
import { type SendContext, type Ticket, accepted, channelKind } from "../kind.ts";
import { commentOf, descriptionOf, markOf, titleOf } from "./ticket-text.ts";

const Settings = z.object({
  api: z.url().default("https://gitlab.com/api/v4"),
  project: z.string().min(1).max(300).describe("Number, or path such as group/project"),
  labels: z.array(z.string().max(50)).max(10).default([]),
  isConfidential: z.boolean().default(true),
});
const Secrets = z.object({ token: z.string().min(1) });
const Issue = z.object({ iid: z.int(), web_url: z.string() });

/** Issues of a GitLab project, confidential unless told otherwise. GitLab REST, «Issues API», «Notes API». */
export const gitlabIssues = channelKind({
  kind: "gitlab-issues",
  title: "GitLab issues",
  settings: Settings,
  secrets: Secrets,
  isTicket: true,
  async send({ told: [told] }, context) {
    const issues = `/projects/${encodeURIComponent(context.settings.project)}/issues`;
    const known = context.ticket ?? (context.attempt > 1 ? await find(context, `${issues}?labels=${markOf(told)}`) : undefined);
    if (known === undefined) {
      const { labels, isConfidential } = context.settings;
      const body = {
        title: titleOf(told),
        description: descriptionOf(told),
        labels: [...labels, markOf(told)].join(","),
        confidential: isConfidential,
      };
      return asTicket(Issue.parse((await call(context, "POST", issues, body)).json));
    }
    if (told.kind === "incident.triggered") return known;
    await call(context, "POST", `${issues}/${known.key}/notes`, { body: commentOf(told) });
    const event = { "incident.resolved": "close", "incident.reopened": "reopen" }[told.kind as string]; // of other kinds undefined
    if (event !== undefined) await call(context, "PUT", `${issues}/${known.key}`, { state_event: event });
    return known;
  },
});

type Context = SendContext<z.infer<typeof Settings>, z.infer<typeof Secrets>>;

async function find(context: Context, path: string): Promise<Ticket | undefined> {
  const [issue] = z.array(Issue).parse((await call(context, "GET", path)).json);
  return issue === undefined ? undefined : asTicket(issue);
}

async function call({ settings, secrets, post }: Context, method: "GET" | "POST" | "PUT", path: string, body?: object) {
  const headers = { "private-token": secrets.token };
  return accepted("GitLab", await post(`${settings.api}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }));
}

const asTicket = ({ iid, web_url }: z.infer<typeof Issue>): Ticket => ({ key: String(iid), url: web_url });
