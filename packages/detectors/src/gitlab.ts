import { type Detector, type Rule, crc32, fake } from "@stanch/model";
import { altered, alone, sent, shown, unlike } from "./_token.ts";

const REFERENCES = ["https://docs.gitlab.com/security/tokens/"];
const CRC = 7;

/** Routable form: base64url payload, version, length of the payload and CRC-32 of all before it, both in base 36. */
function isRoutable(secret: string): boolean {
  const before = secret.slice(0, -CRC);
  const payload = /^(?:[A-Za-z0-9_]{1,20}-)?gl[a-z]{1,10}-(?:t[1-3]_)?([A-Za-z0-9_-]{27,300})\.01\.([0-9a-z]{2})$/.exec(before);
  return (
    payload?.[1]?.length === Number.parseInt(payload?.[2] ?? "", 36) && crc32(before).toString(36).padStart(CRC, "0") === secret.slice(-CRC)
  );
}
const CHECKSUM = { name: "length and CRC-32 in base 36", verify: isRoutable };
const ROUTABLE = String.raw`[A-Za-z0-9_-]{27,300}\.01\.[0-9a-z]{9}`;

const routable = (prefix: string): Rule => ({
  id: "routable",
  prefixes: [prefix],
  // A self-managed instance may put its own word before the prefix; the checksum covers it.
  pattern: new RegExp(`(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_]{1,20}-)?${prefix}${ROUTABLE}(?![A-Za-z0-9_-])`),
  window: { before: 32, after: 340 },
  checksum: CHECKSUM,
});
const plain = (prefix: string, body: string): Rule => ({
  prefixes: [prefix],
  // A dot and a version after it is the routable form.
  pattern: new RegExp(`(?<![A-Za-z0-9_])${prefix}${body}(?![A-Za-z0-9_-]|\\.01\\.)`),
  entropy: 3,
  confidence: 0.9,
});

const body =
  (prefix: string, count: number) =>
  (seed: number): string =>
    fake(`${prefix}[A-Za-z0-9_-]{${count - 1}}[A-Za-z0-9]`, seed);
const routed =
  (prefix: string) =>
  (seed: number): string => {
    const before = `${fake(`${prefix}[A-Za-z0-9_-]{50}[A-Za-z0-9]`, seed)}.01.1f`;
    return before + crc32(before).toString(36).padStart(CRC, "0");
  };

export const gitlabPersonalAccessToken: Detector = {
  id: "gitlab-personal-access-token",
  title: "GitLab personal, project or group access token",
  provider: "gitlab",
  category: "vcs",
  severity: "critical",
  opens: "Acts as its owner on every project that the owner reaches, within the token's scopes: reads and pushes code, starts pipelines.",
  rules: [plain("glpat-", "[A-Za-z0-9_-]{20}"), routable("glpat-")],
  examples: [
    ...shown("GITLAB_TOKEN", body("glpat-", 20)),
    ...shown("GITLAB_TOKEN", routed("glpat-")),
    `curl --header "PRIVATE-TOKEN: ${body("glpat-", 20)(13)}" https://gitlab.example.com/api/v4/user`,
    `git clone https://oauth2:${routed("glpat-")(14)}@gitlab.com/acme/app.git`,
    `TOKEN=${routed("acme-glpat-")(15)}\n`, // an instance's own prefix before GitLab's
  ],
  counterExamples: [
    ...unlike("GITLAB_TOKEN", "glpat-", body("glpat-", 20)),
    `GITLAB_TOKEN=${altered(routed("glpat-")(20))}`, // wrong checksum
    `GITLAB_TOKEN=${body("glpat-", 21)(21)}`,
    `glpat-rotation job: ${fake("[0-9a-f]{40}", 22)}`,
    `GITLAB_TOKEN=glpat-your-token-goes-here`,
  ],
  references: [...REFERENCES, "https://docs.gitlab.com/user/profile/personal_access_tokens/"],
  revoke: "DELETE https://{host}/api/v4/personal_access_tokens/self with the token in PRIVATE-TOKEN",
};

export const gitlabDeployToken: Detector = {
  id: "gitlab-deploy-token",
  title: "GitLab deploy token",
  provider: "gitlab",
  category: "vcs",
  severity: "high",
  opens: "Clones the project's code and reads, or also writes, its packages and container images.",
  ...plain("gldt-", "[A-Za-z0-9_-]{20}"),
  examples: [
    ...shown("CI_DEPLOY_PASSWORD", body("gldt-", 20)),
    `docker login -u gitlab+deploy-token-1 -p ${body("gldt-", 20)(13)} registry.gitlab.com`,
  ],
  counterExamples: [
    ...unlike("CI_DEPLOY_PASSWORD", "gldt-", body("gldt-", 20)),
    `password: ${body("gldt-", 25)(20)}`,
    `gldt-notes ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "DELETE https://{host}/api/v4/projects/{id}/deploy_tokens/{token_id}",
};

export const gitlabRunnerToken: Detector = {
  id: "gitlab-runner-authentication-token",
  title: "GitLab runner authentication token",
  provider: "gitlab",
  category: "ci",
  severity: "high",
  opens: "Poses as the runner: takes its jobs with their code, variables and secrets.",
  rules: [
    plain("glrt-", "(?:t[1-3]_)?[A-Za-z0-9_-]{20}"),
    routable("glrt-"),
    { ...plain("glrtr-", "[A-Za-z0-9_-]{20}"), id: "registered" },
  ],
  examples: [
    ...shown("RUNNER_TOKEN", body("glrt-", 20)),
    `[[runners]]\n  url = "https://gitlab.com/"\n  token = "${body("glrt-t1_", 20)(13)}"\n`,
    `[[runners]]\n  token = "${routed("glrt-t3_")(14)}"\n`,
    `gitlab-runner register --token ${body("glrtr-", 20)(15)}`,
  ],
  counterExamples: [
    ...unlike("RUNNER_TOKEN", "glrt-", body("glrt-", 20)),
    `token = "${altered(routed("glrt-")(20))}"`,
    `token = "${body("glrt-", 23)(21)}"`,
  ],
  references: REFERENCES,
  revoke: "POST https://{host}/api/v4/runners/reset_authentication_token with the token",
};

export const gitlabRunnerRegistrationToken: Detector = {
  id: "gitlab-runner-registration-token",
  title: "GitLab runner registration token",
  provider: "gitlab",
  category: "ci",
  severity: "high",
  opens: "Registers a runner of one's own, which then gets the project's jobs with their code and variables.",
  ...plain("GR1348941", "[A-Za-z0-9_-]{20}"),
  examples: [
    ...shown("REGISTRATION_TOKEN", body("GR1348941", 20)),
    `gitlab-runner register --registration-token ${body("GR1348941", 20)(13)} --executor docker`,
  ],
  counterExamples: [
    ...unlike("REGISTRATION_TOKEN", "GR1348941", body("GR1348941", 20)),
    `part number GR1348941-B`,
    `token: ${body("gr1348941", 20)(20)}`, // the prefix is upper case
  ],
  references: REFERENCES,
  revoke: "POST https://{host}/api/v4/projects/{id}/runners/reset_registration_token",
};

export const gitlabTriggerToken: Detector = {
  id: "gitlab-pipeline-trigger-token",
  title: "GitLab pipeline trigger token",
  provider: "gitlab",
  category: "ci",
  severity: "medium",
  opens: "Starts the project's pipelines with chosen variables, as the person who made the token.",
  prefixes: ["glptt-"],
  pattern: alone("glptt-[0-9a-f]{40}"),
  confidence: 0.95,
  examples: [
    ...shown("TRIGGER_TOKEN", (seed) => fake("glptt-[0-9a-f]{40}", seed)),
    `curl -X POST -F token=${fake("glptt-[0-9a-f]{40}", 13)} -F ref=main https://gitlab.com/api/v4/projects/1/trigger/pipeline`,
  ],
  counterExamples: [
    ...unlike("TRIGGER_TOKEN", "glptt-", (seed) => fake("glptt-[0-9a-f]{40}", seed)),
    `token=${fake("glptt-[g-z]{40}", 20)}`,
    `token=${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "DELETE https://{host}/api/v4/projects/{id}/triggers/{trigger_id}",
};

export const gitlabJobToken: Detector = {
  id: "gitlab-ci-job-token",
  title: "GitLab CI/CD job token",
  provider: "gitlab",
  category: "ci",
  severity: "low",
  opens: "Reads what the job may read, but only while the job runs: in a file or log it has mostly ended.",
  ...plain("glcbt-", "[0-9a-zA-Z]{1,5}_[A-Za-z0-9_-]{20}"),
  examples: [
    ...shown("CI_JOB_TOKEN", body("glcbt-64_", 20)),
    `https://gitlab-ci-token:${body("glcbt-1a_", 20)(13)}@gitlab.com/acme/app.git`,
  ],
  counterExamples: [
    ...unlike("CI_JOB_TOKEN", "glcbt-64_", body("glcbt-64_", 20)),
    `CI_JOB_TOKEN=${fake("glcbt-[A-Za-z0-9]{18}", 20)}`,
    `glcbt-64_ is the form of a job token`,
  ],
  references: REFERENCES,
  revoke: "It ends with its job: cancel the job",
};

export const gitlabAgentToken: Detector = {
  id: "gitlab-kubernetes-agent-token",
  title: "GitLab agent for Kubernetes token",
  provider: "gitlab",
  category: "cloud",
  severity: "high",
  opens: "Poses as the cluster's agent: reads its configuration projects and receives what is sent to the cluster.",
  ...plain("glagent-", "[A-Za-z0-9_-]{50}"),
  examples: [
    ...shown("AGENT_TOKEN", body("glagent-", 50)),
    `helm upgrade --install agent gitlab/gitlab-agent --set config.token=${body("glagent-", 50)(13)}`,
  ],
  counterExamples: [
    ...unlike("AGENT_TOKEN", "glagent-", body("glagent-", 50)),
    `config.token=${body("glagent-", 60)(20)}`,
    `kubectl logs glagent-${fake("[a-z0-9]{10}-[a-z0-9]{5}", 21)}`, // a pod
  ],
  references: REFERENCES,
  revoke: "DELETE https://{host}/api/v4/projects/{id}/cluster_agents/{agent_id}/tokens/{token_id}",
};

export const gitlabOauthSecret: Detector = {
  id: "gitlab-oauth-application-secret",
  title: "GitLab OAuth application secret",
  provider: "gitlab",
  category: "vcs",
  severity: "high",
  opens: "Poses as the application: trades its users' codes and refresh tokens for access tokens.",
  ...plain("gloas-", "[A-Za-z0-9_-]{64}"),
  examples: [
    ...shown("GITLAB_CLIENT_SECRET", body("gloas-", 64)),
    `gitlab:\n  app_id: ${fake("[0-9a-f]{64}", 13)}\n  app_secret: ${body("gloas-", 64)(14)}\n`,
  ],
  counterExamples: [
    ...unlike("GITLAB_CLIENT_SECRET", "gloas-", body("gloas-", 64)),
    `app_id: ${fake("[0-9a-f]{64}", 20)}`,
    `secret: ${body("gloas-", 70)(21)}`,
  ],
  references: REFERENCES,
  revoke: "User settings > Applications > the application > Renew secret, or POST /api/v4/applications/{id}/renew-secret",
};

export const gitlabScimToken: Detector = {
  id: "gitlab-scim-token",
  title: "GitLab SCIM token",
  provider: "gitlab",
  category: "identity",
  severity: "high",
  opens: "Adds, changes and removes the group's members.",
  ...plain("glsoat-", "[A-Za-z0-9_-]{20}"),
  examples: [...shown("GITLAB_SCIM_TOKEN", body("glsoat-", 20)), ...sent(body("glsoat-", 20))],
  counterExamples: [
    ...unlike("GITLAB_SCIM_TOKEN", "glsoat-", body("glsoat-", 20)),
    `token=${body("glsoat-", 30)(20)}`,
    `glsoat-notes: ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "Group > Settings > SAML SSO > Reset SCIM token",
};

export const gitlabFeedToken: Detector = {
  id: "gitlab-feed-token",
  title: "GitLab feed token",
  provider: "gitlab",
  category: "vcs",
  severity: "low",
  opens: "Reads the owner's activity and calendar feeds, with titles of private issues, and nothing else.",
  ...plain("glft-", "[A-Za-z0-9_-]{20}"),
  examples: [...shown("FEED_TOKEN", body("glft-", 20)), `https://gitlab.com/dashboard/projects.atom?feed_token=${body("glft-", 20)(13)}`],
  counterExamples: [
    ...unlike("FEED_TOKEN", "glft-", body("glft-", 20)),
    `feed_token=${body("glft-", 28)(20)}`,
    `feed_token=${fake("[A-Za-z0-9_-]{20}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "User settings > Access tokens > Feed token > reset",
};

export const gitlabMailToken: Detector = {
  id: "gitlab-incoming-mail-token",
  title: "GitLab incoming mail token",
  provider: "gitlab",
  category: "vcs",
  severity: "medium",
  opens: "Opens issues and merge requests by mail in the owner's name.",
  ...plain("glimt-", "[A-Za-z0-9_-]{25}"),
  examples: [
    ...shown("INCOMING_MAIL_TOKEN", body("glimt-", 25)),
    `incoming+acme-app-1-${body("glimt-", 25)(13)}-issue@incoming.gitlab.com`.replace("-issue@", "@"),
  ],
  counterExamples: [
    ...unlike("INCOMING_MAIL_TOKEN", "glimt-", body("glimt-", 25)),
    `token: ${body("glimt-", 40)(20)}`,
    `token: ${fake("[a-z0-9]{25}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "User settings > Access tokens > Incoming email token > reset",
};

export const gitlabFeatureFlagToken: Detector = {
  id: "gitlab-feature-flags-token",
  title: "GitLab feature flags client token",
  provider: "gitlab",
  category: "vcs",
  severity: "low",
  opens: "Reads the project's feature flags and nothing else.",
  ...plain("glffct-", "[A-Za-z0-9_-]{20}"),
  examples: [...shown("UNLEASH_INSTANCE_ID", body("glffct-", 20)), ...sent(body("glffct-", 20))],
  counterExamples: [
    ...unlike("UNLEASH_INSTANCE_ID", "glffct-", body("glffct-", 20)),
    `instanceId: "${body("glffct-", 32)(20)}"`,
    `glffct-notes: ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: REFERENCES,
  revoke: "Project > Deploy > Feature flags > Configure > regenerate the instance ID",
};

const cookie = (seed: number): string => fake("_gitlab_session=[0-9a-f]{32}", seed);
export const gitlabSessionCookie: Detector = {
  id: "gitlab-session-cookie",
  title: "GitLab session cookie",
  provider: "gitlab",
  category: "vcs",
  severity: "high",
  opens: "Acts as the user who signed in, past passwords and second factors, until the session ends.",
  prefixes: ["_gitlab_session="],
  pattern: /(?<![A-Za-z0-9])_gitlab_session=(?<secret>[0-9a-z]{32})(?![A-Za-z0-9_-])/,
  entropy: 3,
  confidence: 0.9,
  examples: [
    `Cookie: ${cookie(1)}; known_sign_in=x\n`,
    `curl -b "${cookie(2)}" https://gitlab.example.com/api/v4/user`,
    `set-cookie: ${cookie(3)}; path=/; secure; HttpOnly\n`,
  ],
  counterExamples: [
    `Cookie: _gitlab_session=\${SESSION}`,
    `Cookie: _gitlab_session=${"0".repeat(32)}`,
    `Cookie: ${cookie(20).slice(0, -1)}; path=/`,
    `_gitlab_session_${fake("[0-9a-f]{32}", 21)}=1`,
  ],
  references: REFERENCES,
  revoke: "https://gitlab.com/-/user_settings/active_sessions > Revoke",
  lifetime: "1 week without use, where the administrator has not set another time",
};

export const gitlabWorkspaceToken: Detector = {
  id: "gitlab-workspace-token",
  title: "GitLab workspace token",
  provider: "gitlab",
  category: "vcs",
  severity: "medium",
  opens: "Speaks for one workspace to the server; it ends with the workspace.",
  rules: [plain("glwt-", "[A-Za-z0-9_-]{20,64}"), routable("glwt-")],
  examples: [...shown("GITLAB_WORKSPACE_TOKEN", body("glwt-", 20)), ...shown("GITLAB_WORKSPACE_TOKEN", routed("glwt-"))],
  counterExamples: [
    ...unlike("GITLAB_WORKSPACE_TOKEN", "glwt-", body("glwt-", 20)),
    `GITLAB_WORKSPACE_TOKEN=${altered(routed("glwt-")(20))}`, // wrong checksum
    `glwt-rotation job: ${fake("[0-9a-f]{40}", 22)}`,
  ],
  references: REFERENCES,
  revoke: "Stop or terminate the workspace",
};
