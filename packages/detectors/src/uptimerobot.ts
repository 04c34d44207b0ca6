import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("u[1-9][0-9]{6}-[0-9a-f]{24}", seed);

export const uptimerobotApiKey: Detector = {
  id: "uptimerobot-api-key",
  title: "UptimeRobot API key",
  provider: "uptimerobot",
  category: "monitoring",
  severity: "medium",
  opens: "Changes the account's monitors and alert contacts, so alerts can be silenced; a read-only or monitor key only reads.",
  keywords: ["uptimerobot", "uptime_robot"],
  pattern: named("uptime[_-]?robot", "(?:main|api|read[_.-]?only|monitor)?[_.-]?(?:api)?[_.-]?key", "(?:u|ur|m)[0-9]{6,10}-[0-9a-f]{24}"),
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("UPTIMEROBOT_API_KEY", make), `uptime_robot_api_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("UPTIMEROBOT_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `uptimerobot checksum ${make(21)}`,
  ],
  references: ["https://uptimerobot.com/api/"],
  revoke: "https://dashboard.uptimerobot.com/integrations > API > Delete",
};
