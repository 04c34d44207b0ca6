import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, shown, unlike } from "./_token.ts";

const crate = (seed: number): string => fake("cio[A-Za-z0-9]{32}", seed);
export const cratesIoToken: Detector = {
  id: "crates-io-api-token",
  title: "crates.io API token",
  provider: "crates-io",
  category: "registry",
  severity: "critical",
  opens: "Publishes and yanks versions of its owner's crates, as its scopes allow.",
  prefixes: ["cio"],
  // Three letters that occur inside words: 32 mixed characters must follow.
  pattern: alone(`cio(?=[A-Za-z0-9]{32}(?![A-Za-z0-9]))${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.9,
  confidence: 0.9,
  examples: [...shown("CARGO_REGISTRY_TOKEN", crate), `[registry]\ntoken = "${crate(13)}"\n`, `cargo login ${crate(14)}`],
  counterExamples: [
    ...unlike("CARGO_REGISTRY_TOKEN", "cio", crate),
    `${fake("cio[a-z]{32}", 20)}()`,
    `prefacio${fake("[A-Za-z0-9]{32}", 21)}`,
  ],
  references: ["https://doc.rust-lang.org/cargo/reference/publishing.html"],
  revoke: "https://crates.io/settings/tokens > Revoke",
};
