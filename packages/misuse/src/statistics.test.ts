import fc from "fast-check";
import { expect, it } from "vitest";
import { familyOf } from "./tally.ts";
import { neighbourhood, plainAddress } from "./addresses.ts";
import { Hours } from "./hours.ts";
import { countryOfNumber } from "./phones.ts";
import { slotsOfWeek, zoneByRhythm } from "./seasons.ts";
import { poissonTail, robustSlope } from "./statistics.ts";

it("sums Poisson's tail as its definition does", () => {
  const slowly = (count: number, mean: number): number => {
    let below = 0;
    for (let k = 0, term = Math.exp(-mean); k < count; k++, term *= mean / k) below += term;
    return 1 - below;
  };
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.double({ min: 0.01, max: 40, noNaN: true }), (count, mean) => {
      expect(poissonTail(count, mean)).toBeCloseTo(slowly(count, mean), 9);
    }),
  );
  expect(poissonTail(1000, 600)).toBeLessThan(1e-30);
});

it("finds the slope though a third of the points is wild", () => {
  const values = Array.from({ length: 30 }, (_, i) => (i % 3 === 0 ? 1e6 * ((i % 2) - 0.5) : 2 * i + 1));
  expect(robustSlope(values)).toBeGreaterThan(0);
  expect(robustSlope(values.map((_, i) => (i % 4 === 0 ? 500 : 2 * i)))).toBeCloseTo(2, 0);
});

it("estimates how many resources were different within a fifth", () => {
  for (const count of [5, 50, 500, 5000]) {
    const hours = new Hours({ countResources: true });
    for (let i = 0; i < count * 3; i++) hours.add({ time: 0, source: "t", action: "a", reference: "r", resource: `item-${i % count}` }, 0);
    expect(Math.abs((hours.series("resources", 0, 1)[0] ?? 0) - count) / count).toBeLessThan(0.25);
  }
});

it.each([
  ["192.0.2.1:8080", "192.0.2.1"],
  ["[2001:DB8::1]:443", "2001:db8::1"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["10.1.2.3/32", "10.1.2.3"],
  ["ec2.amazonaws.com", undefined],
  ["", undefined],
])("reads the address %j as %j", (text, plain) => {
  expect(plainAddress(text)).toBe(plain);
});

it("takes the routed part of an address for its neighbourhood", () => {
  expect(neighbourhood("192.0.2.77")).toBe("192.0.2.0/24");
  expect(neighbourhood("2001:db8:1:2::3")).toBe("2001:db8:1::/48");
  expect(neighbourhood("2001:db8::3")).toBe("2001:db8:0::/48");
});

it.each([
  ["+4930123456", "DE"],
  ["15145551234", "CA"],
  ["+12125551234", "US"],
  ["+18765551234", "JM"],
  ["+77012345678", "KZ"],
  ["+881612345678", "satellite"],
  ["+9991234567", undefined],
])("knows the country of %s", (number, country) => {
  expect(countryOfNumber(number)).toBe(country);
});

it("counts local hours from Monday, over a change of clocks", () => {
  const sunday = Date.UTC(2026, 2, 29) / 3_600_000;
  const slots = slotsOfWeek(sunday, sunday + 24, "Europe/Berlin");
  expect(slots[0]).toBe(6 * 24 + 1);
  expect(slots[12]).toBe(6 * 24 + 14);
});

it("takes the quietest six hours for the night", () => {
  const series = Float64Array.from({ length: 24 * 20 }, (_, hour) => ((hour + 5) % 24 < 6 ? 0 : 10));
  expect(zoneByRhythm(series, 0, series.length)).toBe("Etc/GMT-5");
  expect(zoneByRhythm(new Float64Array(480).fill(3), 0, 480)).toBe("UTC");
});

it("takes a new version for the same program", () => {
  expect(familyOf("plivo-node/4.60.1 (Node.js 22.1; linux)")).toBe(familyOf("plivo-node/4.61.0 (Node.js 24.0; linux)"));
  expect(familyOf("curl/8.9.1")).not.toBe(familyOf("python-requests/2.32"));
});
