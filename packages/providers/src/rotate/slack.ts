import type { Rotator } from "@stanch/model";
import { at, textAt } from "../http/answers.ts";
import { slack as checker } from "../slack.ts";
import { FORM_TYPE, confirmBy, known, must, strange, valueOf } from "./_calls.ts";

/** What `auth.revoke` says of a token that is dead already. */
const DEAD = new Set(["invalid_auth", "account_inactive", "token_revoked", "token_expired"]);

/** Bot and user tokens: one an installation. A new one comes of installing the app again, in the browser. */
export const slack: Rotator = {
  id: "slack",
  detectors: ["slack-bot-token", "slack-user-token"],
  baseUrl: "https://slack.com",
  facts: () => ({
    kind: "app token",
    creation: "guided",
    overlap: false,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "records",
    sideEffects: [
      "An installation has one bot token: installing the app again gives the same token, unless it was revoked or token rotation is on.",
      "Revoking a bot token takes the app out of the workspace until it is installed again.",
    ],
  }),
  async describe({ secret }, context) {
    const answer = must(
      await context.http.request("POST", "/api/auth.test", { bearer: secret, headers: FORM_TYPE, body: "" }),
      "auth.test",
    );
    if (at(answer.json, "ok") !== true) {
      if (DEAD.has(textAt(answer.json, "error") ?? "")) return { id: "unknown", status: "absent", privileges: [] };
      throw strange("auth.test");
    }
    const scopes = (answer.headers["x-oauth-scopes"] ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
    return {
      id: textAt(answer.json, "bot_id") ?? textAt(answer.json, "user_id") ?? "unknown",
      status: "active",
      privileges: scopes.toSorted(),
      details: known({ team: textAt(answer.json, "team_id"), user: textAt(answer.json, "user") }),
    };
  },
  guided: {
    create: [
      "api.slack.com/apps > your app > OAuth & Permissions: remove scopes that it does not need, then «Reinstall to Workspace».",
      "For two tokens at once make a second app with the same scopes, and install that.",
      "Copy the token (xoxb-… or xoxp-…) and give it to stanch.",
    ],
  },
  async deactivate(target, context) {
    const answer = await context.http.request("POST", "/api/auth.revoke", { bearer: valueOf(target), headers: FORM_TYPE, body: "" });
    const { json } = must(answer, target.state.id);
    if (at(json, "ok") === true && at(json, "revoked") === true) return;
    if (!DEAD.has(textAt(json, "error") ?? "")) throw strange("auth.revoke");
  },
  confirm: confirmBy(checker, ({ secret }) => (secret.reveal().startsWith("xoxp-") ? "slack-user-token" : "slack-bot-token")),
};
