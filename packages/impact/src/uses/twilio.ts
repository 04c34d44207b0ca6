import type { UseKind } from "./kind.ts";

const provider = "twilio";
export const twilioUses: readonly UseKind[] = [
  {
    kind: "twilio-rest",
    provider,
    gate: /twilio/i,
    pattern:
      /\btwilio\.rest\b|\bnew\s+Twilio\b|\bTwilio::REST::Client\b|\bTwilioClient\.Init\b|\bTwilio\.init\(|api\.twilio\.com|require\(['"]twilio['"]\)|\bfrom\s+['"]twilio['"]/g,
    title: "REST client",
    atRotation: "Calls with the old token are refused once it is revoked",
  },
  {
    kind: "twilio-webhook",
    provider,
    gate: /twilio/i,
    pattern: /X-Twilio-Signature|\bRequestValidator\b|\bvalidateRequest(?:WithBody)?\b|\btwilio\.webhook\(/gi,
    title: "Check of webhook signatures",
    atRotation:
      "Webhooks are signed with the primary Auth Token: a check with the old one refuses them from the moment that the secondary token is promoted",
  },
];
