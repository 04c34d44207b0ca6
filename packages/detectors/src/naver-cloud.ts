import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("ncp_iam_BPKMKR[A-Za-z0-9]{28}", seed);
export const naverCloudSecretKey: Detector = {
  id: "naver-cloud-secret-key",
  title: "NAVER Cloud Platform secret key",
  provider: "naver-cloud",
  category: "cloud",
  severity: "critical",
  opens: "With the access key it signs calls as the account (the letter M) or a sub account (S): servers, storage and their data.",
  prefixes: ["ncp_iam_B"],
  pattern: alone("ncp_iam_B[A-Z]K[A-Z]{3}[A-Za-z0-9]{28}"),
  entropy: 3.9,
  confidence: 0.97,
  companions: [{ name: "accessKey", pattern: /(?<![A-Za-z0-9])ncp_iam_B[A-Z]A[A-Z]{3}[A-Za-z0-9]{14}(?![A-Za-z0-9])/, withinBytes: 512 }],
  examples: [
    ...shown("NCLOUD_SECRET_KEY", make),
    `NCLOUD_ACCESS_KEY=${fake("ncp_iam_BPAMKR[A-Za-z0-9]{14}", 13)}\nNCLOUD_SECRET_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("NCLOUD_SECRET_KEY", "ncp_iam_B", make),
    `NCLOUD_ACCESS_KEY=${fake("ncp_iam_BPASKR[A-Za-z0-9]{14}", 20)}`, // the public half
  ],
  references: ["https://api.ncloud-docs.com/docs/en/common-ncpapi"],
  revoke: "https://www.ncloud.com > My account > Manage authentication key > Stop using, then delete",
};
