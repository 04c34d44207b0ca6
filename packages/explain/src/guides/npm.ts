import type { Guide } from "../guide.ts";

export const accessToken: Guide = {
  kinds: ["npm-access-token"],
  name: "npm access token",
  purpose: "Installs private packages and publishes yours.",
  uses: ["Authentication of npm, pnpm and yarn", "Publishing from pipelines", "Access control: packages, scopes, read or write, addresses"],
  made: {
    steps: [
      "npmjs.com > Access tokens > Generate new token",
      "or npm token create (npm 11.6 and later) with --packages, --scopes, --expires, --cidr; it asks for password and one-time code",
    ],
    scopes: "Granular: chosen packages and scopes, read or write.",
    expiry: "--expires, in days.",
  },
  places: [".npmrc in the project and in the home folder", "NPM_TOKEN in CI settings", "layers of container images"],
  acts: [
    {
      does: "Publish a version of your package that runs its code on every machine that installs it",
      harm: "loss of reputation",
      severity: "critical",
    },
    { does: "Read private packages", harm: "data breach", severity: "high" },
    { does: "Change owners and tags of your packages", harm: "unauthorised access", severity: "critical" },
  ],
  misuse: {
    way: "console",
    steps: [
      "npmjs.com > Access tokens: when it was used last",
      "npm view PACKAGE time: versions that you did not publish",
      "npm access list packages, and mails about publishing",
    ],
    note: "There is no log for one token.",
  },
  rotate: {
    way: "command",
    steps: ["npm token create … with the smallest rights", "Switch the users", "npm token revoke <id>"],
    note: "Better: trusted publishing from your CI (OIDC) and no token at all.",
  },
  revoke: { way: "command", steps: ["npm token revoke <id or the token>: at once"], note: "It cannot be undone." },
  overlap: { is: "yes", how: "An account has several tokens." },
  stops: ["Installs of private packages and publishing that use it"],
  narrow: "Trusted publishing; else granular, one package, --cidr and --expires, no --bypass-2fa.",
  links: ["https://docs.npmjs.com/cli/v11/commands/npm-token"],
};
