import { BlockList, isIP, isIPv4 } from "node:net";

// IANA special-purpose registries for IPv4: whatever is not globally reachable, and multicast.
const NOT_PUBLIC_V4: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

const blockedV4 = new BlockList();
for (const [network, prefix] of NOT_PUBLIC_V4) blockedV4.addSubnet(network, prefix, "ipv4");

/** True for an IP address (not a name) of the public Internet. What cannot be read is not public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !blockedV4.check(address, "ipv4");
  const groups = groupsOf(address);
  if (groups === undefined) return false;
  const inner = embeddedV4(groups);
  if (inner !== undefined) return isPublicAddress(inner);
  const [first = 0, second = 0] = groups;
  if (first < 0x2000 || first > 0x3fff) return false; // only 2000::/3 is given out
  if (first === 0x2001 && second < 0x0200) return false; // protocol assignments, Teredo among them
  if (first === 0x2001 && second === 0x0db8) return false; // documentation
  if (first === 0x3fff && second < 0x1000) return false; // documentation
  return first !== 0x2002; // 6to4 carries any IPv4 address, private ones too
}

/** True for 127.0.0.0/8 and ::1, also in their IPv4-mapped form. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return address.startsWith("127.");
  const groups = groupsOf(address);
  if (groups === undefined) return false;
  const inner = embeddedV4(groups);
  if (inner !== undefined) return isLoopbackAddress(inner);
  return groups.every((group, index) => group === (index === 7 ? 1 : 0));
}

/** The eight groups of an IPv6 address; undefined for anything else. One with a zone (`%eth0`) is link-local: left out. */
function groupsOf(address: string): readonly number[] | undefined {
  if (isIP(address) !== 6 || address.includes("%")) return undefined;
  // The URL parser gives the canonical form, a trailing IPv4 part turned into two groups.
  const [head = "", tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}

/** The IPv4 address inside ::ffff:0:0/96 (mapped) or 64:ff9b::/96 (NAT64, the only way to IPv4 on some networks). */
function embeddedV4(groups: readonly number[]): string | undefined {
  const prefix = groups.slice(0, 6).join(",");
  if (prefix !== "0,0,0,0,0,65535" && prefix !== `${0x64},${0xff9b},0,0,0,0`) return undefined;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join(".");
}
