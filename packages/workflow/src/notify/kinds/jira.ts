import * as z from "zod";
import { type SendContext, type Ticket, accepted, channelKind } from "../kind.ts";
import { commentOf, descriptionOf, markOf, titleOf } from "./ticket-text.ts";

const Settings = z.object({
  url: z.url().describe("Such as https://acme.atlassian.net"),
  project: z.string().regex(/^[A-Z][A-Z0-9_]{1,20}$/),
  issueType: z.string().max(100).default("Task"),
});
const Secrets = z.object({ user: z.string().min(1).describe("Address of the account"), token: z.string().min(1) });

/**
 * Issues of a Jira Cloud project (REST v3; texts in the Atlassian Document Format). Commented as the incident goes on; it is left to
 * people to move them: the names of a workflow's states are each project's own.
 */
export const jira = channelKind({
  kind: "jira",
  title: "Jira",
  settings: Settings,
  secrets: Secrets,
  isTicket: true,
  async send({ told: [told] }, context) {
    const known = context.ticket ?? (context.attempt > 1 ? await find(context, markOf(told)) : undefined);
    if (known === undefined) {
      const { project, issueType } = context.settings;
      const fields = {
        project: { key: project },
        issuetype: { name: issueType },
        summary: titleOf(told),
        description: documentOf(descriptionOf(told)),
        labels: [markOf(told)],
      };
      const { key } = z.object({ key: z.string() }).parse((await call(context, "POST", "/rest/api/3/issue", { fields })).json);
      return asTicket(context, key);
    }
    if (told.kind !== "incident.triggered")
      await call(context, "POST", `/rest/api/3/issue/${encodeURIComponent(known.key)}/comment`, { body: documentOf(commentOf(told)) });
    return known;
  },
});

type Context = SendContext<z.infer<typeof Settings>, z.infer<typeof Secrets>>;

async function find(context: Context, mark: string): Promise<Ticket | undefined> {
  const jql = encodeURIComponent(`project = "${context.settings.project}" and labels = "${mark}"`);
  const answer = await call(context, "GET", `/rest/api/3/search/jql?jql=${jql}&fields=key&maxResults=1`);
  const [issue] = z.object({ issues: z.array(z.object({ key: z.string() })) }).parse(answer.json).issues;
  return issue === undefined ? undefined : asTicket(context, issue.key);
}

async function call({ settings, secrets, post }: Context, method: "GET" | "POST", path: string, body?: object) {
  const headers = { authorization: `Basic ${Buffer.from(`${secrets.user}:${secrets.token}`).toString("base64")}` };
  return accepted(
    "Jira",
    await post(`${settings.url.replace(/\/$/, "")}${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
  );
}

function documentOf(text: string): object {
  const paragraphs = text.split(/\n+/).filter((line) => line.trim() !== "");
  return { type: "doc", version: 1, content: paragraphs.map((line) => ({ type: "paragraph", content: [{ type: "text", text: line }] })) };
}

function asTicket({ settings }: Context, key: string): Ticket {
  return { key, url: `${settings.url.replace(/\/$/, "")}/browse/${key}` };
}
