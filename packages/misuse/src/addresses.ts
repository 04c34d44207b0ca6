import { BlockList, isIP, isIPv4 } from "node:net";
import { AppError } from "@stanch/model";

/** An IP address as it is compared: lower case, no port, no zone, IPv4 out of its IPv6 clothes. Undefined for what is none. */
export function plainAddress(text: string): string | undefined {
  const bare = bareAddress(text);
  if (bare.length > 45) return undefined;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare;
  return isIP(mapped) === 0 ? undefined : mapped.toLowerCase();
}

/** `[::1]:443`, `192.0.2.1:8080`, `fe80::1%eth0`, `192.0.2.1/32` (PostgreSQL) → the address alone. */
function bareAddress(text: string): string {
  const inner = /^\[([^\]]{2,45})\]/.exec(text)?.[1] ?? text;
  return inner.replace(/[%/].*$/, "").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
}

/**
 * What stands for an address where no database says whose it is: the /24 of IPv4, the /48 of IPv6. Those are the smallest
 * parts that are routed on their own, so that one of them belongs to one network.
 */
export function neighbourhood(address: string): string {
  if (isIPv4(address)) return `${address.slice(0, address.lastIndexOf("."))}.0/24`;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter((group) => group !== "");
  const all = tail === undefined ? groups : [...groups, "0", "0", "0"];
  return `${all.slice(0, 3).join(":")}::/48`;
}

/** The owner's own: addresses, CIDR blocks, AS numbers (`AS64500`), countries (`country:DE`). */
export interface AllowList {
  readonly entries: readonly string[];
  holds(address: string, network: { readonly asn?: number; readonly country?: string } | undefined): boolean;
}

/** Throws CONFIG_INVALID for an entry of no such form. */
export function allowList(entries: readonly string[]): AllowList {
  const blocks = new BlockList();
  const numbers = new Set<number>();
  const countries = new Set<string>();
  for (const entry of entries) {
    const [, asn] = /^AS(\d{1,10})$/i.exec(entry) ?? [];
    const [, country] = /^country:([A-Za-z]{2})$/i.exec(entry) ?? [];
    if (asn !== undefined) numbers.add(Number(asn));
    else if (country !== undefined) countries.add(country.toUpperCase());
    else addBlock(blocks, entry);
  }
  return {
    entries,
    holds: (address, network) =>
      blocks.check(address, isIPv4(address) ? "ipv4" : "ipv6") ||
      (network?.asn !== undefined && numbers.has(network.asn)) ||
      (network?.country !== undefined && countries.has(network.country)),
  };
}

function addBlock(blocks: BlockList, entry: string): void {
  const [, base = "", prefix] = /^([0-9A-Fa-f:.]{2,45})(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const kind = isIP(base);
  const widest = kind === 4 ? 32 : 128;
  if (kind === 0 || Number(prefix ?? widest) > widest)
    throw new AppError("CONFIG_INVALID", {
      what: "No address, CIDR block, AS number or country",
      where: entry.slice(0, 60),
      next: "Write it as 192.0.2.7, 192.0.2.0/24, AS64500 or country:DE.",
    });
  blocks.addSubnet(base, Number(prefix ?? widest), kind === 4 ? "ipv4" : "ipv6");
}
