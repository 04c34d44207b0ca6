import type { Guide } from "../guide.ts";

export const botToken: Guide = {
  kinds: ["discord-bot-token"],
  name: "Discord bot token",
  purpose: "Is the bot: signs in to Discord's API and gateway with all the rights it has in its servers.",
  uses: [
    "Authentication at the API and the gateway",
    "Moderation, alerts and games in servers",
    "Access control: permissions and intents of the bot",
  ],
  made: {
    steps: ["discord.com/developers/applications > the app > Bot > Reset token; it is shown once"],
    scopes: "The bot's permissions in each server, and its intents.",
    expiry: "None.",
  },
  places: ["DISCORD_TOKEN in .env files", "config.json of small bots"],
  acts: [
    { does: "Read messages and member lists of every server that it is in", harm: "data breach", severity: "high" },
    { does: "Ban, delete and change roles where it has the rights", harm: "unauthorised access", severity: "high" },
    { does: "Post fraud in your community", harm: "loss of reputation", severity: "high" },
    { does: "Lead members to wallets and shops of the attacker", harm: "financial loss", severity: "medium" },
  ],
  misuse: {
    way: "console",
    steps: ["Server settings > Audit log, filtered by the bot: what it changed"],
    note: "There is no log of calls or addresses.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: [
      "Prepare the new place in your secret store: there is a gap",
      "Developer portal > the app > Bot > Reset token",
      "Store it and restart the bot",
    ],
    isUnconfirmed: true,
  },
  revoke: { way: "console", steps: ["Developer portal > the app > Bot > Reset token: the old one ends at once"], isUnconfirmed: true },
  overlap: { is: "no", how: "One token a bot." },
  stops: ["The bot until it has the new token"],
  narrow: "No administrator permission; only the intents that it needs.",
  links: ["https://discord.com/developers/docs/reference#authentication"],
};

export const webhook: Guide = {
  kinds: ["discord-webhook-url"],
  name: "Discord webhook",
  purpose: "An address that posts messages into one channel; whoever knows it can post, and can delete it.",
  uses: ["Alerts and reports", "Announcements from scripts", "Access control: none but the address itself"],
  made: { steps: ["Channel settings > Integrations > Webhooks > New webhook"], scopes: "Posts to one channel.", expiry: "None." },
  places: ["CI files and scripts", "DISCORD_WEBHOOK_URL in .env files"],
  acts: [
    { does: "Post fraud under any name and picture into the channel", harm: "loss of reputation", severity: "medium" },
    { does: "Lead members to a page that asks for their password", harm: "unauthorised access", severity: "medium" },
  ],
  misuse: {
    way: "none",
    steps: ["Read the channel: all that it can do is visible there"],
    note: "There is no log of callers.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["Make a second webhook for the channel", "Switch the senders", "Delete the old one"],
    isUnconfirmed: true,
  },
  revoke: {
    way: "api",
    steps: ["DELETE the address itself: it needs nothing else", "or Channel settings > Integrations > Webhooks > Delete"],
  },
  overlap: { is: "yes", how: "A channel has several webhooks." },
  stops: ["Scripts that post to the old address"],
  narrow: "One webhook a sender.",
  links: ["https://discord.com/developers/docs/resources/webhook"],
};
