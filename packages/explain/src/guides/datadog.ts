import type { Ability, Guide } from "../guide.ts";

const MISUSE: Ability = {
  way: "api",
  steps: ["GET https://api.{site}/api/v2/audit/events: timestamp, evt.name, usr, network.client.ip, metadata.api_key"],
  note: "The site must be the right one (US1, US3, US5, EU1, AP1, AP2, government): each has its own address.",
};

export const applicationKey: Guide = {
  kinds: ["datadog-application-key"],
  name: "Datadog application key",
  purpose: "Reads and changes what is in Datadog, as the person who made it; used with an API key.",
  uses: [
    "Authentication of scripts and Terraform at Datadog's API",
    "Dashboards, monitors, logs and metrics",
    "Access control: scopes of the key, rights of its owner",
  ],
  made: {
    steps: [
      "Organization settings > Application keys > New key",
      "or POST https://api.{site}/api/v2/current_user/application_keys; the value is answered once",
    ],
    scopes: "All rights of its owner, or chosen scopes.",
    expiry: "None.",
  },
  places: ["DD_APP_KEY and DATADOG_APP_KEY in .env files", "Terraform variables"],
  acts: [
    { does: "Read logs and traces, with the personal data and secrets in them", harm: "data breach", severity: "critical" },
    { does: "Silence monitors before an attack", harm: "unauthorised access", severity: "high" },
    { does: "Make further keys and integrations", harm: "unauthorised access", severity: "high" },
    { does: "Show the inside of your systems to others", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "api",
    steps: [
      "POST https://api.{site}/api/v2/current_user/application_keys with scopes",
      "Switch the users",
      "DELETE https://api.{site}/api/v2/application_keys/{old id}",
    ],
  },
  revoke: { way: "api", steps: ["DELETE https://api.{site}/api/v2/application_keys/{id}"], note: "It cannot be undone." },
  overlap: { is: "yes", how: "Several keys are valid together." },
  stops: ["Scripts and Terraform with that key"],
  narrow: "Scopes on the key; a service account as its owner.",
  links: ["https://docs.datadoghq.com/api/latest/key-management/"],
};

export const apiKey: Guide = {
  kinds: ["datadog-api-key"],
  name: "Datadog API key",
  purpose: "Sends metrics, logs and traces to a Datadog organisation; with an application key it is half of a sign-in.",
  uses: ["Authentication of agents and libraries", "Sending of telemetry", "Access control: the organisation; reads nothing by itself"],
  made: {
    steps: ["Organization settings > API keys > New key", "or POST https://api.{site}/api/v2/api_keys"],
    scopes: "Writing of telemetry.",
    expiry: "None.",
  },
  places: ["DD_API_KEY in .env files, Helm values and task definitions", "datadog.yaml of agents"],
  acts: [
    { does: "Send false metrics and logs: alarms cry or stay still", harm: "unauthorised access", severity: "medium" },
    { does: "Send so much that the bill grows", harm: "financial loss", severity: "high" },
    { does: "Hide an attack in noise", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: MISUSE,
  rotate: {
    way: "api",
    steps: ["POST https://api.{site}/api/v2/api_keys", "Roll it out to the agents", "DELETE https://api.{site}/api/v2/api_keys/{old id}"],
    note: "The number of keys of an organisation is limited.",
  },
  revoke: { way: "api", steps: ["DELETE https://api.{site}/api/v2/api_keys/{id}"], note: "It cannot be undone." },
  overlap: { is: "yes", how: "Several keys are valid together." },
  stops: ["Agents and libraries with that key: telemetry is lost until they have the new one"],
  narrow: "One key a team or cluster, so that one can be ended alone.",
  links: ["https://docs.datadoghq.com/account_management/api-app-keys/"],
};
