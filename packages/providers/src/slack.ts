import { type Provider, Secret, type ValidityAnswer } from "@stanch/model";
import { at, companionOf, sentence, textAt, unknown } from "./http/answers.ts";

const DEAD = new Set(["invalid_auth", "account_inactive", "token_revoked", "token_expired"]);

// Left out: webhook URLs (the URL itself is the secret) and refresh tokens (asking uses them up).
export const slack: Provider = {
  id: "slack",
  detectors: [
    "slack-bot-token",
    "slack-user-token",
    "slack-app-level-token",
    "slack-config-access-token",
    "slack-legacy-workspace-token",
    "slack-session-token",
  ],
  baseUrl: "https://slack.com",
  async checkValidity(credential, { http }): Promise<ValidityAnswer> {
    const bearer = credential.secret;
    const cookie = companionOf(credential, "cookie");
    // A browser's session is refused without its cookie, however valid it is.
    if (bearer.reveal().startsWith("xoxc-") && cookie === undefined)
      return { validity: "unchecked", reason: "needs the session cookie (xoxd-…) that belongs to it" };
    const headers = {
      "content-type": "application/x-www-form-urlencoded",
      ...(cookie === undefined ? {} : { cookie: new Secret(`d=${cookie}`) }),
    };
    const answer = await http.post("/api/auth.test", { bearer, headers, body: "" });
    // Slack answers 200 to everything: the body decides.
    const error = textAt(answer.json, "error") ?? "";
    if (answer.status !== 200) return unknown(answer);
    if (at(answer.json, "ok") === false && DEAD.has(error)) return { validity: "invalid", reason: `Slack answered ${error}` };
    if (at(answer.json, "ok") !== true)
      return unknown(answer, /^[a-z_]{1,60}$/.test(error) ? `Slack answered ${error}` : "unexpected answer (no «ok» in it)");
    const scopes = answer.headers["x-oauth-scopes"]?.split(/[\s,]+/).filter((scope) => scope !== "");
    const team = textAt(answer.json, "team");
    const user = textAt(answer.json, "user");
    return {
      validity: "valid",
      impact: sentence(
        team !== undefined && `workspace ${team}`,
        user !== undefined && (textAt(answer.json, "bot_id") === undefined ? `acts as ${user}` : `bot ${user}`),
        scopes !== undefined && scopes.length > 0 && `scopes ${scopes.join(" ")}`,
        scopes?.some((scope) => scope === "admin" || scope.startsWith("admin.")) === true && "may administer the workspace",
      ),
    };
  },
};
