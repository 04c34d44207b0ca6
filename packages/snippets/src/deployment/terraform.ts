import type { Deployment, Reference } from "../types.ts";
import { dashedNameOf, fileNameOf } from "./_store-command.ts";

interface Source {
  readonly provider?: string;
  readonly block: string;
  readonly expression: string;
}

/** Ephemeral values (Terraform 1.10) and write-only arguments (1.11): the secret is in no plan and no state. */
export const terraform: Deployment = {
  id: "terraform",
  title: "Terraform",
  aliases: ["tf", "opentofu"],
  comment: "#",
  write({ variable, reference }) {
    const name = fileNameOf(variable);
    const { provider, block, expression } = sourceOf(reference, name);
    return {
      fileName: "main.tf",
      dependencies: reference.store === "env" ? [`TF_VAR_${name}="$${variable}" terraform apply`] : ["terraform init", "terraform apply"],
      text: `terraform {
  required_version = ">= 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.87"
    }
${provider ?? ""}  }
}

${block}
# Whoever needs the value takes it by a write-only argument, which no state keeps. Raise the version when the value changes.
resource "aws_ssm_parameter" "${name}" {
  name             = "/app/${dashedNameOf(variable)}"
  type             = "SecureString"
  value_wo         = ${expression}
  value_wo_version = 1
}
`,
    };
  },
};

function sourceOf(reference: Reference, name: string): Source {
  switch (reference.store) {
    case "env":
      return {
        block: `# Given as TF_VAR_${name} in the environment of terraform.
variable "${name}" {
  type      = string
  sensitive = true
  ephemeral = true

  validation {
    condition     = var.${name} != ""
    error_message = "Set TF_VAR_${name}: the secret is empty."
  }
}
`,
        expression: `var.${name}`,
      };
    case "aws-sm":
      return {
        block: `ephemeral "aws_secretsmanager_secret_version" "${name}" {
  secret_id = "${reference.secretId}"
}
`,
        expression:
          reference.jsonKey === undefined
            ? `ephemeral.aws_secretsmanager_secret_version.${name}.secret_string`
            : `jsondecode(ephemeral.aws_secretsmanager_secret_version.${name}.secret_string)["${reference.jsonKey}"]`,
      };
    case "vault":
      return {
        provider: `    vault = {
      source  = "hashicorp/vault"
      version = ">= 5.0"
    }
`,
        block: `# Address and token come from VAULT_ADDR and VAULT_TOKEN.
ephemeral "vault_kv_secret_v2" "${name}" {
  mount = "${reference.mount}"
  name  = "${reference.path}"
}
`,
        expression: `tostring(ephemeral.vault_kv_secret_v2.${name}.data["${reference.field}"])`,
      };
    case "conjur":
      return {
        provider: `    conjur = {
      source  = "cyberark/conjur"
      version = ">= 0.6"
    }
`,
        block: `# Address and log-in come from the CONJUR_ variables. The provider has data sources only: this one's value IS in the state.
# Keep the state encrypted and readable to few, or hand the program its own Conjur identity instead.
data "conjur_secret" "${name}" {
  name = "${reference.variable}"
}
`,
        expression: `data.conjur_secret.${name}.value`,
      };
  }
}
