import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isLoopbackAddress, isPublicAddress } from "./addresses.ts";

describe("isPublicAddress", () => {
  it.each(["8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])(
    "says yes to %s",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );
  it.each(
    [
      [
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
      ],
      ["::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001:0:1::1"],
      ["::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::1", "::127.0.0.1"],
      ["", "localhost", "1.2.3", "0x7f.0.0.1", "2130706433"],
    ].flat(),
  )("says no to %j", (address) => expect(isPublicAddress(address)).toBe(false));

  it("judges an IPv4 address the same whatever IPv6 dress it wears", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a = 0, b = 0, c = 0, d = 0] = address.split(".").map(Number);
        const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const dressed of [`::ffff:${address}`, `::ffff:${groups}`, `64:ff9b::${groups}`, `0:0:0:0:0:ffff:${groups}`]) {
          expect(isPublicAddress(dressed)).toBe(isPublicAddress(address));
          expect(isLoopbackAddress(dressed)).toBe(isLoopbackAddress(address));
        }
      }),
    );
  });

  it("lets no IPv6 address through that lies outside the block given out", () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const first = Number.parseInt(new URL(`http://[${address}]/`).hostname.slice(1).split(":")[0] || "0", 16);
        const outside = (first < 0x2000 || first > 0x3fff) && !/\b64:ff9b:|ffff:/.test(new URL(`http://[${address}]/`).hostname);
        if (outside) expect(isPublicAddress(address)).toBe(false);
      }),
    );
  });
});

it.each([
  ["127.0.0.1", true],
  ["127.255.0.9", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["::2", false],
  ["128.0.0.1", false],
  ["localhost", false],
])("knows whether %s is this machine", (address, expected) => expect(isLoopbackAddress(address)).toBe(expected));
