import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("tss_[A-Za-z0-9]{40}", seed);

export const thunderstoreServiceToken: Detector = {
  id: "thunderstore-service-token",
  title: "Thunderstore service account token",
  provider: "thunderstore",
  category: "registry",
  severity: "high",
  opens: "Publishes packages in the team's name, so code that players of its mods run.",
  keywords: ["thunderstore", "tcli_auth", "tcliauth"],
  // `tss_` alone stands in names of kernels and of biology.
  pattern: alone("tss_(?=[A-Za-z_-]{0,40}[0-9])(?=[a-z0-9_-]{0,40}[A-Z])[A-Za-z0-9_-]{36,80}"),
  window: { before: 192, after: 256 },
  entropy: 3.9,
  confidence: 0.9,
  examples: [...shown("TCLI_AUTH_TOKEN", make), `uses: GreenTF/upload-thunderstore-package@v4\nwith:\n  token: ${make(13)}\n`],
  counterExamples: [
    ...unlike("TCLI_AUTH_TOKEN", "tss_", make, 8),
    `thunderstore tss_local_storage_destructor_table_size`,
    `TOKEN=${make(21)}`, // nothing names the provider
  ],
  references: ["https://thunderstore.io/api/docs/"],
  revoke: "https://thunderstore.io/settings/teams > the team > Service accounts > Delete",
};
