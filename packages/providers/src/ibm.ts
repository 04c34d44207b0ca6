import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const ibm: Provider = provider({
  id: "ibm",
  name: "IBM Cloud",
  baseUrl: "https://iam.cloud.ibm.com",
  checks: [
    {
      detectors: ["ibm-cloud-api-key"],
      acts: true,
      post: "/identity/token",
      form: { grant_type: "urn:ibm:params:oauth:grant-type:apikey", apikey: "{secret}" },
      valid: "access_token",
      impact: () => "acts as the key's owner",
      invalid: { status: 400, body: /BXNIM0415E|could not be found/ },
      reference: "https://cloud.ibm.com/apidocs/iam-identity-token-api#gettoken-apikey",
      answers: {
        valid: { body: { access_token: "a", token_type: "Bearer", expires_in: 3600 } },
        invalid: { status: 400, body: { errorCode: "BXNIM0415E", errorMessage: "Provided API key could not be found." } },
      },
    },
  ],
});
