import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const live = (seed: number): string => fake("live_[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
const sandbox = (seed: number): string => fake("sandbox_[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
const WORD = "go_?cardless|gc(?=_access)";
const REFERENCES = ["https://developer.gocardless.com/getting-started/api/making-your-first-request/"];
export const gocardlessLiveAccessToken: Detector = {
  id: "gocardless-live-access-token",
  title: "GoCardless live access token",
  provider: "gocardless",
  category: "payment",
  severity: "critical",
  opens: "Collects direct debits from the customers' bank accounts, and reads customers, mandates and payouts.",
  // `live_` opens tokens of several payment providers: the name must say whose.
  keywords: ["gocardless", "go_cardless", "gc_access"],
  pattern: named(WORD, KEY, `live_${URL_MIXED}[A-Za-z0-9_=-]{40}`),
  entropy: 3.8,
  confidence: 0.92,
  examples: [
    ...shown("GOCARDLESS_ACCESS_TOKEN", live),
    `GC_ACCESS_TOKEN=${live(13)}\n`,
    `client = gocardless_pro.Client(access_token="${live(14)}", environment="live")`,
    `GO_CARDLESS_TOKEN: ${live(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("GOCARDLESS_ACCESS_TOKEN", live),
    `GOCARDLESS_ACCESS_TOKEN=${sandbox(20)}`, // no money
    `LOB_API_KEY=${live(21)}`,
  ],
  references: REFERENCES,
  revoke: "https://manage.gocardless.com/developers > Access tokens > Delete",
  lifetime: "until it is deleted",
};

export const gocardlessSandboxAccessToken: Detector = {
  id: "gocardless-sandbox-access-token",
  title: "GoCardless sandbox access token",
  provider: "gocardless",
  category: "payment",
  severity: "low",
  opens: "The sandbox alone: made-up customers and no money.",
  keywords: ["gocardless", "go_cardless", "gc_access"],
  pattern: named(WORD, KEY, `sandbox_${URL_MIXED}[A-Za-z0-9_=-]{40}`),
  entropy: 3.8,
  confidence: 0.92,
  examples: [...shown("GOCARDLESS_ACCESS_TOKEN", sandbox), `GC_ACCESS_TOKEN=${sandbox(13)}\n`, `go_cardless:\n  token: ${sandbox(14)}\n`],
  counterExamples: [...nearMisses("GOCARDLESS_ACCESS_TOKEN", sandbox), `GOCARDLESS_ACCESS_TOKEN=${live(20)}`, `API_KEY=${sandbox(21)}`],
  references: REFERENCES,
  revoke: "https://manage-sandbox.gocardless.com/developers > Access tokens > Delete",
};
