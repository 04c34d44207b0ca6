import { type HostAnswer, type HostCall, type HostClient, notThere, requiredList } from "./client.ts";
import type { HostUnit, UnitPage } from "./host.ts";
import { type Json, listAt, textAt } from "./json.ts";

export interface UnitList {
  readonly call: HostCall;
  readonly where: string;
  /** What a later run needs of an item when its page did not change. */
  readonly facts: (item: unknown) => Json;
  readonly unit: (facts: unknown) => HostUnit;
  readonly items?: (json: unknown) => readonly unknown[];
  /** Asks for a page in place of the client. */
  readonly send?: (call: HostCall) => Promise<HostAnswer>;
  /** Then it counts as empty. */
  readonly mayBeRefused?: boolean;
}

/** Lists repositories page by page; what a page held is kept with its mark, for a run that finds it unchanged. */
export async function* listUnits(client: HostClient, list: UnitList, before: Json | undefined): AsyncGenerator<UnitPage> {
  const pages = new Map(listAt(before, "pages").map((page) => [textAt(page, "url") ?? "", page as Json])); // from our own file
  const visited = new Set<string>();
  let call: HostCall | undefined = list.call;
  while (call !== undefined) {
    const url = `${call.path} ${JSON.stringify(call.query ?? {})}`;
    if (visited.has(url)) return;
    visited.add(url);
    const known = pages.get(url);
    const etag = textAt(known, "etag");
    const answer: HostAnswer = await (list.send ?? client.send.bind(client))({ ...call, ...(etag === undefined ? {} : { etag }) });
    if (answer.status !== 200 && answer.status !== 304) {
      if (list.mayBeRefused === true) return;
      throw notThere(client, list.where, answer.status);
    }
    const items = answer.status === 304 ? listAt(known, "items") : (list.items ?? requiredList)(answer.json).map(list.facts);
    const next = answer.status === 304 ? textAt(known, "next") : answer.next;
    if (answer.status === 200 && answer.etag !== undefined)
      pages.set(url, { url, etag: answer.etag, items: items as Json[], ...(next === undefined ? {} : { next }) }); // facts are Json
    yield { units: items.map(list.unit), cursor: { pages: [...pages.values()] } };
    call = next === undefined ? undefined : { path: next };
  }
}
