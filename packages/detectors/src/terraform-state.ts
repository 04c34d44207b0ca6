import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";

/** Attributes in which providers keep what they made: in state they stand in clear, whatever is marked sensitive. */
const ATTRIBUTE =
  "(?:\\w{0,40}_)?(?:password|passwd|secret|secret_string|secret_key|auth_token|access_token|api_token|api_key|bearer_token|client_secret|shared_key|primary_key|secondary_key|primary_access_key|secondary_access_key|connection_string|primary_connection_string|private_key|result|b64_std|hex|smtp_password|ses_smtp_password_v4|token)";

export const terraformStateSecret: Detector = {
  id: "terraform-state-secret",
  title: "Secret attribute in a Terraform state",
  provider: "terraform",
  category: "cloud",
  severity: "high",
  opens: "Whatever the resource protects: state holds passwords and keys in clear, also those marked sensitive.",
  // Names such as token stand in every JSON file, this only in state; it is required below.
  keywords: ['"sensitive_attributes"'],
  pattern: new RegExp(String.raw`"${ATTRIBUTE}"\s{0,4}:\s{0,4}"(?!-----BEGIN|eyJ|arn:|https?:)(?<secret>[^"\\\s]{8,1024})"`),
  window: { before: 4352, after: 4352 },
  confidence: 0.7,
  humanChosen: true,
  notSecret: [...NOT_PASSWORD, /^(?:\d+|[a-z]+(?:[-_][a-z]+)+|[\w.-]+\/[\w./-]+)$/],
  companions: [
    // A resource's instance says the version of its schema beside its attributes: that makes it a state file.
    { name: "schemaVersion", pattern: /"schema_version"\s{0,4}:\s{0,4}(?<value>\d{1,3})/, withinBytes: 4096, required: true },
    { name: "sensitiveAttributes", pattern: /"sensitive_attributes"\s{0,4}:\s{0,4}\[/, withinBytes: 4096, required: true },
  ],
  examples: [
    `{"mode":"managed","type":"aws_db_instance","instances":[{"schema_version":2,"attributes":{"username":"app","password":"${fake("[A-Za-z0-9]{20}", 1)}"},"sensitive_attributes":[]}]}`,
    `{\n  "type": "random_password",\n  "instances": [\n    {\n      "schema_version": 3,\n      "attributes": {\n        "length": 24,\n        "result": "${fake("[A-Za-z0-9]{24}", 2)}"\n      },\n      "sensitive_attributes": []\n    }\n  ]\n}`,
  ],
  counterExamples: [
    `{"password":"${fake("[A-Za-z0-9]{20}", 3)}"}`, // no state
    `{"schema_version":0,"attributes":{"name":"app","token":"arn:aws:iam::1:role/x"},"sensitive_attributes":[]}`,
    `{"schema_version":0,"attributes":{"name":"app","password":null},"sensitive_attributes":[]}`,
    `{"schema_version":0,"attributes":{"password":"\${var.password}"},"sensitive_attributes":[]}`,
  ],
  references: ["https://developer.hashicorp.com/terraform/language/manage-sensitive-data"],
  revoke: "Change the value with terraform apply -replace, and keep state in an encrypted backend, never in git",
};
