import type { UseKind } from "./kind.ts";

export const webhookUses: readonly UseKind[] = [
  {
    kind: "stripe-webhook",
    provider: "stripe",
    gate: /stripe/i,
    pattern: /\bwebhooks\.constructEvent(?:Async)?\b|\bWebhook\.construct_event\b|Stripe-Signature/gi,
    title: "Check of webhook signatures",
    atRotation:
      "Checked with the endpoint's own signing secret (whsec_), not with the API key: it changes only when that is rolled, and both hold for up to 24 h then",
  },
  {
    kind: "slack-signing",
    provider: "slack",
    gate: /slack/i,
    pattern: /X-Slack-Signature|\bsigningSecret\b|\bSignatureVerifier\b/gi,
    title: "Check of request signatures",
    atRotation:
      "Checked with the signing secret, not with a token: when the signing secret itself is regenerated, the old one is refused at once",
  },
  {
    kind: "github-webhook",
    provider: "github",
    gate: /hub-signature/i,
    pattern: /X-Hub-Signature(?:-256)?/gi,
    title: "Check of webhook signatures",
    atRotation:
      "Checked with the webhook's secret: change it in the hook's settings and in the receiver at the same moment, or accept both for a while",
  },
  {
    kind: "jwt-signing",
    provider: "jwt",
    gate: /jwt|jsonwebtoken|jose/i,
    pattern: /\bjwt\.(?:sign|verify|encode|decode)\(|\bJwts\.builder\b|\bnew\s+SignJWT\b|\bJWT\.(?:encode|decode)\b/g,
    title: "Signs or checks JWTs",
    atRotation:
      "If this secret is the key of the signatures, tokens signed with the old one are refused: accept both keys until the last of them has run out",
  },
];
