import type { Rotator } from "@stanch/model";
import { textAt } from "../http/answers.ts";
import { github as checker } from "../github.ts";
import { confirmBy, isoOf, json, known, must, valueOf } from "./_calls.ts";

const HEADERS = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };

/** No token can be made by API; anybody who holds one can end it, without log-in. */
export const github: Rotator = {
  id: "github",
  detectors: [
    "github-personal-access-token",
    "github-fine-grained-personal-access-token",
    "github-oauth-access-token",
    "github-app-user-token",
  ],
  baseUrl: "https://api.github.com",
  facts: () => ({
    kind: "access token",
    creation: "guided",
    overlap: true,
    containment: "none",
    deactivation: "final",
    readable: false,
    lastUse: "records",
    sideEffects: ["GitHub mails the token's owner that it was revoked.", "SSH keys and deploy keys are others and stay."],
  }),
  async describe({ secret }, context) {
    const answer = await context.http.request("GET", "/user", { bearer: secret, headers: HEADERS });
    const login = textAt(answer.json, "login");
    if (answer.status === 401) return { id: "unknown", status: "absent", privileges: [] };
    must(answer, "user");
    const scopes = (answer.headers["x-oauth-scopes"] ?? "").split(/[\s,]+/).filter((scope) => scope !== "");
    const expires = isoOf(answer.headers["github-authentication-token-expiration"]?.replace(" UTC", "Z"));
    return {
      id: login ?? "unknown",
      status: "active",
      privileges: scopes.toSorted(),
      details: known({ login, expires }),
    };
  },
  guided: {
    create: [
      "github.com > Settings > Developer settings > Personal access tokens: «Generate new token», fine-grained where it can be.",
      "Give it the same permissions or fewer, the repositories it needs, and an expiry.",
      "Copy the token, which is shown once, and give it to stanch.",
    ],
  },
  async deactivate(target, context) {
    // Sent without any log-in: a call with one is refused (403). Tokens that are gone are accepted too.
    const body = { credentials: [valueOf(target).reveal()] };
    must(await context.http.request("POST", "/credentials/revoke", json(body, { headers: HEADERS })), target.state.id, 202);
  },
  confirm: confirmBy(checker, () => "github-personal-access-token"),
};
