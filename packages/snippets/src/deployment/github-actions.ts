import type { Deployment, Reference } from "../types.ts";

/** No secret in the workflow: for a store the job proves who it is by OpenID Connect, and holds no long-lived key. */
export const githubActions: Deployment = {
  id: "github-actions",
  title: "GitHub Actions",
  aliases: ["github", "gha"],
  comment: "#",
  write({ variable, reference }) {
    const isEnv = reference.store === "env";
    return {
      fileName: ".github/workflows/deploy.yml",
      dependencies: isEnv ? [`printenv ${reference.variable} | gh secret set ${variable}`] : [],
      text: `name: deploy
on:
  push:
    branches: [main]
permissions:
  contents: read
${isEnv ? "" : "  id-token: write # the job's own identity, for the log-in below\n"}jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${steps(reference, variable)}      - name: Deploy
        run: ./deploy.sh
${isEnv ? `        env:\n          ${variable}: \${{ secrets.${variable} }}\n` : ""}`,
    };
  },
};

/** Steps that set the variable for the ones after them, masked in the log. */
function steps(reference: Reference, variable: string): string {
  switch (reference.store) {
    case "env":
      return "";
    case "aws-sm":
      return awsSteps(reference, variable);
    case "vault":
      return `      - uses: hashicorp/vault-action@v3
        with:
          url: \${{ vars.VAULT_ADDR }}
          method: jwt
          role: \${{ vars.VAULT_ROLE }}
          secrets: |
            ${reference.mount}/data/${reference.path} ${reference.field} | ${variable}
`;
    case "conjur":
      return `      - uses: cyberark/conjur-action@v2.0.11
        with:
          url: \${{ vars.CONJUR_APPLIANCE_URL }}
          account: ${reference.account ?? "${{ vars.CONJUR_ACCOUNT }}"}
          authn_id: \${{ vars.CONJUR_AUTHN_ID }}
          secrets: ${reference.variable}|${variable}
`;
  }
}

/** With parse-json-secrets the action names the variable itself: the alias, an underscore and the key in capitals. */
function awsSteps(reference: Reference & { store: "aws-sm" }, variable: string): string {
  const login = `      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: \${{ vars.AWS_ROLE_ARN }}
          aws-region: \${{ vars.AWS_REGION }}
      - uses: aws-actions/aws-secretsmanager-get-secrets@v2
        with:
          secret-ids: |
            ${reference.jsonKey === undefined ? variable : `${variable}_JSON`}, ${reference.secretId}
`;
  if (reference.jsonKey === undefined) return login;
  return `${login}      - name: Take one key of the secret
        run: |
          value=$(printenv ${variable}_JSON | jq -er '.["${reference.jsonKey}"]')
          echo "::add-mask::$value"
          echo "${variable}=$value" >> "$GITHUB_ENV"
`;
}
