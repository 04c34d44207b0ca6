import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{63}[A-Za-z0-9]", seed);
const id = (seed: number): string => fake("[A-Za-z0-9]{32}", seed);
export const hcpClientSecret: Detector = {
  id: "hcp-client-secret",
  title: "HashiCorp Cloud Platform service principal's secret",
  provider: "hcp",
  category: "cloud",
  severity: "critical",
  opens: "With the client id it acts as the service principal: manages clusters and reads the secrets that its role allows.",
  keywords: ["hcp_client", "hcp-client", "hcpclient", "hcp_secret", "hashicorp.cloud", "hashicorp/hcp"],
  pattern: named('hcp(?=[_.-]?(?:client|secret)|"? \\{)', "(?:client[_.-]?)?secret", `${URL_MIXED}[A-Za-z0-9_-]{64}`),
  entropy: 4,
  confidence: 0.85,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9]{32}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [
    ...shown("HCP_CLIENT_SECRET", make),
    `HCP_CLIENT_ID=${id(13)}\nHCP_CLIENT_SECRET=${make(14)}\n`,
    `source = "hashicorp/hcp"\nprovider "hcp" {\n  client_id     = "${id(15)}"\n  client_secret = "${make(16)}"\n}\n`,
  ],
  counterExamples: [...nearMisses("HCP_CLIENT_SECRET", make), `HCP_CLIENT_ID=${id(20)}`, `DHCP_CLIENT_SECRET=${make(21)}`],
  references: ["https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal"],
  revoke: "https://portal.cloud.hashicorp.com > Access control > Service principals > the key > Delete",
  lifetime: "until it is deleted",
};
