import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const airtable = (seed: number): string => fake("pat[A-Za-z0-9]{14}.[0-9a-f]{64}", seed);
export const airtablePat: Detector = {
  id: "airtable-personal-access-token",
  title: "Airtable personal access token",
  provider: "airtable",
  category: "productivity",
  severity: "high",
  opens: "Reads and, if so scoped, changes the bases that it was made for.",
  prefixes: ["pat"],
  pattern: alone(String.raw`pat[A-Za-z0-9]{14}\.[0-9a-f]{64}`),
  entropy: 3.6,
  confidence: 0.97,
  examples: [...shown("AIRTABLE_API_KEY", airtable), ...sent(airtable)],
  counterExamples: [
    ...unlike("AIRTABLE_API_KEY", "pat", airtable),
    `AIRTABLE_API_KEY=${fake("pat[A-Za-z0-9]{14}", 20)}`, // the public half
    `patterns.${fake("[0-9a-f]{64}", 21)}`,
    `spat${fake("[A-Za-z0-9]{14}.[0-9a-f]{64}", 22)}`,
  ],
  references: ["https://airtable.com/developers/web/api/authentication"],
  revoke: "https://airtable.com/create/tokens > Delete",
};

const airtableOauth = (seed: number): string => fake("oaa[A-Za-z0-9]{14}.v1.[A-Za-z0-9_-]{60}.[0-9a-f]{64}", seed);
export const airtableOauthToken: Detector = {
  id: "airtable-oauth-token",
  title: "Airtable OAuth access token",
  provider: "airtable",
  category: "productivity",
  severity: "medium",
  opens: "Acts for the user who authorised the app for an hour, within the scopes granted.",
  prefixes: ["oaa"],
  pattern: alone(String.raw`oaa[A-Za-z0-9]{10,20}\.v1\.[A-Za-z0-9_-]{20,200}\.[0-9a-f]{40,128}`),
  window: { before: 8, after: 380 },
  entropy: 4,
  confidence: 0.96,
  examples: [...shown("AIRTABLE_TOKEN", airtableOauth), `{"access_token":"${airtableOauth(13)}"}`],
  counterExamples: [
    ...unlike("AIRTABLE_TOKEN", "oaa", airtableOauth, 60),
    `TOKEN=${fake("oaa[A-Za-z0-9]{14}.v2.[A-Za-z0-9]{60}.[0-9a-f]{64}", 20)}`,
    `TOKEN=${fake("oaa[A-Za-z0-9]{14}", 21)}`,
  ],
  references: ["https://airtable.com/developers/web/api/oauth-reference"],
  revoke: "It ends within the hour; https://airtable.com/account > Integrations > Revoke",
};
