import type { UseRecord } from "@stanch/model";
import { type AllowList, allowList, neighbourhood, plainAddress } from "./addresses.ts";
import type { JudgeContext } from "./context.ts";
import { HOUR_MS, Hours } from "./hours.ts";
import type { Network } from "./networks.ts";
import { countryOfNumber, isPhoneNumber } from "./phones.ts";
import { type Value, Values } from "./values.ts";

const MOST_ACTION_SERIES = 24;
const KEPT = 5;
/** A revocation takes some time to reach all servers of an issuer. */
export const REVOCATION_GRACE_MS = 120_000;

interface Address {
  readonly value: Value;
  readonly around: Value | undefined;
  readonly country: Value | undefined;
  readonly isAllowed: boolean | undefined;
  readonly place: Place | undefined;
  /** By kind of program: network and program together. */
  readonly pairs: Map<Value, Value | undefined>;
}

/** Uses from one place on Earth, a degree wide: the first and the last of each hour. */
export interface Place {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly hours: Map<number, [first: number, last: number]>;
  before: number;
  after: number;
  readonly samples: UseRecord[];
}

/** How many records there were of something, and some of them. */
export class Kept {
  count = 0;
  first = Infinity;
  last = -Infinity;
  readonly samples: UseRecord[] = [];
  add(record: UseRecord): void {
    this.count++;
    if (record.time < this.first) this.first = record.time;
    if (record.time > this.last) this.last = record.time;
    if (this.samples.length < KEPT) this.samples.push(record);
  }
}

/** Everything that the judgement needs to know of the records, gathered in one pass over them in any order. */
export class Tally {
  readonly leakedAt: number;
  readonly all = new Hours({ countResources: true });
  readonly byAction = new Map<string, Hours>();
  readonly addresses: Values;
  readonly around: Values;
  readonly countries: Values;
  readonly agents: Values;
  readonly actions: Values;
  readonly destinations: Values;
  readonly configurations: Values;
  /** Networks with the program that called from there: `network` + line feed + `program`. */
  readonly pairs: Values;
  readonly configured = new Hours({ countResources: false });
  readonly places = new Map<string, Place>();
  readonly outside = new Kept();
  readonly afterRevocation = new Kept();
  readonly refusedAfterRevocation = new Kept();
  readonly sources = new Map<string, number>();
  /** Costs of single records before the leak, in bins of a tenth of a power of two. */
  readonly costBins = new Uint32Array(640);
  records = 0;
  leftOut = 0;
  first = Infinity;
  last = -Infinity;
  withAddress = 0;
  withCost = 0;
  withAgent = 0;
  costAfter = 0;
  costBefore = 0;
  readonly #context: JudgeContext;
  readonly #allow: AllowList | undefined;
  readonly #addresses = new Map<string, Address | undefined>();
  readonly #agents = new Map<string, Value | undefined>();
  readonly #destinations = new Map<string, Value | undefined>();

  constructor(context: JudgeContext, leakedAt: number) {
    this.leakedAt = leakedAt;
    this.#context = context;
    this.#allow = context.allow === undefined || context.allow.length === 0 ? undefined : allowList(context.allow);
    const values = (): Values => new Values(leakedAt);
    this.addresses = values();
    this.around = values();
    this.countries = values();
    this.agents = values();
    this.actions = values();
    this.destinations = values();
    this.configurations = values();
    this.pairs = values();
  }

  add(record: UseRecord): void {
    const { time } = record;
    const { from, until, revokedAt } = this.#context;
    if (!Number.isFinite(time) || time < (from ?? -Infinity) || time >= (until ?? Infinity)) {
      this.leftOut++;
      return;
    }
    const cost = record.cost ?? 0;
    this.records++;
    if (time < this.first) this.first = time;
    if (time > this.last) this.last = time;
    if (record.cost !== undefined) this.#addCost(time, cost);
    this.sources.set(record.source, (this.sources.get(record.source) ?? 0) + 1);
    this.all.add(record, cost);
    this.#seriesOf(record.action)?.add(record, cost);
    this.#note(this.actions, record.action, record, cost);
    const agent = record.agent === undefined ? undefined : this.#addAgent(record.agent, record, cost);
    if (record.address !== undefined) this.#addAddress(record.address, record, cost, agent);
    if (record.resource !== undefined) this.#addDestination(record.resource, record, cost);
    if (record.configures === true) {
      this.#note(this.configurations, record.action, record, cost);
      this.configured.add(record, cost);
    }
    if (revokedAt !== undefined && time > revokedAt + REVOCATION_GRACE_MS)
      (record.result === "refused" ? this.refusedAfterRevocation : this.afterRevocation).add(record);
  }

  #note(values: Values, key: string, record: UseRecord, cost: number): void {
    const value = values.get(key);
    if (value !== undefined) values.note(value, record, cost);
  }

  #addCost(time: number, cost: number): void {
    this.withCost++;
    if (time >= this.leakedAt) this.costAfter += cost;
    else {
      this.costBefore += cost;
      if (cost > 0) {
        const bin = Math.min(639, Math.max(0, Math.round(Math.log2(cost) * 10) + 320));
        this.costBins[bin] = (this.costBins[bin] ?? 0) + 1;
      }
    }
  }

  #seriesOf(action: string): Hours | undefined {
    const known = this.byAction.get(action);
    if (known !== undefined || this.byAction.size >= MOST_ACTION_SERIES) return known;
    const made = new Hours({ countResources: false });
    this.byAction.set(action, made);
    return made;
  }

  #addAddress(text: string, record: UseRecord, cost: number, agent: Value | undefined): void {
    let address = this.#addresses.get(text);
    if (address === undefined) {
      if (this.#addresses.has(text)) return;
      address = this.#readAddress(text);
      if (this.#addresses.size < 400_000) this.#addresses.set(text, address);
      if (address === undefined) return;
    }
    this.withAddress++;
    this.addresses.note(address.value, record, cost);
    if (address.around !== undefined) this.around.note(address.around, record, cost);
    if (address.country !== undefined) this.countries.note(address.country, record, cost);
    if (address.isAllowed === false && record.time >= this.leakedAt) this.outside.add(record);
    if (address.place !== undefined) addPlace(address.place, record, this.leakedAt);
    if (agent !== undefined && address.around !== undefined) this.#addPair(address, address.around, agent, record, cost);
  }

  #addPair({ pairs }: Address, around: Value, agent: Value, record: UseRecord, cost: number): void {
    let pair = pairs.get(agent);
    if (pair === undefined) pairs.set(agent, (pair = this.pairs.get(`${around.key}\n${agent.key}`)));
    if (pair !== undefined) this.pairs.note(pair, record, cost);
  }

  #readAddress(text: string): Address | undefined {
    const plain = plainAddress(text);
    const value = plain === undefined ? undefined : this.addresses.get(plain);
    if (plain === undefined || value === undefined) return undefined;
    const network = this.#context.networkOf?.(plain);
    const isAllowed = this.#allow?.holds(plain, network);
    // What the owner listed is no stranger, whenever it first appears.
    if (isAllowed === true) return { value, around: undefined, country: undefined, isAllowed, place: undefined, pairs: new Map() };
    return {
      value,
      around: this.around.get(network?.asn === undefined ? neighbourhood(plain) : asName(network.asn, network.organisation)),
      country: network?.country === undefined ? undefined : this.countries.get(network.country),
      isAllowed,
      place: this.#placeOf(network),
      pairs: new Map(),
    };
  }

  #placeOf(network: Network | undefined): Place | undefined {
    if (network?.latitude === undefined || network.longitude === undefined) return undefined;
    const latitude = Math.round(network.latitude);
    const longitude = Math.round(network.longitude);
    const name = `${network.country ?? "?"} ${latitude},${longitude}`;
    let place = this.places.get(name);
    if (place === undefined && this.places.size < 1000)
      this.places.set(name, (place = { name, latitude, longitude, hours: new Map(), before: 0, after: 0, samples: [] }));
    return place;
  }

  #addAgent(agent: string, record: UseRecord, cost: number): Value | undefined {
    let value = this.#agents.get(agent);
    if (value === undefined && this.#agents.size < 100_000) this.#agents.set(agent, (value = this.agents.get(familyOf(agent))));
    if (value === undefined) return undefined;
    this.withAgent++;
    this.agents.note(value, record, cost);
    return value;
  }

  #addDestination(resource: string, record: UseRecord, cost: number): void {
    let value = this.#destinations.get(resource);
    if (value === undefined) {
      if (!isPhoneNumber(resource)) return;
      const country = countryOfNumber(resource);
      if (country === undefined) return;
      value = this.destinations.get(country);
      // Numbers called are often all different: the map of them is a cache and no record.
      if (this.#destinations.size > 50_000) this.#destinations.clear();
      this.#destinations.set(resource, value);
    }
    if (value !== undefined) this.destinations.note(value, record, cost);
  }

  /** The share of records before the leak that cost at most this much. */
  costQuantile(share: number): number {
    const total = this.costBins.reduce((sum, count) => sum + count, 0);
    let seen = 0;
    for (const [bin, count] of this.costBins.entries()) {
      seen += count;
      if (total > 0 && seen >= total * share) return 2 ** ((bin - 320) / 10);
    }
    return 0;
  }
}

function addPlace(place: Place, record: UseRecord, leakedAt: number): void {
  const hour = Math.floor(record.time / HOUR_MS);
  const met = place.hours.get(hour);
  if (met === undefined) place.hours.set(hour, [record.time, record.time]);
  else {
    if (record.time < met[0]) met[0] = record.time;
    if (record.time > met[1]) met[1] = record.time;
  }
  if (record.time < leakedAt) place.before++;
  else {
    place.after++;
    if (place.samples.length < KEPT) place.samples.push(record);
  }
}

const asName = (asn: number, organisation: string | undefined): string =>
  organisation === undefined ? `AS${asn}` : `AS${asn} ${organisation}`;

/** A user agent without its versions: an upgrade is no stranger. `plivo-node/4.60.1 (Node.js 22.1)` → `plivo-node node.js`. */
export function familyOf(agent: string): string {
  const names =
    agent
      .slice(0, 300)
      .toLowerCase()
      .match(/[a-z][a-z._-]{1,40}/g) ?? [];
  return [...new Set(names)].slice(0, 6).join(" ");
}
