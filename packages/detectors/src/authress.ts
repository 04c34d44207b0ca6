import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => `${fake("sc_[a-z0-9]{12}.[a-z0-9]{4}.acc_[a-z0-9]{12}.[A-Za-z0-9+/]{86}", seed)}==`;
export const authressServiceClientAccessKey: Detector = {
  id: "authress-service-client-access-key",
  title: "Authress service client access key",
  provider: "authress",
  category: "identity",
  severity: "critical",
  opens: "Acts as the service client: reads and changes who may do what, as its access records allow.",
  prefixes: [".acc_", ".acc-"],
  pattern:
    /(?<![A-Za-z0-9_.-])(?:sc|ext|scauth|authress)_[a-z0-9]{5,30}\.[a-z0-9]{4,6}\.acc[_-][a-z0-9-]{10,32}\.[A-Za-z0-9+/_=-]{30,120}(?![A-Za-z0-9+/_=-])/,
  window: { before: 64, after: 200 },
  entropy: 4,
  confidence: 0.96,
  examples: [
    ...shown("AUTHRESS_KEY", make),
    `const authressClient = new AuthressClient({}, '${make(13)}');`,
    `KEY=${fake("ext_[a-z0-9]{10}.[a-z0-9]{4}.acc-[a-z0-9]{12}.[A-Za-z0-9]{60}", 15)}\n`,
  ],
  counterExamples: [
    `KEY=${fake("sc_[a-z0-9]{12}.[a-z0-9]{4}.acc_[a-z0-9]{12}.[A-Za-z0-9]{20}", 31)}`,
    `user.profile.acc_number = ${fake("[0-9]{12}", 33)}`,
    `${make(35)}${fake("[A-Za-z0-9]{90}", 36)}`, // a longer run
    `KEY=sc_example.key1.acc_example-account.<secret>`,
  ],
  references: ["https://authress.io/knowledge-base/docs/authorization/service-clients/secrets-scanning"],
  revoke: "DELETE https://api.authress.io/v1/clients/{clientId}/access-keys/{keyId}; else the management portal > Service clients",
};
