import type { Picture } from "./picture.ts";

const STYLE = { certain: "solid", likely: "dashed", possible: "dotted" };
const SHAPE = { secret: "octagon", name: "box", dependant: "component", owner: "ellipse", more: "plaintext" };
const COLOR = { fails: "#b91c1c", later: "#b45309", unknown: "#4b5563" };

/** For Graphviz: `dot -Tsvg`. */
export function dotOf({ nodes, edges, caption }: Picture): string {
  const lines = [
    "digraph impact {",
    "  rankdir=LR;",
    `  label=${quoted(caption)};`,
    '  node [fontname="monospace", fontsize=10];',
    ...nodes.map(
      ({ id, kind, title, lines: below, harm }) =>
        `  ${quoted(id)} [label=${quoted([title, ...below].join("\n"))}, shape=${SHAPE[kind]}${harm === undefined ? "" : `, color=${quoted(COLOR[harm])}`}];`,
    ),
    ...edges.map(({ from, to, confidence }) => `  ${quoted(from)} -> ${quoted(to)} [style=${STYLE[confidence]}];`),
    "}",
  ];
  return `${lines.join("\n")}\n`;
}

function quoted(text: string): string {
  return `"${text
    .replace(/[\\"]/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/[^\P{C}]/gu, "?")}"`;
}
