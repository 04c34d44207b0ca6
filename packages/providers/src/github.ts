import type { HttpAnswer, Provider, ValidityAnswer } from "@stanch/model";
import { at, sentence, textAt, unknown } from "./http/answers.ts";

// Refresh tokens (ghr_) are left out: the only call that takes one uses it up.
export const github: Provider = {
  id: "github",
  detectors: [
    "github-personal-access-token",
    "github-fine-grained-personal-access-token",
    "github-oauth-access-token",
    "github-app-user-token",
    "github-app-installation-token",
  ],
  baseUrl: "https://api.github.com",
  async checkValidity({ secret }, { http }): Promise<ValidityAnswer> {
    const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };
    // An installation is nobody: /user refuses it, its list of repositories does not.
    const installation = secret.reveal().startsWith("ghs_");
    const path = installation ? "/installation/repositories?per_page=1" : "/user";
    const answer = await http.get(path, { bearer: secret, headers });
    if (answer.status === 401 && textAt(answer.json, "message") === "Bad credentials")
      return { validity: "invalid", reason: "GitHub answered «Bad credentials» (a GitHub Enterprise Server's token is unknown there)" };
    if (answer.status !== 200) return unknown(answer);
    return installation ? installationAnswer(answer) : userAnswer(answer);
  },
};

function installationAnswer(answer: HttpAnswer): ValidityAnswer {
  const count = at(answer.json, "total_count");
  if (typeof count !== "number") return unknown(answer);
  const example = textAt(answer.json, "repositories", 0, "full_name");
  return {
    validity: "valid",
    impact: sentence(`app installation with ${count} repositories`, example !== undefined && `such as ${example}`),
  };
}

function userAnswer(answer: HttpAnswer): ValidityAnswer {
  const login = textAt(answer.json, "login");
  if (login === undefined) return unknown(answer);
  // Fine-grained tokens and those of apps have no scopes to show; an empty header is a token without any.
  const scopes = answer.headers["x-oauth-scopes"];
  const expiry = answer.headers["github-authentication-token-expiration"];
  return {
    validity: "valid",
    impact: sentence(
      `acts as ${login}`,
      at(answer.json, "site_admin") === true && "a site administrator",
      scopes !== undefined &&
        (scopes.trim() === ""
          ? "no scopes"
          : `scopes ${scopes
              .trim()
              .split(/[\s,]+/)
              .join(" ")}`),
      /\badmin:(?:org|enterprise)\b/.test(scopes ?? "") && "may administer organisations",
      expiry !== undefined && `expires ${expiry}`,
    ),
  };
}
