import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const pinecone = (seed: number): string => fake("pcsk_[A-Za-z0-9]{6}_[A-Za-z0-9]{63}", seed);
export const pineconeApiKey: Detector = {
  id: "pinecone-api-key",
  title: "Pinecone API key",
  provider: "pinecone",
  category: "ai",
  severity: "high",
  opens: "Reads, changes and deletes the project's indexes.",
  prefixes: ["pcsk_"],
  pattern: alone("pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}"),
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("PINECONE_API_KEY", pinecone), `pc = Pinecone(api_key="${pinecone(13)}")`],
  counterExamples: [
    ...unlike("PINECONE_API_KEY", "pcsk_", pinecone),
    `PINECONE_API_KEY=${fake("pcsk_[A-Za-z0-9]{69}", 20)}`,
    `PINECONE_API_KEY=pcsk_your_key`,
  ],
  references: ["https://docs.pinecone.io/"],
  revoke: "https://app.pinecone.io > the project > API keys > Delete",
};
