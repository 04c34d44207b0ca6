import * as z from "zod";
import { accepted, channelKind } from "../kind.ts";
import { facts, headline, listed, sentence, withoutMarkdown } from "../message.ts";

/** A Teams channel by a workflow's webhook: an adaptive card. Microsoft documentation, «Create incoming webhooks with Workflows». */
export const teams = channelKind({
  kind: "teams",
  title: "Microsoft Teams",
  settings: z.object({}),
  secrets: z.object({ url: z.url() }),
  async send(message, { secrets, post }) {
    const { shown, more } = listed(message);
    const [first] = message.told;
    const body: object[] = [{ type: "TextBlock", text: withoutMarkdown(headline(message)), weight: "Bolder", wrap: true }];
    if (message.told.length === 1)
      body.push({ type: "FactSet", facts: facts(first).map(([title, value]) => ({ title, value: withoutMarkdown(value) })) });
    else for (const one of shown) body.push({ type: "TextBlock", text: `[${withoutMarkdown(sentence(one))}](${one.url})`, wrap: true });
    if (more > 0) body.push({ type: "TextBlock", text: `… and ${more} more`, wrap: true });
    const content = {
      $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
      type: "AdaptiveCard",
      version: "1.4",
      body,
      actions: [{ type: "Action.OpenUrl", title: "Open", url: first.url }],
    };
    const attachments = [{ contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content }];
    accepted("Teams", await post(secrets.url, { body: { type: "message", attachments } }));
    return undefined;
  },
});
