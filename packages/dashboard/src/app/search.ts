import { text } from "../text.ts";

export type Search = Record<string, string | string[] | undefined>;

/** Addresses stay readable and can be written by hand: ?severity=critical&severity=high. */
export function parseSearch(query: string): Search {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const before = search[name];
    search[name] = before === undefined ? value : [before, value].flat();
  }
  return search;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const one of [value].flat()) if (typeof one === "string" && one !== "") query.append(name, one);
  const written = query.toString();
  return written === "" ? "" : `?${written}`;
}

const keysOf = <T extends object>(labels: T): readonly (keyof T & string)[] => Object.keys(labels) as (keyof T & string)[]; // keys of a literal

export const STATES = keysOf(text.state);
export const OPEN = ["triggered", "assigned", "in_remediation"] as const satisfies readonly (typeof STATES)[number][];
export const SEVERITIES = keysOf(text.severity);
export const VALIDITIES = keysOf(text.validity);
export const EXPOSURES = keysOf(text.exposure);
export const RESOLUTIONS = keysOf(text.resolution);
export const SORTS = keysOf(text.incidents.sorts);
export const COLUMNS = [
  "validity",
  "state",
  "exposure",
  "firstPlace",
  "occurrences",
  "provider",
  "ownerLabel",
  "assignee",
  "dueAt",
  "lastSeenAt",
] as const;
export type Column = (typeof COLUMNS)[number];
export const USUAL_COLUMNS: readonly Column[] = ["validity", "state", "exposure", "firstPlace", "assignee", "lastSeenAt"];

/** What the list of incidents shows: all of it stands in the address. */
export interface IncidentSearch {
  state?: (typeof STATES)[number][];
  severity?: (typeof SEVERITIES)[number][];
  validity?: (typeof VALIDITIES)[number][];
  exposure?: (typeof EXPOSURES)[number][];
  resolution?: (typeof RESOLUTIONS)[number][];
  detector?: string[];
  provider?: string[];
  assignee?: string;
  owner?: string;
  repository?: string;
  isOverdue?: "true" | "false";
  text?: string;
  sort?: (typeof SORTS)[number];
  columns?: Column[];
}

function some<T extends string>(value: unknown, allowed: readonly T[]): T[] | undefined {
  const found = allowed.filter((one) => [value].flat().includes(one));
  return found.length === 0 ? undefined : found;
}

const words = (value: unknown): string[] | undefined => {
  const found = [value].flat().filter((one): one is string => typeof one === "string" && one !== "");
  return found.length === 0 ? undefined : found;
};

const word = (value: unknown): string | undefined => words(value)?.[0];

/** An address that somebody wrote or that is old: what is not known is left out. */
export function incidentSearch(asked: Record<string, unknown>): IncidentSearch {
  const search: IncidentSearch = {
    state: some(asked["state"], STATES),
    severity: some(asked["severity"], SEVERITIES),
    validity: some(asked["validity"], VALIDITIES),
    exposure: some(asked["exposure"], EXPOSURES),
    resolution: some(asked["resolution"], RESOLUTIONS),
    detector: words(asked["detector"]),
    provider: words(asked["provider"]),
    assignee: word(asked["assignee"]),
    owner: word(asked["owner"]),
    repository: word(asked["repository"]),
    isOverdue: some(asked["isOverdue"], ["true", "false"])?.[0],
    text: word(asked["text"])?.slice(0, 200),
    sort: some(asked["sort"], SORTS)?.[0],
    columns: some(asked["columns"], COLUMNS),
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** What of it goes to the server. */
export function filterOf({ sort: _sort, columns: _columns, ...filter }: IncidentSearch): Omit<IncidentSearch, "sort" | "columns"> {
  return filter;
}
