import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const terraform: Provider = provider({
  id: "terraform",
  name: "HCP Terraform",
  baseUrl: "https://app.terraform.io",
  checks: [
    {
      detectors: ["terraform-cloud-token"],
      instances: true,
      get: "/api/v2/account/details",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.attributes.username}", "{data.attributes.email}"],
      reference: "https://developer.hashicorp.com/terraform/cloud-docs/api-docs/account",
      answers: {
        valid: { body: { data: { id: "user-1", attributes: { username: "alice", email: "alice@example.com" } } } },
        invalid: { status: 401, body: { errors: [{ status: "401", title: "unauthorized" }] } },
      },
    },
  ],
});
