import * as z from "zod";
import { accepted, channelKind } from "../kind.ts";
import { facts, headline, listed, sentence } from "../message.ts";

/** Slack, and what takes its incoming webhooks (Mattermost, Rocket.Chat). Slack documentation, «Sending messages using incoming webhooks». */
export const slack = channelKind({
  kind: "slack",
  title: "Slack",
  settings: z.object({}),
  secrets: z.object({ url: z.url() }),
  async send(message, { secrets, post }) {
    const { shown, more } = listed(message);
    const lines = shown.map((one) => `• <${one.url}|${escape(sentence(one))}>`);
    if (more > 0) lines.push(`… and ${more} more`);
    const text = message.told.length === 1 ? facts(message.told[0]).map(([name, value]) => `*${name}* ${escape(value)}`) : [];
    const blocks = [{ type: "section", text: { type: "mrkdwn", text: cut([...lines, ...text].join("\n")) } }];
    accepted("Slack", await post(secrets.url, { body: { text: cut(escape(headline(message))), blocks } }));
    return undefined;
  },
});

/** Three characters carry meaning there; a name such as `<!channel>` would call everybody. */
function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const cut = (text: string): string => (text.length > 2900 ? `${text.slice(0, 2900)}…` : text); // 3,000 in a block
