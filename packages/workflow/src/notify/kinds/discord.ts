import * as z from "zod";
import { accepted, channelKind } from "../kind.ts";
import { facts, headline, listed, sentence, withoutMarkdown } from "../message.ts";

const COLOURS = { critical: 0xb3261e, high: 0xe8710a, medium: 0xf2b600, low: 0x7a7a7a } as const;

/** Discord's webhooks. Discord documentation, «Execute Webhook». Nobody is mentioned, whatever a name holds. */
export const discord = channelKind({
  kind: "discord",
  title: "Discord",
  settings: z.object({}),
  secrets: z.object({ url: z.url() }),
  async send(message, { secrets, post }) {
    const { shown, more } = listed(message);
    const embeds = shown.slice(0, 10).map((one) => ({
      title: withoutMarkdown(sentence(one)).slice(0, 250),
      url: one.url,
      color: COLOURS[one.incident.severity],
      ...(message.told.length === 1
        ? { fields: facts(one).map(([name, value]) => ({ name, value: withoutMarkdown(value).slice(0, 1000), inline: true })) }
        : {}),
    }));
    const left = more + shown.length - embeds.length;
    const content = `${withoutMarkdown(headline(message))}${left > 0 ? ` (${left} more than shown)` : ""}`.slice(0, 1900);
    accepted("Discord", await post(secrets.url, { body: { content, embeds, allowed_mentions: { parse: [] } } }));
    return undefined;
  },
});
