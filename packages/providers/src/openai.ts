import type { HttpAnswer, Provider, ValidityAnswer } from "@stanch/model";
import { sentence, textAt, unknown } from "./http/answers.ts";

export const openai: Provider = {
  id: "openai",
  detectors: ["openai-api-key", "openai-admin-key"],
  baseUrl: "https://api.openai.com",
  async checkValidity({ secret }, { http }): Promise<ValidityAnswer> {
    const admin = secret.reveal().startsWith("sk-admin-");
    const path = admin ? "/v1/organization/admin_api_keys?limit=1" : "/v1/models";
    const answer = await http.get(path, { bearer: secret });
    const code = textAt(answer.json, "error", "code");
    if (answer.status === 401 && code === "invalid_api_key") return { validity: "invalid", reason: "OpenAI answered invalid_api_key" };
    const lacksRight = /missing scopes|insufficient permissions/i.test(textAt(answer.json, "error", "message") ?? "");
    // Known, but restricted to other calls. Other refusals (country, address, membership) say nothing of the key.
    if ((answer.status === 401 || answer.status === 403) && lacksRight)
      return { validity: "valid", impact: sentence(...owner(answer), "a restricted key") };
    // The list may be longer than what is read of it: its beginning is enough.
    if (answer.status !== 200 || !/^\s*\{\s*"object"\s*:\s*"list"/.test(answer.text)) return unknown(answer);
    return { validity: "valid", impact: sentence(...owner(answer), admin ? "administers the organisation" : "may use its models") };
  },
};

function owner({ headers }: HttpAnswer): readonly (string | false)[] {
  const organization = headers["openai-organization"];
  const project = headers["openai-project"];
  return [organization !== undefined && `organisation ${organization}`, project !== undefined && `project ${project}`];
}
