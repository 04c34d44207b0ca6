import { parseAllDocuments } from "yaml";

/** Where the catalogues' file formats keep the owner: Backstage, OpsLevel, Cortex, Datadog, Compass, and what people write. */
const OWNER_PATHS: readonly (readonly (string | number)[])[] = [
  ["spec", "owner"],
  ["service", "owner"],
  ["info", "x-cortex-owners", 0, "name"],
  ["metadata", "owner"],
  ["team"],
  ["dd-team"],
  ["ownerId"],
  ["owner"],
];

/**
 * The owner that a catalogue file names (`catalog-info.yaml`, `opslevel.yml`, `cortex.yaml`, `service.datadog.yaml`,
 * `compass.yml`): without Backstage's kind and namespace. undefined when there is none, or the file cannot be read.
 */
export function catalogueOwner(text: string): string | undefined {
  if (text.length > 1_000_000) return undefined;
  for (const document of parseAllDocuments(text)) {
    if (!("getIn" in document) || document.errors.length > 0) continue;
    for (const path of OWNER_PATHS) {
      const owner: unknown = document.getIn(path);
      if (typeof owner === "string" && owner.trim() !== "")
        return owner
          .trim()
          .replace(/^(?:(?:user|group):)?(?:[\w-]+\/)?/i, "")
          .slice(0, 200);
    }
  }
  return undefined;
}
