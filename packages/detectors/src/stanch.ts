import { type Detector, base62, crc32, fake } from "@stanch/model";
import { LEFT, RIGHT } from "./_words.ts";

const hasChecksum = (secret: string): boolean => {
  const [body, sum] = [secret.slice(7, 47), secret.slice(47)];
  return base62(crc32(body), 6) === sum;
};

const token = (seed: number): string => {
  const body = fake("[0-9A-Za-z]{40}", seed);
  return `stanch_${body}${base62(crc32(body), 6)}`;
};

/** Our own: packages/server/src/auth/token.ts makes them. */
export const stanchApiToken: Detector = {
  id: "stanch-api-token",
  title: "stanch API Token",
  provider: "stanch",
  category: "security",
  severity: "critical",
  opens: "Reads where a company's leaked secrets lie and changes incidents, as far as the token's scopes allow.",
  prefixes: ["stanch_"],
  pattern: new RegExp(`${LEFT}(?<secret>stanch_[0-9A-Za-z]{46})${RIGHT}`),
  checksum: { name: "CRC-32 of the 40 random characters in base 62", verify: hasChecksum },
  confidence: 0.95,
  revoke: "Workspace > API tokens > Revoke, or DELETE /api/v1/workspaces/{workspace}/tokens/{id}",
  lifetime: "until its stated expiry, at most a year",
  examples: [`STANCH_TOKEN=${token(1)}`, `curl -H "Authorization: Bearer ${token(2)}" https://stanch.example.com/api/v1/me`],
  counterExamples: [
    `STANCH_TOKEN=stanch_${fake("[0-9A-Za-z]{40}", 3)}000000`, // the checksum does not fit
    `stanch_${fake("[0-9A-Za-z]{30}", 4)}`, // too short
    "const stanch_token_of_the_workspace_that_is_open_at_this_moment = read();",
  ],
  references: ["https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/"],
};
