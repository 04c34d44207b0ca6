import type { Deployment, Reference } from "../types.ts";

/** GitLab's runner reads AWS Secrets Manager (from 18.3) and Vault by itself, with the job's own identity. */
export const gitlabCi: Deployment = {
  id: "gitlab-ci",
  title: "GitLab CI",
  aliases: ["gitlab"],
  comment: "#",
  write: ({ variable, reference }) => ({
    fileName: ".gitlab-ci.yml",
    dependencies:
      reference.store === "env"
        ? [`glab variable set ${variable} --masked --protected < /dev/stdin # or Settings > CI/CD > Variables, masked and protected`]
        : [],
    text: job(reference, variable),
  }),
};

function job(reference: Reference, variable: string): string {
  switch (reference.store) {
    case "env":
      return `deploy:
  stage: deploy
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    # A protected, masked variable of the project: it is in the environment of this job, and masked in its log.
    - test -n "$${variable}" || { echo "${variable} is not set for this project" >&2; exit 1; }
    - ./deploy.sh
`;
    case "aws-sm":
      return `# The project's variables AWS_REGION and AWS_ROLE_ARN say where, and as which role. Needs GitLab Premium, runner 18.3.
deploy:
  stage: deploy
  id_tokens:
    AWS_ID_TOKEN:
      aud: https://sts.amazonaws.com
  secrets:
    ${variable}:
      aws_secrets_manager:
        secret_id: "${reference.secretId}"
${reference.jsonKey === undefined ? "" : `        field: "${reference.jsonKey}"\n`}      token: $AWS_ID_TOKEN
      file: false
  script:
    - ./deploy.sh
`;
    case "vault":
      return `# The project's variables VAULT_SERVER_URL and VAULT_AUTH_ROLE say where, and as which role. Needs GitLab Premium.
deploy:
  stage: deploy
  id_tokens:
    VAULT_ID_TOKEN:
      aud: https://vault.example.com
  secrets:
    ${variable}:
      vault:
        engine:
          name: kv-v2
          path: "${reference.mount}"
        path: "${reference.path}"
        field: "${reference.field}"
      token: $VAULT_ID_TOKEN
      file: false
  script:
    - ./deploy.sh
`;
    case "conjur":
      return conjurJob(reference, variable);
  }
}

/** GitLab has no keyword for Conjur: the job logs in with its own token (authn-jwt). */
function conjurJob(reference: Reference & { store: "conjur" }, variable: string): string {
  const account = reference.account ?? "$CONJUR_ACCOUNT";
  return `# The project's variables CONJUR_APPLIANCE_URL, ${reference.account === undefined ? "CONJUR_ACCOUNT, " : ""}CONJUR_AUTHN_JWT_SERVICE say where. GitLab masks no value that a job fetches.
deploy:
  stage: deploy
  image: alpine:3
  id_tokens:
    CONJUR_ID_TOKEN:
      aud: https://conjur.example.com
  script:
    - apk add --no-cache curl
    - |
      token=$(printf 'jwt=%s' "$CONJUR_ID_TOKEN" | curl --fail --silent --show-error --header 'Accept-Encoding: base64' \\
        --data @- "$CONJUR_APPLIANCE_URL/authn-jwt/$CONJUR_AUTHN_JWT_SERVICE/${account}/authenticate")
      ${variable}=$(printf 'header = "Authorization: Token token=\\\\"%s\\\\""\\n' "$token" | curl --fail --silent --show-error --config - \\
        "$CONJUR_APPLIANCE_URL/secrets/${account}/variable/${encodeURIComponent(reference.variable)}")
      export ${variable}
      ./deploy.sh
`;
}
