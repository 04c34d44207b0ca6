import type { Provider, ValidityAnswer } from "@stanch/model";
import { sentence, textAt, textsAt, unknown } from "./http/answers.ts";

const REFUSAL = /authorization grant is invalid|authorization required/i;

export const sendgrid: Provider = {
  id: "sendgrid",
  detectors: ["sendgrid-api-key"],
  baseUrl: "https://api.sendgrid.com",
  async checkValidity({ secret }, { http }): Promise<ValidityAnswer> {
    const answer = await http.get("/v3/scopes", { bearer: secret });
    const message = textAt(answer.json, "errors", 0, "message");
    // Other messages with 401 (used-up credits, a frozen account) say nothing of the key.
    if (answer.status === 401 && REFUSAL.test(message ?? "")) return { validity: "invalid", reason: "SendGrid refused the key (HTTP 401)" };
    // SendGrid knows the key and says that it lacks the right to read its scopes.
    if (answer.status === 403 && message !== undefined) return { validity: "valid", impact: "may not read its own scopes" };
    const scopes = textsAt(answer.json, "scopes");
    if (answer.status !== 200 || scopes === undefined) return unknown(answer);
    return {
      validity: "valid",
      impact: sentence(
        `${scopes.length} scopes`,
        scopes.includes("mail.send") && "sends mail",
        scopes.includes("api_keys.create") && "makes further API keys",
      ),
    };
  },
};
