import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{62}x7", seed);
export const openvpnCloudconnexaClientSecret: Detector = {
  id: "openvpn-cloudconnexa-client-secret",
  title: "OpenVPN CloudConnexa client secret",
  provider: "openvpn",
  category: "security",
  severity: "critical",
  opens: "With the client ID it manages the private network: adds users, devices and routes into it.",
  keywords: ["openvpn", "cloudconnexa", "openvpn_cloud"],
  pattern: named(
    "openvpn(?:_?cloud)?|cloudconnexa",
    "(?:api|client)?[_.-]?(?:client)?[_.-]?secret",
    "(?=[A-Za-z_-]{0,40}[0-9])[A-Za-z0-9_-]{64,90}",
  ),
  entropy: 4,
  confidence: 0.7,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.api\.openvpn\.com/, withinBytes: 512 }],
  examples: [
    ...shown("CLOUDCONNEXA_CLIENT_SECRET", make),
    `openvpn:\n  client_secret: ${make(31)}\n`,
    `OPENVPN_CLOUD_CLIENT_SECRET=${make(13)}\nOPENVPN_CLOUD_HOST=acme.api.openvpn.com\n`,
  ],
  counterExamples: [...unnamed("CLOUDCONNEXA_CLIENT_SECRET", make, 8), `OPENVPN_TLS_AUTH=${make(20)}\n`],
  references: ["https://openvpn.net/cloud-docs/developer/cloudconnexa-api-v1-1-0.html"],
  revoke: "https://{cloud id}.openvpn.com > API & logs > API > Delete credentials",
};
