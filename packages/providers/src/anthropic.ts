import type { Provider, ValidityAnswer } from "@stanch/model";
import { at, sentence, textAt, unknown } from "./http/answers.ts";

export const anthropic: Provider = {
  id: "anthropic",
  detectors: ["anthropic-api-key", "anthropic-admin-key"],
  baseUrl: "https://api.anthropic.com",
  async checkValidity({ secret }, { http }): Promise<ValidityAnswer> {
    const admin = secret.reveal().startsWith("sk-ant-admin");
    const path = admin ? "/v1/organizations/me" : "/v1/models?limit=1";
    const answer = await http.get(path, { headers: { "x-api-key": secret, "anthropic-version": "2023-06-01" } });
    const type = textAt(answer.json, "error", "type");
    if (answer.status === 401 && type === "authentication_error")
      return { validity: "invalid", reason: "Anthropic refused the key (HTTP 401)" };
    // Only a key can be «not found» here, the path exists. Such a key was switched off and can be switched on again.
    if (answer.status === 404 && type === "not_found_error")
      return { validity: "invalid", reason: "Anthropic: the key is disabled (HTTP 404)" };
    const organization = answer.headers["anthropic-organization-id"];
    const owner = organization !== undefined && `organisation ${organization}`;
    if (answer.status === 403 && type === "permission_error") return { validity: "valid", impact: sentence(owner, "a restricted key") };
    if (answer.status !== 200) return unknown(answer);
    if (admin) {
      const name = textAt(answer.json, "name");
      if (textAt(answer.json, "type") !== "organization") return unknown(answer);
      return { validity: "valid", impact: sentence(name === undefined ? owner : `organisation ${name}`, "administers it") };
    }
    if (!Array.isArray(at(answer.json, "data"))) return unknown(answer);
    return { validity: "valid", impact: sentence(owner, "may use its models") };
  },
};
