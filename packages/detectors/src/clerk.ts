import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown } from "./_token.ts";

const clerk = (seed: number): string => fake("sk_live_[A-Za-z0-9]{42}", seed);
export const clerkSecretKey: Detector = {
  id: "clerk-secret-key",
  title: "Clerk secret key",
  provider: "clerk",
  category: "identity",
  severity: "critical",
  opens: "Reads, changes and impersonates all users of the application.",
  // Stripe has the same opening but never 40 to 50 characters after it; a key's own name must say Clerk.
  keywords: ["clerk"],
  pattern: named("clerk", "(?:api|secret)?[_.-]?(?:secret)?[_.-]?key", `sk_live_${MIXED}[A-Za-z0-9]{40,50}`),
  entropy: 3.9,
  confidence: 0.9,
  examples: [...shown("CLERK_SECRET_KEY", clerk), `createClerkClient({ secretKey: "${clerk(13)}" })`],
  counterExamples: [
    `CLERK_SECRET_KEY=\${CLERK_SECRET_KEY}`,
    `CLERK_SECRET_KEY=sk_live_${"x".repeat(42)}`,
    `CLERK_SECRET_KEY=${clerk(20).slice(0, -8)}`,
    `STRIPE_KEY=${fake("sk_live_[A-Za-z0-9]{24}", 21)} # clerk`,
    `CLERK_PUBLISHABLE_KEY=${fake("pk_live_[A-Za-z0-9]{42}", 22)}`,
  ],
  references: ["https://clerk.com/docs/deployments/clerk-environment-variables"],
  revoke: "https://dashboard.clerk.com > API keys > Rotate",
};
