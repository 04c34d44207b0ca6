import { AppError } from "@stanch/model";
import type { Acknowledgement, Acknowledgements, Dependant, ImpactAnswer, Way } from "./answer-schema.ts";
import type { Graph } from "./graph.ts";
import { SHORT_FINGERPRINT, formsAsked } from "./match.ts";
import { RESTARTS, ROTATION, type Restart } from "./rotation.ts";
import { CONFIDENCES, type GraphNode, type Place } from "./types.ts";
import { useKind, usesOf } from "./uses/index.ts";
import { type Step, reachedFrom, sourcesOf, wayTo } from "./walk.ts";
import { grow } from "./grow.ts";

/** A question: a fingerprint (or the first 12 of its digits or more), or a name as `matchesName` takes it. */
export interface Query {
  readonly asked: string;
  readonly acknowledgements?: Acknowledgements;
}

const MOST_PLACES = 20;
const MOST_WAYS = 12;

/** What stops when the secret is revoked. Throws SOURCE_NOT_FOUND when nothing in the graph has that name or fingerprint. */
export function dependantsOf(graph: Graph, { asked, acknowledgements }: Query): ImpactAnswer {
  const { starts, kind } = startsOf(graph, asked);
  const sources = sourcesOf(graph, starts);
  const { best, arrivals } = reachedFrom(graph, sources);
  const secrets = [...sources.keys()].filter((node) => graph.kindOf(node) === "secret").map((node) => graph.node(node));
  const names = [...best.keys()].map((node) => graph.nameOf(node));
  const provider = providerOf(secrets, [asked, ...names]);
  const context: Context = {
    graph,
    best,
    arrivals,
    provider,
    uses: usesByUnit(graph, arrivals, provider),
    reads: readsInCode(graph, arrivals),
    blinds: blindsByNode(graph, best),
    acknowledgements: acknowledgedBy(acknowledgements),
  };
  const dependants = [...arrivals.keys()]
    .filter((node) => !isWithinAnother(node, context))
    .map((node) => dependantOf(node, context))
    .toSorted(byHarm);
  return {
    version: 1,
    query: { asked, kind },
    secrets: secrets.map(({ name, label, form }) => ({ fingerprint: name, label, provider: form === "value" ? "" : form })),
    standsIn: standsIn(graph, best),
    dependants,
    ...checksOf(provider, context),
    notVisible: notVisible(graph, best, dependants),
    notRead: Object.fromEntries(
      Object.entries(graph.columns.unread).map(([reason, { count, examples }]) => [reason, { count, examples: [...examples] }]),
    ),
    read: {
      repositories: graph.columns.facts.repositories,
      files: graph.columns.facts.files,
      readers: { ...graph.columns.facts.read },
      logs: [...graph.columns.facts.logs],
      cluster: graph.columns.facts.cluster,
      builtAt: graph.columns.facts.builtAt,
    },
    summary: {
      dependants: dependants.length,
      restart: dependants.filter(({ rotation }) => /restart|redeploy|rebuild|change-code/.test(rotation.restart)).length,
      acknowledged: dependants.filter(({ acknowledgement }) => acknowledgement.state === "ready").length,
      objected: dependants.filter(({ acknowledgement }) => acknowledgement.state === "objected").length,
      withoutOwner: dependants.filter(({ owners }) => owners.length === 0).length,
    },
  };
}

interface Context {
  readonly graph: Graph;
  readonly best: ReadonlyMap<number, Step>;
  readonly arrivals: ReadonlyMap<number, readonly Step[]>;
  readonly provider: string | undefined;
  readonly uses: ReadonlyMap<number, readonly { readonly kind: string; readonly place: Place }[]>;
  readonly reads: ReturnType<typeof readsInCode>;
  readonly blinds: ReadonlyMap<number, readonly { readonly what: string; readonly place?: Place }[]>;
  readonly acknowledgements: ReadonlyMap<string, Acknowledgement>;
}

function startsOf(
  graph: Graph,
  asked: string,
): { readonly starts: ReadonlyMap<number, string | undefined>; readonly kind: "fingerprint" | "name" } {
  if (/^[0-9a-f]{12,64}$/i.test(asked)) {
    const wanted = asked.toLowerCase();
    const found = graph
      .nodesBy([wanted.slice(0, SHORT_FINGERPRINT)])
      .filter((node) => graph.kindOf(node) === "secret" && graph.nameOf(node).startsWith(wanted));
    if (found.length > 1)
      throw new AppError("USAGE", { what: `${found.length} secrets begin with this fingerprint`, where: asked, next: "Give more of it." });
    if (found.length > 0) return { starts: new Map(found.map((node) => [node, undefined])), kind: "fingerprint" };
  }
  const named = (name: string): readonly number[] =>
    graph.nodesBy(formsAsked(name)).filter((node) => ["name", "declaration"].includes(graph.kindOf(node)));
  const starts = new Map<number, string | undefined>();
  // A field of something that is only taken as a whole.
  const cut = asked.lastIndexOf("#");
  if (cut > 0 && asked[cut + 1] !== "*") for (const node of named(`${asked.slice(0, cut)}#*`)) starts.set(node, asked.slice(cut + 1));
  for (const node of named(asked)) starts.set(node, undefined);
  if (starts.size > 0) return { starts, kind: "name" };
  throw new AppError("SOURCE_NOT_FOUND", {
    what: "Nothing that was read has this name or fingerprint",
    where: asked,
    next: "Give an environment variable, a store path such as vault:secret/plivo#auth_token or k8s:namespace/name#key, or a fingerprint of a report made with the same key; the lists of what was not read may say why.",
  });
}

/** Of the findings, else by a word in a name. */
function providerOf(secrets: readonly GraphNode[], names: readonly string[]): string | undefined {
  const told = secrets.find(({ form }) => form !== "value" && form !== "generic")?.form;
  if (told !== undefined) return told;
  const words = ["plivo", "twilio", "stripe", "slack", "github"];
  return words.find((word) => names.some((name) => name.toLowerCase().includes(word)));
}

function usesByUnit(graph: Graph, arrivals: ReadonlyMap<number, readonly Step[]>, provider: string | undefined): Context["uses"] {
  const found = new Map<number, { kind: string; place: Place }[]>();
  const files = new Set<string>();
  const units = new Set(arrivals.keys());
  for (const node of arrivals.keys())
    for (const edge of graph.leaving(node)) if (graph.relation(edge) === "runs") units.add(graph.toOf(edge));
  for (const steps of arrivals.values()) for (const { edge } of steps) if (edge >= 0) files.add(fileOf(graph.edge(edge).place));
  for (const { unit, kind, place } of graph.uses(units)) {
    const isSame =
      provider === undefined
        ? files.has(fileOf(place))
        : useKind(kind)?.provider === provider || (kind === "jwt-signing" && files.has(fileOf(place)));
    if (isSame) grow(found, unit, { kind, place });
  }
  return found;
}

const fileOf = ({ repository, path }: Place): string => `${repository}\0${path}`;

function blindsByNode(graph: Graph, reached: ReadonlyMap<number, Step>): Context["blinds"] {
  const found = new Map<number, { what: string; place?: Place }[]>();
  for (const { node, what, place } of graph.blinds(reached, new Set())) {
    if (node < 0) continue;
    grow(found, node, place === undefined ? { what } : { what, place });
  }
  return found;
}

function acknowledgedBy(given: Acknowledgements | undefined): ReadonlyMap<string, Acknowledgement> {
  return new Map(
    (given?.acknowledgements ?? []).map(({ dependant, state, by, at, note }) => [
      dependant,
      { state, by, ...(at === undefined ? {} : { at }), ...(note === undefined ? {} : { note }) },
    ]),
  );
}

/** Code whose every way comes through a workload that is listed: it is told there. */
function isWithinAnother(node: number, { graph, arrivals }: Context): boolean {
  if (graph.formOf(node) !== "code") return false;
  return (arrivals.get(node) ?? []).every(
    ({ before }) => before !== undefined && givenBy(graph, before.node).some((given) => goesElsewhere(graph, given, node, arrivals)),
  );
}

/** Variables of workloads that a read in code takes its value from. */
function givenBy(graph: Graph, read: number): readonly number[] {
  const found: number[] = [];
  for (const edge of graph.entering(read)) {
    const from = graph.fromOf(edge);
    if (graph.kindOf(from) === "declaration" && graph.formOf(from) === "env") found.push(from);
  }
  return found;
}

/** Whether a variable goes into a workload that is listed, other than this one. */
function goesElsewhere(graph: Graph, variable: number, node: number, arrivals: ReadonlyMap<number, unknown>): boolean {
  for (const edge of graph.leaving(variable)) {
    const to = graph.toOf(edge);
    if (to !== node && arrivals.has(to)) return true;
  }
  return false;
}

function dependantOf(node: number, context: Context): Dependant {
  const { graph, arrivals, blinds, acknowledgements } = context;
  const { id, label, form, place } = graph.node(node);
  const steps = arrivals.get(node) ?? [];
  const ways = waysOf(graph, steps);
  const units = codeOf(node, steps, context);
  // Code that only may be meant says nothing of whose it is and what it does.
  const sure = units.filter(({ reads }) => reads.length === 0 || reads.some(({ confidence }) => confidence !== "possible"));
  const owners = ownersOf(graph, node);
  const channels = [...new Set(ways.map(({ channel }) => channel))];
  const along = new Set(steps.flatMap((step) => wayTo(step).map((one) => one.node)));
  const hidden = [
    ...new Set([node, ...along, ...units.map(({ unit }) => unit)].flatMap((one) => (blinds.get(one) ?? []).map(({ what }) => what))),
  ];
  return {
    id,
    label,
    form,
    ...(place === undefined ? {} : { place }),
    confidence: CONFIDENCES[Math.max(...ways.map((way) => CONFIDENCES.indexOf(way.confidence)))] ?? "possible",
    owners: [...new Map([...owners, ...sure.flatMap(({ unit }) => ownersOf(graph, unit))].map((owner) => [owner.name, owner])).values()],
    ways,
    rotation: rotationOf(channels, ways, graph.node(node)),
    atRevocation: atRevocation(channels),
    code: units.map(({ unit, reads }) => ({ unit: graph.node(unit).label, reads })),
    uses: usesIn([node, ...sure.map(({ unit }) => unit)], context),
    notVisible: hidden,
    acknowledgement: acknowledgements.get(id) ?? { state: "open" },
  };
}

function waysOf(graph: Graph, steps: readonly Step[]): Way[] {
  const ways = new Map<string, Way>();
  for (const step of steps) {
    if (step.edge < 0) continue;
    const last = graph.edge(step.edge);
    const name = graph.node(last.fromNode);
    const way = wayTo(step);
    const edges = way.flatMap(({ edge }) => (edge < 0 ? [] : [graph.edge(edge)]));
    const key = `${last.from}\0${last.channel ?? ""}`;
    const known = ways.get(key);
    if (known !== undefined) {
      if (known.evidence.length < MOST_PLACES) known.evidence.push(last.place);
      continue;
    }
    if (ways.size >= MOST_WAYS) continue;
    ways.set(key, {
      name: name.label,
      channel: last.channel ?? "apply",
      confidence: step.confidence,
      through: way
        .slice(0, -2)
        .filter(({ node }) => graph.kindOf(node) !== "secret")
        .map(({ node }) => graph.node(node).label),
      evidence: distinct(edges.map(({ place }) => place).filter(({ path }) => path !== "")),
      notes: [...new Set(edges.flatMap(({ note }) => note ?? []))],
    });
  }
  return [...ways.values()];
}

interface CodeRead {
  readonly unit: number;
  readonly edge: number;
  readonly confidence: Step["confidence"];
}

/** Reads in code, by the variable that gives the value and by the unit they stand in: one look for all dependants. */
function readsInCode(
  graph: Graph,
  arrivals: ReadonlyMap<number, readonly Step[]>,
): { readonly byVariable: ReadonlyMap<number, readonly CodeRead[]>; readonly byUnit: ReadonlyMap<number, readonly CodeRead[]> } {
  const byVariable = new Map<number, CodeRead[]>();
  const byUnit = new Map<number, CodeRead[]>();
  for (const [unit, ways] of arrivals) {
    if (graph.formOf(unit) !== "code") continue;
    for (const { edge, confidence, before } of ways) {
      if (edge < 0 || before === undefined) continue;
      const read = { unit, edge, confidence };
      grow(byUnit, unit, read);
      for (const given of givenBy(graph, before.node)) grow(byVariable, given, read);
    }
  }
  return { byVariable, byUnit };
}

/** Units of code that it runs or hands the value to, with the lines that read it. */
function codeOf(
  node: number,
  steps: readonly Step[],
  { graph, reads }: Context,
): { readonly unit: number; readonly reads: Dependant["code"][number]["reads"] }[] {
  if (graph.formOf(node) === "code") return [];
  const runs = [...graph.leaving(node)].filter((edge) => graph.relation(edge) === "runs").map((edge) => graph.toOf(edge));
  const mine = [
    ...new Set(steps.flatMap(({ before }) => (before === undefined ? [] : (reads.byVariable.get(before.node) ?? [])))),
    ...runs.flatMap((unit) => reads.byUnit.get(unit) ?? []),
  ];
  const units = new Map<number, Dependant["code"][number]["reads"]>();
  const seen = new Set<number>();
  for (const { unit, edge, confidence } of mine) {
    const known = units.get(unit) ?? [];
    units.set(unit, known);
    if (seen.has(edge) || known.length >= MOST_PLACES) continue;
    seen.add(edge);
    known.push({ place: graph.edge(edge).place, confidence });
  }
  for (const unit of runs) if (!units.has(unit)) units.set(unit, []);
  return [...units].map(([unit, found]) => ({ unit, reads: found }));
}

function ownersOf(graph: Graph, node: number): Dependant["owners"] {
  return [...graph.leaving(node)]
    .filter((edge) => graph.relation(edge) === "owned")
    .map((edge) => ({ name: graph.node(graph.toOf(edge)).label, evidence: graph.edge(edge).place }));
}

function usesIn(units: readonly number[], { uses }: Context): Dependant["uses"] {
  const kinds = new Map<string, Place[]>();
  for (const unit of units) for (const { kind, place } of uses.get(unit) ?? []) grow(kinds, kind, place);
  return [...kinds].flatMap(([kind, places]) => {
    const known = useKind(kind);
    return known === undefined
      ? []
      : [{ kind, title: known.title, atRotation: known.atRotation, places: distinct(places).slice(0, MOST_PLACES) }];
  });
}

/** The heaviest of the restarts decides; each channel says its own sentence. */
function rotationOf(channels: readonly Way["channel"][], ways: readonly Way[], { form, name }: GraphNode): Dependant["rotation"] {
  const order: readonly Restart[] = ["none", "next-run", "unknown", "by-hand", "restart", "redeploy", "rebuild", "change-code"];
  const restart = channels
    .map((channel) => ROTATION[channel].restart)
    .reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), "none");
  const steps = channels.map((channel) => {
    const { told, command } = ROTATION[channel];
    const filled = command === undefined ? undefined : filledIn(command, form, name);
    return { told, ...(filled === undefined ? {} : { command: filled }) };
  });
  const synced = [...new Set(ways.flatMap(({ notes }) => notes.filter((note) => /fetched|generated|synchronised/.test(note))))];
  return {
    restart: RESTARTS.includes(restart) ? restart : "unknown",
    steps: [...synced.map((note) => ({ told: `On its way: ${note}` })), ...steps],
  };
}

/** Undefined where the name is not plain: a command is copied into a shell. */
function filledIn(command: string, form: string, name: string): string | undefined {
  const full = name.includes(":") ? name.slice(name.lastIndexOf(":") + 1) : name;
  const [namespace, own = ""] = full.includes("/")
    ? [full.slice(0, full.indexOf("/")), full.slice(full.indexOf("/") + 1)]
    : [undefined, full];
  const kind = form.replace(/^cluster-/, "").toLowerCase();
  if (
    !/^[\w.-]+$/.test(own) ||
    !/^[\w.-]*$/.test(namespace ?? "") ||
    (command.startsWith("kubectl") && !/^(?:deployment|statefulset|daemonset)$/.test(kind))
  )
    return undefined;
  return command
    .replace("{kind}", kind)
    .replace("{name}", own)
    .replace("{namespace}", namespace === undefined ? "" : ` -n ${namespace}`);
}

function atRevocation(channels: readonly Way["channel"][]): string {
  if (channels.every((channel) => channel === "ci-run")) return "Runs fail from then on, at the step that uses it";
  if (channels.every((channel) => channel === "k8s-image-pull")) return "Nothing at once; the next Pod that starts cannot pull its image";
  if (channels.every((channel) => channel === "build-arg")) return "Nothing that runs; the next build fails if it uses it";
  if (channels.every((channel) => channel === "apply"))
    return "Nothing at once, as far as is seen; the next run of the tool fails if it uses it";
  return "It fails at once: what runs holds the old value";
}

/** Code and workloads that break at once first, then by name. */
function byHarm(a: Dependant, b: Dependant): number {
  const weight = ({ atRevocation, confidence }: Dependant): number =>
    (atRevocation.startsWith("It fails") ? 0 : 10) + (2 - CONFIDENCES.indexOf(confidence));
  return weight(a) - weight(b) || (a.label < b.label ? -1 : a.label > b.label ? 1 : a.id < b.id ? -1 : 1);
}

function standsIn(graph: Graph, best: ReadonlyMap<number, Step>): ImpactAnswer["standsIn"] {
  const names = [...best].filter(([node]) => graph.kindOf(node) === "name" && !/^(?:host|service-account)$/.test(graph.formOf(node)));
  return names
    .map(([node, { edge }]) => {
      const { label, form, place } = graph.node(node);
      const evidence = place ?? (edge < 0 ? undefined : graph.edge(edge).place);
      return { label, form, ...(evidence === undefined || evidence.path === "" ? {} : { evidence }) };
    })
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
}

const NOT_AFFECTED: Readonly<Record<string, readonly string[]>> = {
  plivo: ["Passwords of SIP endpoints and Zentrunk's SIP credentials", "Log-ins to the console", "Numbers and applications themselves"],
};

function checksOf(provider: string | undefined, { uses }: Context): { readonly provider?: NonNullable<ImpactAnswer["provider"]> } {
  if (provider === undefined || usesOf(provider).length === 0) return {};
  const all = [...uses.values()].flat();
  return {
    provider: {
      name: provider,
      checks: usesOf(provider).map(({ kind, title, atRotation }) => ({
        kind,
        title,
        atRotation,
        places: distinct(all.filter((use) => use.kind === kind).map(({ place }) => place)).slice(0, MOST_PLACES),
      })),
      notAffected: [...(NOT_AFFECTED[provider] ?? [])],
    },
  };
}

function notVisible(graph: Graph, reached: ReadonlyMap<number, Step>, dependants: readonly Dependant[]): ImpactAnswer["notVisible"] {
  const repositories = new Set([...reached.keys()].map((node) => graph.repositoryOf(node)).filter((repository) => repository !== 0));
  const shown = new Set(dependants.flatMap((dependant) => dependant.notVisible));
  const own = [...graph.blinds(reached, repositories)].filter(({ node, what }) => node < 0 || !shown.has(what));
  const { facts, unread } = graph.columns;
  const general = [
    "Values set by hand in a console: of a cloud, a CI system, a platform, an issuer",
    "Copies on people's machines, in password managers, chats and tickets",
    ...(facts.cluster ? [] : ["No live cluster was asked (--cluster): what runs may differ from the manifests"]),
    ...(facts.logs.length > 0 ? [] : ["No audit log of a store was given (--audit): who really reads the value is not known"]),
    "Names that a program puts together when it runs, and variables read through other code",
    ...Object.entries(unread)
      .filter(([reason]) => reason !== "no-reader" && reason !== "binary")
      .map(([reason, { count }]) => `${count} ${count === 1 ? "thing was" : "things were"} not read: ${reason}`),
  ];
  return [
    ...own.map(({ what, place }) => ({ what, ...(place === undefined ? {} : { evidence: place }) })),
    ...general.map((what) => ({ what })),
  ];
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.repository}\0${place.path}\0${place.line}`, place])).values()];
}
