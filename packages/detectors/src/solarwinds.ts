import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{68}[A-Z][a-z]7", seed);

export const solarwindsObservabilityToken: Detector = {
  id: "solarwinds-observability-token",
  title: "SolarWinds Observability API token",
  provider: "solarwinds",
  category: "monitoring",
  severity: "medium",
  opens: "Sends telemetry, or with full access reads and changes what the organisation monitors.",
  keywords: ["solarwinds", "solar_winds", "sw_apm_service", "swo_api"],
  pattern: named(
    "solar[_-]?winds|sw(?=_apm_service)|swo(?=_api)",
    "(?:(?:api|access|ingestion)?[_.-]?(?:token|key)|service[_.-]?key)",
    `${URL_MIXED}[A-Za-z0-9_-]{71}`,
  ),
  entropy: 4,
  confidence: 0.65,
  examples: [
    ...shown("SOLARWINDS_API_TOKEN", make),
    `solar_winds_api_token: ${make(30)}\n`,
    `SW_APM_SERVICE_KEY=${make(13)}:my-service\n`,
    `SWO_API_TOKEN=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SOLARWINDS_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `solarwinds checksum ${make(21)}`,
  ],
  references: ["https://documentation.solarwinds.com/en/success_center/observability/content/settings/api-tokens.htm"],
  revoke: "SolarWinds Observability > Settings > API tokens > Delete",
};
