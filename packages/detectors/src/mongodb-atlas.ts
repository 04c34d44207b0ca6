import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const sasecret = (seed: number): string => fake("mdb_sa_sk_[A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
export const mongodbAtlasServiceSecret: Detector = {
  id: "mongodb-atlas-service-account-secret",
  title: "MongoDB Atlas service account secret",
  provider: "mongodb-atlas",
  category: "database",
  severity: "critical",
  opens: "With the account's id it administers the organisation's projects and clusters, as its roles allow.",
  prefixes: ["mdb_sa_sk_"],
  pattern: alone("mdb_sa_sk_[A-Za-z0-9_-]{40}"),
  entropy: 3.8,
  confidence: 0.97,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9_-])mdb_sa_id_[0-9a-f]{24}/, withinBytes: 512 }],
  examples: [
    ...shown("MONGODB_ATLAS_CLIENT_SECRET", sasecret),
    `client_id = "${fake("mdb_sa_id_[0-9a-f]{24}", 13)}"\nclient_secret = "${sasecret(14)}"\n`,
  ],
  counterExamples: [
    ...unlike("MONGODB_ATLAS_CLIENT_SECRET", "mdb_sa_sk_", sasecret),
    `client_id = "${fake("mdb_sa_id_[0-9a-f]{24}", 20)}"`, // the public half
    `client_secret = "${fake("mdb_sa_sk_[A-Za-z0-9]{20}", 21)}"`,
  ],
  references: ["https://www.mongodb.com/docs/atlas/api/service-accounts-overview/"],
  revoke: "https://cloud.mongodb.com > Organization access > Applications > the account > revoke the secret",
};

const atlasKey = (seed: number): string => fake(UUID, seed);
export const mongodbAtlasPrivateKey: Detector = {
  id: "mongodb-atlas-private-key",
  title: "MongoDB Atlas API private key",
  provider: "mongodb-atlas",
  category: "database",
  severity: "critical",
  opens: "With the public key, which is often beside it, it administers the organisation's projects and clusters.",
  keywords: ["atlas"],
  pattern: named("(?:mongodb|mcli|mongo)[_.-]?atlas|atlas", "(?:api[_.-]?)?private[_.-]?(?:api[_.-]?)?key", UUID),
  entropy: 2.8,
  confidence: 0.65,
  companions: [
    {
      name: "publicKey",
      pattern:
        /[Pp](?:ublic|UBLIC)[_.-]?(?:[AaKk][A-Za-z]{2})?[_.-]?[KkAa]?[A-Za-z_]{0,6}["']?\s{0,4}[=:]\s{0,4}["']?(?<value>[a-z]{8})(?![A-Za-z])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("MONGODB_ATLAS_PRIVATE_KEY", atlasKey),
    `MONGODB_ATLAS_PUBLIC_KEY=${fake("[a-z]{8}", 13)}\nMONGODB_ATLAS_PRIVATE_KEY=${atlasKey(14)}\n`,
    `provider "mongodbatlas" {\n  private_key = "${atlasKey(15)}"\n}`,
  ],
  counterExamples: [
    `MONGODB_ATLAS_PRIVATE_KEY=\${MONGODB_ATLAS_PRIVATE_KEY}`,
    `MONGODB_ATLAS_PRIVATE_KEY=${atlasKey(20).slice(1)}`,
    `atlas request ${atlasKey(21)}`,
    `# atlas\nHEROKU_API_KEY=${atlasKey(22)}`,
  ],
  references: ["https://www.mongodb.com/docs/atlas/configure-api-access/"],
  revoke: "https://cloud.mongodb.com > Organization access > API keys > Delete",
};
