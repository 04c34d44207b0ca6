import type { Rotator } from "@stanch/model";
import { textAt } from "../http/answers.ts";
import { stripe as checker } from "../stripe.ts";
import { confirmBy, must } from "./_calls.ts";

/** Keys are made and rolled in the dashboard; the API that could is a private preview for installed apps. */
export const stripe: Rotator = {
  id: "stripe",
  detectors: ["stripe-secret-key", "stripe-restricted-key", "stripe-test-key"],
  baseUrl: "https://api.stripe.com",
  facts: () => ({
    kind: "API key",
    creation: "guided",
    overlap: true,
    containment: "none",
    deactivation: "guided",
    readable: false,
    lastUse: "none",
    sideEffects: ["Webhook signing secrets and publishable keys are others and stay as they are."],
  }),
  async describe(credential, context) {
    const key = credential.secret.reveal();
    const answer = await context.http.request("GET", "/v1/account", { bearer: credential.secret });
    const kind = key.startsWith("rk_") ? "restricted key" : "full power over the account";
    // The API names accounts, not keys: what people see of one is its beginning and its end.
    const state = { id: textAt(answer.json, "id") ?? "account", privileges: [kind, key.includes("_test_") ? "test mode" : "live mode"] };
    if (answer.status === 401) return { ...state, status: "absent" };
    must(answer, "account", 200, 403); // 403: a restricted key that may not read the account
    return { ...state, status: "active" };
  },
  guided: {
    create: [
      "Dashboard > Developers > API keys: open the menu of the leaked key and choose «Rotate key…».",
      "Choose when the old key ends: later than the time your programs need (up to seven days), not «now».",
      "Copy the new key, which is shown once, and give it to stanch.",
    ],
    deactivate: [
      "Dashboard > Developers > API keys: open the menu of the old key and choose «Expire key now».",
      "stanch then asks Stripe whether the old key is refused.",
    ],
  },
  confirm: confirmBy(checker, ({ secret }) => (secret.reveal().startsWith("rk_") ? "stripe-restricted-key" : "stripe-secret-key")),
};
