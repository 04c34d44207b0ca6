import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type Value, writeMmdb } from "../test/write-mmdb.ts";
import { judge } from "./judge.ts";
import { distanceKm, openNetworks } from "./networks.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-mmdb-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function database(name: string, networks: readonly (readonly [string, Value])[]): string {
  const path = join(folder, name);
  writeFileSync(path, writeMmdb(networks));
  return path;
}

it("joins what several databases say of an address", async () => {
  const asn = database("asn.mmdb", [
    ["203.0.113.0/24", { autonomous_system_number: 64_500, autonomous_system_organization: "Example Hosting" }],
    ["198.51.100.0/24", { asn: "AS64501", as_name: "Other" }],
  ]);
  const city = database("city.mmdb", [["203.0.113.0/25", { country: { iso_code: "NL" }, location: { latitude: 52.4, longitude: 4.9 } }]]);
  const networkOf = await openNetworks([asn, city]);
  expect(networkOf("203.0.113.7")).toEqual({ asn: 64_500, organisation: "Example Hosting", country: "NL", latitude: 52.4, longitude: 4.9 });
  expect(networkOf("203.0.113.200")).toEqual({ asn: 64_500, organisation: "Example Hosting" });
  expect(networkOf("198.51.100.1")).toEqual({ asn: 64_501, organisation: "Other" });
  expect(networkOf("192.0.2.1")).toBeUndefined();
  expect(networkOf("2001:db8::1")).toBeUndefined();
});

it("names the network and the country of a stranger", async () => {
  const path = database("both.mmdb", [
    [
      "203.0.113.0/24",
      { autonomous_system_number: 64_500, autonomous_system_organization: "Example Hosting", country: { iso_code: "NL" } },
    ],
    ["198.51.100.0/24", { autonomous_system_number: 64_501, country: { iso_code: "DE" } }],
  ]);
  const leakedAt = Date.UTC(2026, 1, 1);
  const use = (time: number, address: string) => ({ time, address, source: "t", action: "read", reference: String(time) });
  const records = Array.from({ length: 30 * 24 }, (_, hour) => use(Date.UTC(2026, 0, 2) + hour * 3_600_000, "198.51.100.7"));
  const judged = await judge([[...records, use(leakedAt + 7_200_000, "203.0.113.9")]], { leakedAt, networkOf: await openNetworks([path]) });
  expect(judged.signals.filter(({ level }) => level === "strong").map(({ kind, of }) => [kind, of])).toEqual([
    ["new-network", "AS64500 Example Hosting"],
    ["new-country", "NL"],
  ]);
});

it("refuses what is no such database", async () => {
  writeFileSync(join(folder, "text.mmdb"), "no database");
  await expect(openNetworks([join(folder, "text.mmdb")])).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
  await expect(openNetworks([join(folder, "absent.mmdb")])).rejects.toMatchObject({ code: "SOURCE_UNREADABLE" });
});

it("measures along the Earth", () => {
  expect(distanceKm({ latitude: 52.52, longitude: 13.4 }, { latitude: 40.71, longitude: -74.01 })).toBeCloseTo(6385, -2);
});
