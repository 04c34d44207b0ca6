import { type Credential, type Provider, Secret, type ValidityAnswer } from "@stanch/model";
import { at, companionOf, isPage, sentence, textAt, unknown } from "./http/answers.ts";

export const plivo: Provider = {
  id: "plivo",
  detectors: ["plivo-auth-token", "plivo-subaccount-token"],
  baseUrl: "https://api.plivo.com",
  async checkValidity(credential, { http }): Promise<ValidityAnswer> {
    const pair = pairOf(credential);
    if (pair === undefined) return { validity: "unchecked", reason: "needs the Auth ID (MA… or SA…) that belongs to it" };
    const { authId, token } = pair;
    // The Auth ID is the public half: it may stand in the URL.
    const path = `/v1/Account/${authId}/`;
    let answer = await http.get(path, { basic: [authId, token] });
    // Plivo also answers 401 when it cannot tell an account's region: one refusal is not enough.
    if (answer.status === 401) answer = await http.get(path, { basic: [authId, token] });
    if (answer.status === 401 && !isPage(answer) && !/region/i.test(answer.text))
      return {
        validity: "invalid",
        reason: `Plivo refused the pair twice (HTTP 401)${authId.startsWith("SA") ? ", as it may a disabled sub-account" : ""}`,
      };
    if (answer.status !== 200 || textAt(answer.json, "api_id") === undefined) return unknown(answer);
    const credits = /^[0-9]+(?:\.[0-9]+)?$/.exec(textAt(answer.json, "cash_credits") ?? "")?.[0];
    return {
      validity: "valid",
      impact: sentence(
        authId.startsWith("SA") ? "sub-account" : "main account with full power, sub-accounts and their tokens included",
        textAt(answer.json, "account_type") === "developer" && "trial",
        credits !== undefined && `${credits} USD of credit`,
        at(answer.json, "auto_recharge") === true && "recharges itself",
      ),
    };
  },
  // The API has no call that changes a main account's token.
  guidedRotation: [
    "Console: Account > Settings > Credentials > Generate Auth Token",
    "Keep the old token until every client and every check of webhook signatures has the new one",
    "Revoke the old token and check that it is refused",
  ],
};

/** From the ID beside the token, or out of a whole Basic header, which is such a pair in base64. */
function pairOf(credential: Credential): { readonly authId: string; readonly token: Secret } | undefined {
  const header = Buffer.from(credential.secret.reveal(), "base64").toString("latin1");
  const [, headerId, headerToken] = /^((?:MA|SA)[A-Z0-9]{18}):([A-Za-z0-9]{40})$/.exec(header) ?? [];
  if (headerId !== undefined && headerToken !== undefined) return { authId: headerId, token: new Secret(headerToken) };
  const authId = companionOf(credential, "authId");
  return authId !== undefined && /^(?:MA|SA)[A-Z0-9]{18}$/.test(authId) ? { authId, token: credential.secret } : undefined;
}
