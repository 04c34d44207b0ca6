import type { Provider, ValidityAnswer } from "@stanch/model";
import { at, sentence, textAt, unknown } from "./http/answers.ts";

export const stripe: Provider = {
  id: "stripe",
  detectors: ["stripe-secret-key", "stripe-restricted-key", "stripe-test-key"],
  baseUrl: "https://api.stripe.com",
  async checkValidity({ secret }, { http }): Promise<ValidityAnswer> {
    const answer = await http.get("/v1/account", { bearer: secret });
    const prefix = secret.reveal().slice(0, 8);
    const kind = sentence(prefix.includes("test") ? "test mode" : "live mode", prefix.startsWith("rk") ? "restricted key" : "full power");
    const type = textAt(answer.json, "error", "type");
    if (answer.status === 401 && type !== undefined) {
      const expired = textAt(answer.json, "error", "code") === "api_key_expired";
      return { validity: "invalid", reason: expired ? "Stripe: the key has expired" : "Stripe does not know the key (HTTP 401)" };
    }
    // Stripe knows the key and says that it lacks the right to read the account.
    if (answer.status === 403 && type !== undefined) return { validity: "valid", impact: `${kind}, may not read the account` };
    const account = textAt(answer.json, "id");
    if (answer.status !== 200 || account?.startsWith("acct_") !== true) return unknown(answer);
    return {
      validity: "valid",
      impact: sentence(
        kind,
        `account ${account}`,
        textAt(answer.json, "business_profile", "name"),
        textAt(answer.json, "country"),
        at(answer.json, "charges_enabled") === true && "takes payments",
        at(answer.json, "payouts_enabled") === true && "pays out",
      ),
    };
  },
  guidedRotation: [
    "Dashboard: Developers > API keys > Rotate key, with a delay before the old one ends",
    "Replace it everywhere it is used",
    "Check that the old key is refused",
  ],
};
