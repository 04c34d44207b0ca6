import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

// https://docs.github.com/en/rest/credentials/revoke
export function github(): Issuer {
  let seed = 1;
  const live = new Set<string>();
  const make = (): string => {
    const value = `github_pat_${fake("[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", seed++)}`;
    live.add(value);
    return value;
  };
  const old = { secret: new Secret(make()), companions: {} };
  return {
    handle({ path, bearer, json, headers }) {
      if (path === "/credentials/revoke") {
        // A call with any log-in is forbidden, and what is not known is accepted as well.
        if (headers.authorization !== undefined) return { status: 403, body: { message: "Forbidden" } };
        for (const value of json["credentials"] as readonly string[]) live.delete(value); // the documented shape
        return { status: 202, body: {} };
      }
      if (!live.has(bearer)) return { status: 401, body: { message: "Bad credentials" } };
      return { status: 200, body: { login: "ann" }, headers: { "x-oauth-scopes": "repo, read:org" } };
    },
    old,
    admin: old,
    stranger: { secret: new Secret(fake("github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", 999)), companions: {} },
    live: () => [...live],
    makeByHand: () => ({ secret: new Secret(make()), companions: {} }),
  };
}

// https://docs.slack.dev/reference/methods/auth.revoke
export function slack(): Issuer {
  let seed = 1;
  const live = new Set<string>();
  const make = (): string => {
    const value = `xoxb-${fake("[0-9]{12}-[0-9]{13}-[A-Za-z0-9]{24}", seed++)}`;
    live.add(value);
    return value;
  };
  const old = { secret: new Secret(make()), companions: {} };
  return {
    handle({ path, bearer }) {
      if (!live.has(bearer)) return { status: 200, body: { ok: false, error: "invalid_auth" } };
      if (path === "/api/auth.revoke") return { status: 200, body: { ok: live.delete(bearer), revoked: true } };
      const body = { ok: true, team: "Acme", team_id: "T1", user: "bot", user_id: "U1", bot_id: "B1" };
      return { status: 200, body, headers: { "x-oauth-scopes": "chat:write,channels:read" } };
    },
    old,
    admin: old,
    stranger: { secret: new Secret(fake("xoxb-[0-9]{12}-[0-9]{13}-[A-Za-z0-9]{24}", 999)), companions: {} },
    live: () => [...live],
    makeByHand: () => ({ secret: new Secret(make()), companions: {} }),
  };
}

// https://docs.stripe.com/keys: made and rolled in the dashboard alone
export function stripe(): Issuer {
  let seed = 1;
  const live = new Set<string>();
  const make = (): string => {
    const value = `rk_live_${fake("[A-Za-z0-9]{99}", seed++)}`;
    live.add(value);
    return value;
  };
  const old = { secret: new Secret(make()), companions: {} };
  return {
    handle: ({ bearer }) =>
      live.has(bearer)
        ? { status: 403, body: { error: { type: "invalid_request_error", message: "This key may not read accounts" } } }
        : { status: 401, body: { error: { type: "invalid_request_error", message: "Invalid API Key provided" } } },
    old,
    admin: old,
    stranger: { secret: new Secret(fake("rk_live_[A-Za-z0-9]{99}", 999)), companions: {} },
    live: () => [...live],
    makeByHand: () => ({ secret: new Secret(make()), companions: {} }),
    endByHand: (value) => live.delete(value),
  };
}
