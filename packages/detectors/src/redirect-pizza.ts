import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, alone, shown } from "./_token.ts";

const make = (seed: number): string => fake("rpa_[A-Za-z0-9]{27}[A-Z][a-z]7", seed);
export const redirectPizzaApiToken: Detector = {
  id: "redirect-pizza-api-token",
  title: "redirect.pizza API token",
  provider: "redirect-pizza",
  category: "saas",
  severity: "medium",
  opens: "Changes where the owner's domains redirect to, so visitors can be sent elsewhere.",
  // RunPod's tokens have the same prefix: they are longer and have no name beside them that says pizza.
  keywords: ["redirect.pizza", "redirect_pizza", "redirectpizza"],
  pattern: alone(`rpa_${MIXED}[A-Za-z0-9]{30}`),
  window: { before: 160, after: 160 },
  entropy: 3.8,
  confidence: 0.93,
  examples: [
    ...shown("REDIRECT_PIZZA_TOKEN", make),
    `curl -H "Authorization: Bearer ${make(13)}" https://redirect.pizza/api/v1/redirects`,
    `redirectPizza({ token: "${make(14)}" })`,
  ],
  counterExamples: [...unnamed("REDIRECT_PIZZA_TOKEN", make), `REDIRECT_PIZZA_TOKEN=${fake("rpa_[A-Z0-9]{40}[a-z0-9]{6}", 20)}`],
  references: ["https://redirect.pizza/docs"],
  revoke: "https://redirect.pizza > Settings > API > Revoke",
};
