import type { Provider, ValidityAnswer } from "@stanch/model";
import { isPage, textAt, unknown } from "./http/answers.ts";

export const npm: Provider = {
  id: "npm",
  detectors: ["npm-access-token"],
  baseUrl: "https://registry.npmjs.org",
  async checkValidity({ secret }, { http }): Promise<ValidityAnswer> {
    const answer = await http.get("/-/whoami", { bearer: secret });
    if (answer.status === 401 && !isPage(answer)) return { validity: "invalid", reason: "the registry refused the token (HTTP 401)" };
    const username = textAt(answer.json, "username");
    if (answer.status !== 200 || username === undefined) return unknown(answer);
    return { validity: "valid", impact: `acts as ${username}` };
  },
};
