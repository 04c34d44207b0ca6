import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const nftportApiKey: Detector = {
  id: "nftport-api-key",
  title: "NFTPort API key",
  provider: "nftport",
  category: "crypto",
  severity: "medium",
  opens: "Mints and queries tokens at the owner's cost, from contracts made with the key.",
  keywords: ["nftport", "nft_port"],
  pattern: named("nft_?port", KEY, UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [...shown("NFTPORT_API_KEY", make), `nftport:\n  api_key: ${make(31)}\n`, `NFT_PORT_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("NFTPORT_API_KEY", make), `NFTPORT_COLLECTION=${make(20)}\n`],
  references: ["https://docs.nftport.xyz/reference/getting-started"],
  revoke: "https://dashboard.nftport.xyz > API keys > Delete",
};
