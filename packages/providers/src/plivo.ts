import type { Provider, ValidityAnswer } from "@stanch/model";
import { isPage, sentence, textAt, unknown } from "./http/answers.ts";

export const plivo: Provider = {
  id: "plivo",
  detectors: ["plivo-auth-token"],
  baseUrl: "https://api.plivo.com",
  async checkValidity({ secret, companions }, { http }): Promise<ValidityAnswer> {
    const { authId } = companions;
    // The Auth ID is the public half: it may stand in the URL. Checked, because it was read from somebody's file.
    if (typeof authId !== "string" || !/^(?:MA|SA)[A-Z0-9]{18}$/.test(authId))
      return { validity: "unchecked", reason: "needs the Auth ID (MA… or SA…) that belongs to it" };
    const path = `/v1/Account/${authId}/`;
    let answer = await http.get(path, { basic: [authId, secret] });
    // Plivo also answers 401 when it cannot tell an account's region: one refusal is not enough.
    if (answer.status === 401) answer = await http.get(path, { basic: [authId, secret] });
    if (answer.status === 401 && !isPage(answer) && !/region/i.test(answer.text))
      return { validity: "invalid", reason: "Plivo refused the pair twice (HTTP 401)" };
    if (answer.status !== 200 || textAt(answer.json, "auth_id") !== authId) return unknown(answer);
    const kind = textAt(answer.json, "account_type");
    const credits = textAt(answer.json, "cash_credits");
    return {
      validity: "valid",
      impact: sentence(
        authId.startsWith("SA") ? "sub-account" : "main account with full power, sub-accounts and their tokens included",
        kind === "developer" ? "trial" : kind,
        credits !== undefined && `${credits} USD of credit`,
        (answer.json as { auto_recharge?: unknown }).auto_recharge === true && "recharges itself", // an object: it has an auth_id
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
