import { type Detector, fake } from "@stanch/model";
import { ASSIGN, anyCase } from "./_words.ts";

export const ibmCloudApiKey: Detector = {
  id: "ibm-cloud-api-key",
  title: "IBM Cloud API key",
  provider: "ibm",
  category: "cloud",
  severity: "critical",
  opens: "Gets access tokens for everything that its user or service id may.",
  keywords: ["ibm", "watson", "bluemix"],
  pattern: new RegExp(
    String.raw`(?:(?<![A-Za-z])${anyCase("(?:ibm(?:cloud)?|watsonx?|bluemix|ic)")}[\w .-]{0,32}${anyCase("api[_-]?key")}(?:${ASSIGN}|[ \t]{1,4})|ibmcloud login[^\n]{0,64}--apikey[ =]["']?)(?<secret>[A-Za-z0-9_-]{44})(?![A-Za-z0-9_=-])`,
  ),
  entropy: 4,
  confidence: 0.85,
  examples: [
    `IBMCLOUD_API_KEY=${fake("[A-Za-z0-9_-]{43}a", 1)}`,
    `ibmcloud login --apikey ${fake("[A-Za-z0-9]{44}", 2)} -r us-south`,
    `watsonx_apikey: "${fake("[A-Za-z0-9]{44}", 3)}"`,
  ],
  counterExamples: [
    "IBMCLOUD_API_KEY=${KEY}",
    `IBMCLOUD_API_KEY=${"x".repeat(44)}`,
    `IBM_API_KEY=${fake("[A-Za-z0-9]{30}", 4)}`,
    `API_KEY=${fake("[A-Za-z0-9]{44}", 5)}`,
  ],
  references: ["https://cloud.ibm.com/docs/account?topic=account-userapikey"],
  revoke: "ibmcloud iam api-key-delete",
};
