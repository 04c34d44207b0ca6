import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostSetFor } from "./hosts.ts";
import { at } from "./http/answers.ts";

export const sonar: Provider = provider({
  id: "sonar",
  name: "SonarQube",
  baseUrl: "https://sonarqube.invalid",
  checks: [
    // The owner's server is asked, or nobody: its tokens are unknown to SonarQube Cloud.
    {
      detectors: ["sonarqube-token"],
      host: hostSetFor("sonar"),
      get: "/api/authentication/validate",
      auth: "bearer",
      valid: ({ json }) => at(json, "valid") === true,
      impact: () => "reads and analyses projects",
      invalid: [{ status: 401 }, { status: 200, body: /"valid"\s*:\s*false/ }],
      reference: "https://docs.sonarsource.com/sonarqube-server/latest/extension-guide/web-api/",
      answers: { valid: { body: { valid: true } }, invalid: { body: { valid: false } } },
    },
  ],
});
