import { Secret, fake } from "@stanch/model";
import type { Issuer } from "../double.ts";

const REFUSED = { status: 401, body: { code: 20003, message: "Authenticate", status: 401 } };

// twilio-oai: twilio_accounts_v1 (AuthTokens), twilio_iam_v1 (Keys), twilio_api_v2010 (Accounts, Keys)
export function twilio(): Issuer {
  const sid = fake("AC[0-9a-f]{32}", 1);
  let seed = 2;
  const token = (): string => fake("[0-9a-f]{32}", seed++);
  let primary = token();
  let secondary: string | undefined;
  const old = primary;
  const stranger = token();
  return {
    handle({ method, path, basic: [user, password] }) {
      if (user !== sid || (password !== primary && password !== secondary)) return REFUSED;
      if (path === `/2010-04-01/Accounts/${sid}.json`)
        return {
          status: 200,
          body: { sid, friendly_name: "Acme", status: "active", type: "Full", date_created: "Thu, 30 Jul 2026 20:00:00 +0000" },
        };
      if (path === "/v1/AuthTokens/Secondary" && method === "DELETE") {
        if (secondary === undefined) return { status: 404, body: { code: 20404 } };
        secondary = undefined;
        return { status: 204 };
      }
      if (path === "/v1/AuthTokens/Secondary") {
        if (secondary !== undefined) return { status: 409, body: { code: 20409 } };
        secondary = token();
        return { status: 201, body: { account_sid: sid, secondary_auth_token: secondary } };
      }
      if (path !== "/v1/AuthTokens/Promote" || secondary === undefined) return { status: 404, body: { code: 20404 } };
      primary = secondary;
      secondary = undefined;
      return { status: 200, body: { account_sid: sid, auth_token: primary } };
    },
    old: { secret: new Secret(old), companions: { accountSid: sid } },
    // The account's own token is what manages it.
    admin: { secret: new Secret(old), companions: { accountSid: sid } },
    stranger: { secret: new Secret(stranger), companions: { accountSid: sid } },
    live: () => [primary, ...(secondary === undefined ? [] : [secondary])],
  };
}

export function twilioApiKey(): Issuer {
  const sid = fake("AC[0-9a-f]{32}", 11);
  const token = fake("[0-9a-f]{32}", 12);
  let seed = 13;
  const keys = new Map<string, { readonly name: string; readonly secret: string }>();
  const make = (name: string): string => {
    const id = fake("SK[0-9a-f]{32}", seed++);
    keys.set(id, { name, secret: fake("[A-Za-z0-9]{32}", seed++) });
    return id;
  };
  const first = make("mailer");
  const shown = (id: string) => ({ sid: id, friendly_name: keys.get(id)?.name, date_created: "Thu, 30 Jul 2026 20:00:00 +0000" });
  return {
    handle({ method, path, form, basic: [user, password] }) {
      const isKey = keys.get(user)?.secret === password;
      if (!isKey && (user !== sid || password !== token)) return REFUSED;
      if (path === `/2010-04-01/Accounts/${sid}.json`)
        return isKey ? { status: 403, body: { code: 20403 } } : { status: 200, body: { sid } };
      if (isKey) return { status: 403, body: { code: 20403 } };
      if (method === "POST") {
        const id = make(form.get("FriendlyName") ?? "");
        return { status: 201, body: { ...shown(id), secret: keys.get(id)?.secret } };
      }
      if (path.endsWith("/Keys.json")) return { status: 200, body: { keys: [...keys.keys()].map(shown) } };
      const id = /SK[0-9a-f]{32}/.exec(path)?.[0] ?? "";
      if (!keys.has(id)) return { status: 404, body: { code: 20404 } };
      if (method === "DELETE") keys.delete(id);
      return method === "DELETE" ? { status: 204 } : { status: 200, body: shown(id) };
    },
    old: { secret: new Secret(keys.get(first)?.secret ?? ""), companions: { keySid: first, accountSid: sid } },
    admin: { secret: new Secret(token), companions: { accountSid: sid } },
    stranger: { secret: new Secret(fake("[0-9a-f]{32}", 99)), companions: { accountSid: sid } },
    live: () => [...keys.values()].map(({ secret }) => secret),
  };
}
