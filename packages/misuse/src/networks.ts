import { readFileSync } from "node:fs";
import { AppError } from "@stanch/model";

/** What a local database says of an address. */
export interface Network {
  readonly asn?: number;
  readonly organisation?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

export type NetworkOf = (address: string) => Network | undefined;

/**
 * Looks addresses up in databases in the MaxMind format (.mmdb) that the user has on this machine; nothing is fetched. Fields of
 * GeoLite2, GeoIP2, DB-IP and IPinfo are understood. Several databases add to each other. Throws SOURCE_UNREADABLE.
 */
export async function openNetworks(paths: readonly string[]): Promise<NetworkOf> {
  const { Reader } = await import("mmdb-lib");
  const readers = paths.map((path) => {
    try {
      return new Reader<never>(readFileSync(path));
    } catch (error) {
      throw new AppError("SOURCE_UNREADABLE", {
        what: "Cannot read the database of networks",
        where: path,
        next: "Name a file in the MaxMind format, such as GeoLite2-ASN.mmdb.",
        cause: error,
      });
    }
  });
  return (address) => {
    const found = readers.map((reader) => networkOf(reader.get(address)));
    return found.every((network) => network === undefined) ? undefined : Object.assign({}, ...found.toReversed());
  };
}

function networkOf(entry: unknown): Network | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const asn = numberOf(at(entry, "autonomous_system_number") ?? at(entry, "asn"));
  const organisation = at(entry, "autonomous_system_organization") ?? at(entry, "as_name") ?? at(entry, "name");
  const country =
    at(entry, "country", "iso_code") ?? at(entry, "registered_country", "iso_code") ?? at(entry, "country_code") ?? at(entry, "country");
  const [latitude, longitude] = ["latitude", "longitude"].map((name) => numberOf(at(entry, "location", name) ?? at(entry, name)));
  return {
    ...(asn === undefined ? {} : { asn }),
    ...(typeof organisation === "string" ? { organisation } : {}),
    ...(typeof country === "string" && /^[A-Z]{2}$/.test(country) ? { country } : {}),
    ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
  };
}

function at(json: unknown, ...path: readonly string[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key]; // checked in the line above
  }
  return value;
}

/** IPinfo writes AS15169, others the number. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^(?:AS)?-?\d{1,10}(?:\.\d{1,10})?$/.test(value) ? Number(value.replace("AS", "")) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Kilometres along the surface of the Earth. */
export function distanceKm(
  a: Required<Pick<Network, "latitude" | "longitude">>,
  b: Required<Pick<Network, "latitude" | "longitude">>,
): number {
  const rad = Math.PI / 180;
  const half =
    Math.sin(((b.latitude - a.latitude) * rad) / 2) ** 2 +
    Math.cos(a.latitude * rad) * Math.cos(b.latitude * rad) * Math.sin(((b.longitude - a.longitude) * rad) / 2) ** 2;
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(half)));
}
