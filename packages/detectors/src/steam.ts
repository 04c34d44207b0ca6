import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-F]{32}", seed);

export const steamWebApiKey: Detector = {
  id: "steam-web-api-key",
  title: "Steam Web API key",
  provider: "steam",
  category: "media",
  severity: "medium",
  opens: "Asks the Steam API in its owner's name; trade offers of the owner can be watched and answered with it.",
  keywords: ["steam_api", "steamapi", "steam_web", "steamwebapi", "steam-api", "steam_key", "steampowered"],
  pattern: named("steam", "(?:web[_.-]?)?(?:api[_.-]?)?key", "[0-9A-F]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("STEAM_API_KEY", make),
    `steamwebapi_key: ${make(32)}\n`,
    `steam-api_key: ${make(33)}\n`,
    `STEAM_WEB_API_KEY=${make(13)}\n`,
    `steam_key: ${make(14)}\n`,
    `# api.steampowered.com\nSTEAM_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("STEAM_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `steam checksum ${make(21)}`,
  ],
  references: ["https://steamcommunity.com/dev"],
  revoke: "https://steamcommunity.com/dev/apikey > Revoke my Steam Web API key",
};
