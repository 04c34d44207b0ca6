import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { hostLike } from "./hosts.ts";
import { sentence, textAt } from "./http/answers.ts";

export const gitea: Provider = provider({
  id: "gitea",
  name: "Gitea",
  baseUrl: "https://gitea.invalid",
  checks: [
    // An address that only stands near may be anybody's: two public servers are known, others are named by their owner.
    {
      detectors: ["gitea-access-token"],
      host: hostLike("host", /^(?:gitea\.com|codeberg\.org)$/, "https://gitea.com or codeberg.org"),
      get: "/api/v1/user",
      auth: { authorization: "token {secret}" },
      valid: "login",
      impact: (answer) => sentence(`acts as ${textAt(answer.json, "login") ?? "?"}`, when(answer, "is_admin", "an administrator")),
      invalid: { status: 401, body: /"message"/ },
      limited: { status: 403, body: /required scope/i },
      reference: "https://docs.gitea.com/api/#tag/user/operation/userGetCurrent",
      answers: {
        beside: "https://codeberg.org",
        valid: { body: { id: 1, login: "alice", is_admin: true } },
        invalid: { status: 401, body: { message: "invalid username, password or token" } },
        limited: { status: 403, body: { message: "token does not have at least one of required scope(s): [read:user]" } },
      },
    },
  ],
});
