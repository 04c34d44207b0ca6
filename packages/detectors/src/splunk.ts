import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { UUID, named, shown, unlike } from "./_token.ts";

const hecToken = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const splunkHecToken: Detector = {
  id: "splunk-hec-token",
  title: "Splunk HTTP Event Collector token",
  provider: "splunk",
  category: "monitoring",
  severity: "medium",
  opens: "Writes events into the indexes that it may, so it can plant false logs; it reads none.",
  keywords: ["splunk", "hec_token", "hectoken", "hec-token"],
  pattern: named(
    "splunk|hec(?=[_-]?token)|authorization",
    String.raw`(?:hec[_.-]?token|(?:access|auth|event[_.-]?collector)?[_.-]?token|authorization["'\x60]{0,2}[ \t]{0,2}:[ \t]{0,2}["'\x60]?splunk)`,
    UUID,
  ),
  entropy: 3.0,
  confidence: 0.75,
  examples: [
    ...shown("SPLUNK_HEC_TOKEN", hecToken),
    `hec-token: ${hecToken(32)}\n`,
    `curl https://splunk.acme.io:8088/services/collector -H "Authorization: Splunk ${hecToken(13)}" -d @event.json`,
    `hec_token: ${hecToken(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SPLUNK_HEC_TOKEN", "", hecToken),
    `BACKUP_KEY=${hecToken(20)}\n`, // nothing names the provider
    `splunk checksum ${hecToken(21)}`,
    `splunk_session_id = ${hecToken(22)}`,
  ],
  references: ["https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/10.0/get-data-with-http-event-collector"],
  revoke: "Splunk > Settings > Data inputs > HTTP Event Collector > Delete",
};

const observabilityToken = (seed: number): string => fake("[A-Za-z0-9_-]{19}[A-Z][a-z]7", seed);

export const splunkObservabilityToken: Detector = {
  id: "splunk-observability-token",
  title: "Splunk Observability Cloud access token",
  provider: "splunk",
  category: "monitoring",
  severity: "medium",
  opens: "Sends metrics and traces of the organisation or, with the API permission, reads and changes its dashboards and detectors.",
  keywords: ["splunk", "signalfx", "sfx_token", "x-sf-token"],
  pattern: named(
    "splunk|signalfx|sfx|sf(?=x?_token)|x-sf",
    "(?:(?:access|auth|api|observability|o11y|org|realm)?[_.-]?token)",
    `${URL_MIXED}[A-Za-z0-9_-]{22}`,
  ),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("SPLUNK_ACCESS_TOKEN", observabilityToken),
    `SIGNALFX_ACCESS_TOKEN=${observabilityToken(13)}\n`,
    `curl -H "X-SF-Token: ${observabilityToken(14)}" https://api.us1.signalfx.com/v2/organization`,
    `SFX_TOKEN=${observabilityToken(15)}\n`,
  ],
  counterExamples: [
    ...unlike("SPLUNK_ACCESS_TOKEN", "", observabilityToken),
    `BACKUP_KEY=${observabilityToken(20)}\n`, // nothing names the provider
    `splunk checksum ${observabilityToken(21)}`,
  ],
  references: ["https://docs.splunk.com/observability/en/admin/authentication/authentication-tokens/org-tokens.html"],
  revoke: "Splunk Observability > Settings > Access tokens > Disable or rotate",
  lifetime: "30 days to 18 years, 1 year unless set",
};
