import * as z from "zod";
import { type SendContext, type Ticket, accepted, channelKind } from "../kind.ts";
import { commentOf, descriptionOf, markOf, titleOf } from "./ticket-text.ts";

const Settings = z.object({
  api: z.url().default("https://api.github.com"),
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/),
  labels: z.array(z.string().max(50)).max(10).default([]),
});
const Secrets = z.object({ token: z.string().min(1) });
const Issue = z.object({ number: z.int(), html_url: z.string() });

/** Issues of a GitHub repository: opened once an incident, commented, closed and reopened with it. GitHub REST, «Issues». */
export const githubIssues = channelKind({
  kind: "github-issues",
  title: "GitHub issues",
  settings: Settings,
  secrets: Secrets,
  isTicket: true,
  async send({ told: [told] }, context) {
    const issues = `/repos/${context.settings.repository}/issues`;
    const known = context.ticket ?? (context.attempt > 1 ? await find(context, `${issues}?state=all&labels=${markOf(told)}`) : undefined);
    if (known === undefined) {
      const body = { title: titleOf(told), body: descriptionOf(told), labels: [...context.settings.labels, markOf(told)] };
      return asTicket(Issue.parse((await call(context, "POST", issues, body)).json));
    }
    if (told.kind === "incident.triggered") return known;
    await call(context, "POST", `${issues}/${known.key}/comments`, { body: commentOf(told) });
    const state = { "incident.resolved": "closed", "incident.reopened": "open" }[told.kind as string]; // of other kinds undefined
    if (state !== undefined) await call(context, "PATCH", `${issues}/${known.key}`, { state });
    return known;
  },
});

type Context = SendContext<z.infer<typeof Settings>, z.infer<typeof Secrets>>;

async function find(context: Context, path: string): Promise<Ticket | undefined> {
  const [issue] = z.array(Issue).parse((await call(context, "GET", path)).json);
  return issue === undefined ? undefined : asTicket(issue);
}

async function call({ settings, secrets, post }: Context, method: "GET" | "POST" | "PATCH", path: string, body?: object) {
  const headers = { authorization: `Bearer ${secrets.token}`, "x-github-api-version": "2022-11-28", accept: "application/vnd.github+json" };
  return accepted("GitHub", await post(`${settings.api}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }));
}

const asTicket = ({ number, html_url }: z.infer<typeof Issue>): Ticket => ({ key: String(number), url: html_url });
