import { scanText } from "@stanch/engine";
import { expect, it } from "vitest";
import { grafanaServiceAccountToken } from "./grafana.ts";

it("agrees with the checksum of a token from Grafana's own tests", () => {
  // A known answer, in pieces so that no scanner takes it for a token of ours. It was never valid.
  const pieces = ["glsa", "iNValIdinValiD" + "invalidinvalidinva", "5b582697"];
  expect(scanText(`token: ${pieces.join("_")}`, [grafanaServiceAccountToken])).toHaveLength(1);
  const bigEndian = ["glsa", pieces[1], "9726585b"];
  expect(scanText(`token: ${bigEndian.join("_")}`, [grafanaServiceAccountToken])).toEqual([]);
});
