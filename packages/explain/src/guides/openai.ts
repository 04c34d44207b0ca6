import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: [
    "GET https://api.openai.com/v1/organization/projects/{p}/api_keys with an admin key: last_used_at. Look before you check the leaked one",
    "GET https://api.openai.com/v1/organization/audit_logs: actor.session.ip_address, actor.api_key.id",
    "GET https://api.openai.com/v1/organization/usage/completions?group_by=api_key_id: what each key used",
  ],
};

export const apiKey: Guide = {
  kinds: ["openai-api-key"],
  name: "OpenAI API key",
  purpose: "Calls OpenAI's models on the bill of one project.",
  uses: [
    "Authentication of programs at the API",
    "Chat, embeddings, files, fine-tuning and assistants",
    "Access control: permissions of the key, limits of its project",
  ],
  made: {
    steps: [
      "platform.openai.com/api-keys > Create new secret key",
      "For a service: POST https://api.openai.com/v1/organization/projects/{p}/service_accounts with an admin key",
    ],
    scopes: "All, restricted or read-only, within one project.",
    expiry: "None.",
  },
  places: ["OPENAI_API_KEY in .env files", "notebooks", "code that runs in the browser, where it is public"],
  acts: [
    { does: "Run models at the owner's cost, or sell the access", harm: "financial loss", severity: "high" },
    { does: "Read files, fine-tuning data, threads and stored responses of the project", harm: "data breach", severity: "high" },
    { does: "Use up the rate limits: your product stops", harm: "unauthorised access", severity: "medium" },
    { does: "Break the provider's rules in your name: the account may be closed", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "console",
    steps: [
      "A person's key: platform.openai.com/api-keys > Create new secret key",
      "Put it into your secret store, switch the users, delete the old one",
      "A service account's key can be made by API: POST https://api.openai.com/v1/organization/projects/{p}/service_accounts",
    ],
    note: "Keys that belong to a person cannot be made by API.",
  },
  revoke: {
    way: "api",
    steps: [
      "DELETE https://api.openai.com/v1/organization/projects/{p}/api_keys/{id} with an admin key",
      "or platform.openai.com/api-keys > Revoke",
    ],
    note: "It cannot be undone.",
  },
  overlap: { is: "yes", how: "A project has many keys." },
  stops: ["Programs with that key"],
  narrow: "A project with a monthly limit for each product, restricted keys, service accounts in place of people's keys.",
  links: [
    "https://platform.openai.com/docs/api-reference/authentication",
    "https://platform.openai.com/docs/api-reference/project-api-keys",
  ],
};

export const adminKey: Guide = {
  kinds: ["openai-admin-key"],
  name: "OpenAI admin key",
  purpose: "Manages an OpenAI organisation: people, projects, keys, logs. It calls no model.",
  uses: ["Authentication at the administration API", "Provisioning of projects and keys", "Access control: whole organisation"],
  made: {
    steps: [
      "platform.openai.com/settings/organization/admin-keys > Create",
      "or POST https://api.openai.com/v1/organization/admin_api_keys",
    ],
    scopes: "The whole organisation.",
    expiry: "None.",
  },
  places: ["OPENAI_ADMIN_KEY in .env files", "Terraform and provisioning scripts"],
  acts: [
    { does: "Invite people and make service-account keys to stay", harm: "unauthorised access", severity: "critical" },
    { does: "Run models on every project's bill with the keys it makes", harm: "financial loss", severity: "critical" },
    { does: "Read audit logs and the list of people", harm: "data breach", severity: "high" },
    { does: "Delete keys: your products stop", harm: "loss of reputation", severity: "high" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "api",
    steps: ["POST https://api.openai.com/v1/organization/admin_api_keys", "Switch the users", "DELETE …/admin_api_keys/{old id}"],
  },
  revoke: {
    way: "api",
    steps: ["DELETE https://api.openai.com/v1/organization/admin_api_keys/{id}, then check projects for keys that it made"],
    note: "It cannot be undone.",
  },
  overlap: { is: "yes", how: "Several admin keys are valid together." },
  stops: ["Provisioning and reports that use it"],
  narrow: "Few of them, in a secret store, for machines that nobody else uses.",
  links: ["https://platform.openai.com/docs/api-reference/admin-api-keys"],
};
