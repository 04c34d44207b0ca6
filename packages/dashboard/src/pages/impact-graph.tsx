import "@xyflow/react/dist/base.css";
import { useComputedColorScheme } from "@mantine/core";
import { Background, Controls, type Edge, Handle, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import { useMemo } from "react";
import { type Part, part, parts, word } from "../parts/loose.ts";
import { number, text } from "../text.ts";

const of = text.impact;

type Kind = keyof typeof of.kinds;
type Shown = Node<{ label: string; kind: Kind; more: string; state: string }, "thing">;

const COLUMN = 280;
const ROW = 74;
/** More of one column than that stand in one node: two thousand boxes are no picture. The list below has all. */
const MOST = 60;

/** Secret → names that hold it → dependants → owners, in columns. Kind and state show by shape of the border as well as by colour. */
export default function Graph({
  secrets,
  names,
  dependants,
}: {
  secrets: readonly Part[];
  names: readonly Part[];
  dependants: readonly Part[];
}) {
  const scheme = useComputedColorScheme("light");
  const { nodes, edges } = useMemo(() => graphOf(secrets, names, dependants), [secrets, names, dependants]);
  return (
    <div className="graph" role="group" aria-label={of.graph}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={TYPES}
        colorMode={scheme}
        fitView
        minZoom={0.1}
        nodesConnectable={false}
        edgesFocusable={false}
        onlyRenderVisibleElements
        proOptions={{ hideAttribution: true }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function Thing({ data: { label, kind, more, state } }: NodeProps<Shown>) {
  return (
    <div className="graph-node" data-kind={kind} data-state={state}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <span className="dim">{of.kinds[kind]}</span>
      <strong title={label}>{label}</strong>
      {more !== "" && <span className="dim">{more}</span>}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const TYPES = { thing: Thing };

function graphOf(secrets: readonly Part[], names: readonly Part[], dependants: readonly Part[]): { nodes: Shown[]; edges: Edge[] } {
  const nodes: Shown[] = [];
  const edges: Edge[] = [];
  const column = (
    kind: Kind,
    at: number,
    all: readonly { id: string; label: string; more: string; state?: string }[],
  ): readonly string[] => {
    const shown = all.slice(0, MOST);
    const rest = all.length - shown.length;
    const boxes = rest === 0 ? shown : [...shown, { id: `${kind} more`, label: of.more(rest), more: "" }];
    for (const [row, { id, label, more, state = "" }] of boxes.entries())
      nodes.push({
        id: `${kind} ${id}`,
        type: "thing",
        position: { x: at * COLUMN, y: (row - boxes.length / 2) * ROW },
        data: { label, kind, more, state },
      });
    return shown.map(({ id }) => `${kind} ${id}`);
  };
  const link = (source: string, target: string): void => void edges.push({ id: `${source}>${target}`, source, target });
  const first = column(
    "secret",
    0,
    secrets.map((one) => ({ id: word(one["fingerprint"]), label: word(one["label"]), more: word(one["provider"]) })),
  );
  const second = column(
    "name",
    1,
    names.map((one, index) => ({ id: String(index), label: word(one["label"]), more: word(one["form"]) })),
  );
  for (const source of first) for (const target of second) link(source, target);
  const third = column(
    "dependant",
    2,
    dependants.map((one) => ({
      id: word(one["id"]),
      label: word(one["label"]),
      more: `${word(one["form"])}, ${word(one["confidence"])}`,
      state: word(part(one["acknowledgement"])["state"]),
    })),
  );
  // An edge for each of many names to each of many dependants would say nothing: the ways stand in the list.
  const from = second.length > 0 && second.length <= 6 ? second : second.length === 0 ? first : second.slice(0, 1);
  for (const target of third) for (const source of from) link(source, target);
  const owners = Map.groupBy(
    dependants.slice(0, MOST).flatMap((one) => parts(one["owners"]).map(({ name }) => ({ owner: word(name), dependant: word(one["id"]) }))),
    ({ owner }) => owner,
  );
  column(
    "owner",
    3,
    [...owners].map(([owner, of]) => ({ id: owner, label: owner, more: number(of.length) })),
  );
  for (const [owner, all] of [...owners].slice(0, MOST)) for (const { dependant } of all) link(`dependant ${dependant}`, `owner ${owner}`);
  return { nodes, edges };
}
