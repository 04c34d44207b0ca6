import type { Dependant, ImpactAnswer } from "../answer-schema.ts";
import { CONFIDENCES, type Confidence } from "../types.ts";

export interface PictureNode {
  readonly id: string;
  readonly kind: "secret" | "name" | "dependant" | "owner" | "more";
  readonly title: string;
  /** Lines below the title, small. */
  readonly lines: readonly string[];
  /** Of a dependant: how bad it is when nothing is done. */
  readonly harm?: "fails" | "later" | "unknown";
  readonly layer: number;
}

export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly confidence: Confidence;
}

/** What is drawn of an answer: from the secret over its names to what takes it, and to whom that belongs. */
export interface Picture {
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  readonly caption: string;
}

const MOST_DEPENDANTS = 60;

/** Made of the answer alone, so that whoever has its JSON can draw it. */
export function pictureOf(answer: ImpactAnswer): Picture {
  const shown = answer.dependants.slice(0, MOST_DEPENDANTS);
  const edges = new Map<string, PictureEdge>();
  const link = (from: string, to: string, confidence: Confidence): void => {
    const key = `${from}\0${to}`;
    const known = edges.get(key);
    if (from !== to && (known === undefined || CONFIDENCES.indexOf(known.confidence) < CONFIDENCES.indexOf(confidence)))
      edges.set(key, { from, to, confidence });
  };
  const root = "secret";
  const names = new Set<string>();
  for (const dependant of shown)
    for (const { through, confidence } of dependant.ways) {
      const way = [...new Set(through)].map((label) => `name:${label}`);
      for (const id of way) names.add(id);
      const ids = [root, ...way, dependant.id];
      for (let at = 1; at < ids.length; at++) link(ids[at - 1] ?? root, ids[at] ?? root, at === ids.length - 1 ? confidence : "certain");
    }
  for (const { id, owners } of shown) for (const owner of owners) link(id, `owner:${owner.name}`, "certain");
  const layers = layersOf(root, names, [...edges.values()]);
  const last = Math.max(0, ...layers.values()) + 1;
  const hidden = answer.dependants.length - shown.length;
  const owners = new Set(shown.flatMap((dependant) => dependant.owners.map(({ name }) => name)));
  const nodes: PictureNode[] = [
    rootNode(answer),
    ...[...names].map((id): PictureNode => ({ id, kind: "name", title: id.slice("name:".length), lines: [], layer: layers.get(id) ?? 1 })),
    ...shown.map((dependant) => dependantNode(dependant, last)),
    ...(hidden > 0
      ? [{ id: "more", kind: "more", title: `and ${hidden} more, in the table and the JSON`, lines: [], layer: last } as const]
      : []),
    ...[...owners].map((name): PictureNode => ({ id: `owner:${name}`, kind: "owner", title: name, lines: [], layer: last + 1 })),
  ];
  const { dependants, restart } = answer.summary;
  return {
    nodes,
    edges: [...edges.values()],
    caption: `Who uses ${answer.query.asked}: ${dependants} ${dependants === 1 ? "dependant" : "dependants"}, ${restart} to be restarted, deployed or built again`,
  };
}

function rootNode({ secrets, query }: ImpactAnswer): PictureNode {
  const [first] = secrets;
  const title = secrets.length === 1 && first !== undefined ? first.label : query.asked;
  const lines =
    secrets.length === 0 ? ["value not seen"] : secrets.slice(0, 2).map(({ fingerprint }) => `fingerprint ${fingerprint.slice(0, 12)}…`);
  return { id: "secret", kind: "secret", title, lines, layer: 0 };
}

function dependantNode(dependant: Dependant, layer: number): PictureNode {
  const taken = [...new Set(dependant.ways.map(({ name, channel }) => `${name} (${channel})`))];
  const harm = dependant.rotation.restart === "unknown" ? "unknown" : dependant.atRevocation.startsWith("It fails") ? "fails" : "later";
  const lines = [
    ...taken.slice(0, 2),
    ...(taken.length > 2 ? [`and ${taken.length - 2} more ways`] : []),
    ...dependant.uses.slice(0, 3).map(({ title }) => `code: ${title}`),
  ];
  return { id: dependant.id, kind: "dependant", title: dependant.label, lines, harm, layer };
}

/** Longest way from the root; a circle (the same Secret said in two ways) is cut where it closes. */
function layersOf(root: string, names: ReadonlySet<string>, edges: readonly PictureEdge[]): ReadonlyMap<string, number> {
  const layers = new Map<string, number>([[root, 0]]);
  for (let round = 0; round < 12; round++) {
    let changed = false;
    for (const { from, to } of edges) {
      const before = layers.get(from);
      if (before === undefined || !names.has(to) || before + 1 <= (layers.get(to) ?? 0) || before >= 6) continue;
      layers.set(to, before + 1);
      changed = true;
    }
    if (!changed) break;
  }
  return layers;
}
