import type { HttpAnswer, Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

const VIEWER = { query: "{ viewer { id email admin } }" };
const REFUSED = { status: [200, 400, 401], body: /AUTHENTICATION_ERROR/ };
const REFERENCE = "https://linear.app/developers/graphql";
const impactOf = (answer: HttpAnswer): string =>
  sentence(
    `acts as ${textAt(answer.json, "data", "viewer", "email") ?? "?"}`,
    when(answer, "data.viewer.admin", "administers the workspace"),
  );
const ANSWERS = {
  valid: { body: { data: { viewer: { id: "1", email: "alice@example.com", admin: true } } } },
  invalid: {
    status: 401,
    body: { errors: [{ message: "Authentication required, not authenticated", extensions: { code: "AUTHENTICATION_ERROR" } }] },
  },
};

export const linear: Provider = provider({
  id: "linear",
  name: "Linear",
  baseUrl: "https://api.linear.app",
  checks: [
    {
      detectors: ["linear-api-key"],
      post: "/graphql",
      auth: { authorization: "{secret}" },
      json: VIEWER,
      valid: "data.viewer.id",
      impact: impactOf,
      invalid: REFUSED,
      reference: REFERENCE,
      answers: ANSWERS,
    },
    {
      detectors: ["linear-oauth-token"],
      post: "/graphql",
      auth: "bearer",
      json: VIEWER,
      valid: "data.viewer.id",
      impact: impactOf,
      invalid: REFUSED,
      reference: REFERENCE,
      answers: ANSWERS,
    },
  ],
});
