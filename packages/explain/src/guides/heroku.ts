import type { Guide } from "../guide.ts";

export const apiKey: Guide = {
  kinds: ["heroku-api-key"],
  name: "Heroku API key",
  purpose: "Stands for a person at Heroku's Platform API.",
  uses: ["Authentication of the CLI and pipelines", "Deploying and configuring apps", "Access control: OAuth scopes of the authorisation"],
  made: {
    steps: ["heroku authorizations:create", "or POST https://api.heroku.com/oauth/authorizations with description, scope, expires_in"],
    scopes: "global, or identity, read, write and their protected forms.",
    expiry: "expires_in, when it was given.",
  },
  places: ["HEROKU_API_KEY in CI settings", "~/.netrc, where the CLI keeps it"],
  acts: [
    { does: "Read the config vars of every app: database URLs and all other secrets", harm: "data breach", severity: "critical" },
    { does: "Deploy code, run one-off dynos, add collaborators", harm: "unauthorised access", severity: "critical" },
    { does: "Scale dynos and add-ons at the owner's cost", harm: "financial loss", severity: "high" },
    { does: "Take your site down or change it", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "Enterprise audit trail: created_at, type, action, actor, request.ip_address",
      "GET https://api.heroku.com/apps/{app}/releases: releases and config changes that are not yours",
    ],
  },
  rotate: {
    way: "api",
    steps: [
      "With overlap: POST https://api.heroku.com/oauth/authorizations, switch the users, DELETE the old one",
      "At once: POST https://api.heroku.com/oauth/authorizations/{id}/actions/regenerate-tokens",
    ],
    note: "Config vars were readable with it: rotate those secrets too.",
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://api.heroku.com/oauth/authorizations/{id} (heroku authorizations:revoke)"],
    note: "It cannot be undone.",
  },
  overlap: { is: "depends", how: "Yes with a new authorisation; not with regenerate-tokens." },
  stops: ["CLI sessions and pipelines that use it"],
  narrow: "An authorisation with the scopes write or read and expires_in, not the account's own key.",
  links: ["https://devcenter.heroku.com/articles/platform-api-reference#oauth-authorization"],
};
