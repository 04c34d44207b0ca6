import type { Picture, PictureNode } from "./picture.ts";

const CHAR = 7.25;
const TITLE_CHARS = 46;
const PAD = 10;
const GAP_X = 72;
const GAP_Y = 14;
const LINE = 16;
const HEAD = 56;
const FOOT = 44;

interface Box {
  readonly node: PictureNode;
  readonly x: number;
  y: number;
  readonly width: number;
  readonly height: number;
}

const FILL: Readonly<Record<string, { readonly fill: string; readonly stroke: string }>> = {
  secret: { fill: "#1f2937", stroke: "#1f2937" },
  name: { fill: "#eef2ff", stroke: "#6366f1" },
  fails: { fill: "#fef2f2", stroke: "#b91c1c" },
  later: { fill: "#fffbeb", stroke: "#b45309" },
  unknown: { fill: "#f3f4f6", stroke: "#4b5563" },
  owner: { fill: "#ecfdf5", stroke: "#047857" },
  more: { fill: "#ffffff", stroke: "#9ca3af" },
};
const DASH = { certain: "", likely: ' stroke-dasharray="7 4"', possible: ' stroke-dasharray="2 4"' };

/** A drawing in layers, left to right. Needs nothing from outside: no fonts, no scripts, no links. */
export function svgOf(picture: Picture): string {
  const boxes = place(picture);
  const all = [...boxes.values()];
  const width = Math.max(720, ...all.map(({ x, width: own }) => x + own)) + PAD * 2;
  const height = Math.max(...all.map(({ y, height: own }) => y + own)) + FOOT;
  const lines = picture.edges.flatMap(({ from, to, confidence }) => {
    const a = boxes.get(from);
    const b = boxes.get(to);
    return a === undefined || b === undefined ? [] : [curve(a, b, confidence)];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="caption" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="12">
<title id="caption">${xml(picture.caption)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${PAD * 2}" y="30" font-size="15" font-weight="700" fill="#111827">${xml(shortened(picture.caption, 110))}</text>
<g fill="none" stroke="#6b7280" stroke-width="1.4">
${lines.join("\n")}
</g>
${all.map(drawn).join("\n")}
${legend(height)}
</svg>
`;
}

function place({ nodes, edges }: Picture): ReadonlyMap<string, Box> {
  const layers: PictureNode[][] = [];
  for (const node of nodes) (layers[node.layer] ??= []).push(node);
  const used = [...layers].map((layer) => layer ?? []).filter((layer) => layer.length > 0);
  const order = arranged(used, edges);
  const boxes = new Map<string, Box>();
  let x = PAD * 2;
  const heights: number[] = [];
  for (const layer of order) {
    const width = Math.max(...layer.map(widthOf));
    let y = HEAD;
    for (const node of layer) {
      const height = PAD * 2 + LINE * (1 + node.lines.length) - 4;
      boxes.set(node.id, { node, x, y, width, height });
      y += height + GAP_Y;
    }
    heights.push(y);
    x += width + GAP_X;
  }
  const tallest = Math.max(...heights);
  order.forEach((layer, index) => {
    const shift = (tallest - (heights[index] ?? tallest)) / 2;
    for (const node of layer) {
      const box = boxes.get(node.id);
      if (box !== undefined) box.y += shift;
    }
  });
  return boxes;
}

/** Neighbours near each other: each layer is sorted by where its neighbours lie, to and fro. */
function arranged(layers: readonly (readonly PictureNode[])[], edges: Picture["edges"]): readonly (readonly PictureNode[])[] {
  const neighbours = new Map<string, string[]>();
  for (const { from, to } of edges) {
    neighbours.set(from, [...(neighbours.get(from) ?? []), to]);
    neighbours.set(to, [...(neighbours.get(to) ?? []), from]);
  }
  let order = layers.map((layer) => [...layer]);
  for (let round = 0; round < 4; round++) {
    const rank = new Map(order.flatMap((layer) => layer.map((node, index) => [node.id, (index + 0.5) / layer.length] as const)));
    const weight = (id: string): number => {
      const ranks = (neighbours.get(id) ?? []).flatMap((other) => rank.get(other) ?? []);
      return ranks.length === 0 ? 1 : ranks.reduce((sum, one) => sum + one, 0) / ranks.length;
    };
    order = order.map((layer) => layer.toSorted((a, b) => weight(a.id) - weight(b.id)));
  }
  return order;
}

const widthOf = ({ title, lines }: PictureNode): number =>
  PAD * 2 + CHAR * Math.max(...[title, ...lines].map((line, index) => shortened(line, index === 0 ? TITLE_CHARS : TITLE_CHARS + 4).length));

function drawn({ node, x, y, width, height }: Box): string {
  const { fill, stroke } = FILL[node.kind === "dependant" ? (node.harm ?? "unknown") : node.kind] ?? { fill: "#fff", stroke: "#000" };
  const ink = node.kind === "secret" ? "#ffffff" : "#111827";
  const small = node.kind === "secret" ? "#d1d5db" : "#4b5563";
  const rows = node.lines.map(
    (line, index) =>
      `<text x="${x + PAD}" y="${y + PAD + 10 + LINE * (index + 1)}" fill="${small}">${xml(shortened(line, TITLE_CHARS + 4))}</text>`,
  );
  return `<g><title>${xml([node.title, ...node.lines].join(" · "))}</title><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="1.5"/><text x="${x + PAD}" y="${y + PAD + 10}" font-weight="600" fill="${ink}">${xml(shortened(node.title, TITLE_CHARS))}</text>${rows.join("")}</g>`;
}

function curve(a: Box, b: Box, confidence: "certain" | "likely" | "possible"): string {
  const x1 = a.x + a.width;
  const y1 = a.y + a.height / 2;
  const y2 = b.y + b.height / 2;
  const bend = Math.max(24, (b.x - x1) / 2);
  return `<path d="M${x1} ${y1}C${x1 + bend} ${y1} ${b.x - bend} ${y2} ${b.x} ${y2}"${DASH[confidence]}/>`;
}

function legend(height: number): string {
  const y = height - 16;
  const items: readonly (readonly [string, string])[] = [
    ["fails", "fails at once when revoked"],
    ["later", "fails at its next run or start"],
    ["unknown", "seen using it, how is not known"],
  ];
  const boxes = items.map(([kind, told], index) => {
    const x = PAD * 2 + index * 262;
    return `<rect x="${x}" y="${y - 10}" width="12" height="12" rx="2" fill="${FILL[kind]?.fill}" stroke="${FILL[kind]?.stroke}"/><text x="${x + 18}" y="${y}" fill="#374151" font-size="11">${told}</text>`;
  });
  return `<g>${boxes.join("")}</g>`;
}

/** The middle goes: names differ at their ends. */
function shortened(text: string, most: number): string {
  return text.length <= most
    ? text
    : `${text.slice(0, Math.ceil(most * 0.45))}…${text.slice(text.length - (most - Math.ceil(most * 0.45) - 1))}`;
}

/** Also without what XML cannot hold, and marks that turn the direction of writing. */
function xml(text: string): string {
  return text
    .replace(/[^\P{C}\t]|[\p{Cs}]/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
