import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const gitlab: Provider = provider({
  id: "gitlab",
  name: "GitLab",
  baseUrl: "https://gitlab.com",
  checks: [
    {
      detectors: ["gitlab-personal-access-token"],
      instances: true,
      get: "/api/v4/personal_access_tokens/self",
      auth: { "private-token": "{secret}" },
      valid: "id",
      impact: ["named {name}", "user {user_id}", "scopes {scopes}", "expires {expires_at}"],
      limited: { status: 403, body: /insufficient_scope/ },
      reference: "https://docs.gitlab.com/api/personal_access_tokens/",
      answers: {
        valid: { body: { id: 1, name: "ci", user_id: 2, scopes: ["api"], active: true, expires_at: "2027-01-01" } },
        invalid: { status: 401, body: { message: "401 Unauthorized" } },
        limited: { status: 403, body: { error: "insufficient_scope", scope: "api read_api" } },
      },
    },
    {
      detectors: ["gitlab-ci-job-token"],
      instances: true,
      get: "/api/v4/job",
      auth: { "job-token": "{secret}" },
      valid: "id",
      impact: ["job {name}", "started by {user.username}"],
      reference: "https://docs.gitlab.com/api/jobs/#get-job-tokens-job",
      answers: {
        valid: { body: { id: 1, name: "build", user: { username: "alice" } } },
        invalid: { status: 401, body: { message: "401 Unauthorized" } },
      },
    },
    // The runner counts as seen by it.
    {
      detectors: ["gitlab-runner-authentication-token"],
      acts: true,
      instances: true,
      post: "/api/v4/runners/verify",
      form: { token: "{secret}" },
      valid: "id",
      impact: ["runner {id}"],
      invalid: { status: 403, body: /403 Forbidden/ },
      reference: "https://docs.gitlab.com/api/runners/#verify-authentication-for-a-registered-runner",
      answers: { valid: { body: { id: 1, token_expires_at: null } }, invalid: { status: 403, body: { message: "403 Forbidden" } } },
    },
  ],
});
