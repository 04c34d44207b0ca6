import { NativeSelect, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import { ApiProblem } from "../api/client.ts";
import { impactQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { type Part, amount, part, parts, word, words } from "../parts/loose.ts";
import { Empty, Loaded, Loading, NotAllowed, PageHead, Panel } from "../parts/states.tsx";
import { Tag, type Tone } from "../parts/tag.tsx";
import { ago, text } from "../text.ts";

const of = text.impact;
const FROM = "/w/$workspace/incidents/$incident/impact";
const ORDER = ["possible", "likely", "certain"] as const;
const Graph = lazy(() => import("./impact-graph.tsx"));

/** Who reads the secret, and what happens to them when it ends. */
export function ImpactPage() {
  const { workspace, can } = useHere();
  const { incident } = useParams({ from: FROM });
  const query = useQuery({ ...impactQuery(workspace.id, incident), enabled: can("impact:read") });
  if (!can("impact:read")) return <NotAllowed role={text.role[workspace.role]} />;
  const isAbsent = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <div className="page">
      <nav className="crumbs">
        <Link to="/w/$workspace/incidents/$incident" params={{ workspace: workspace.slug, incident }}>
          ← {text.remediation.incident}
        </Link>
      </nav>
      <PageHead title={of.title} lead={query.data && text.misuse.made(ago(query.data.createdAt))} />
      {isAbsent ? (
        <Empty title={of.none}>
          {of.noneMore}
          <pre className="command">{`stanch impact --format json …\nPOST /api/v1/workspaces/${workspace.id}/incidents/${incident}/impact`}</pre>
        </Empty>
      ) : (
        <Loaded query={query}>{({ body }) => <Answer body={body} />}</Loaded>
      )}
    </div>
  );
}

function Answer({ body }: { body: Part }) {
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const least = ORDER.find((one) => one === search["confidence"]) ?? "possible";
  const shown = parts(body["dependants"]).filter(({ confidence }) => ORDER.findIndex((one) => one === confidence) >= ORDER.indexOf(least));
  const summary = part(body["summary"]);
  const hidden = parts(body["notVisible"]);
  return (
    <div className="incident-main">
      <div className="place-head">
        <Text>{of.lead(amount(summary["dependants"]), amount(summary["restart"]))}</Text>
        <NativeSelect
          size="xs"
          label={of.confidence}
          value={least}
          data={ORDER.map((value) => ({ value, label: of.confidences[value] }))}
          onChange={({ currentTarget }) => void navigate({ search: { confidence: currentTarget.value }, replace: true })}
        />
      </div>
      <Panel title={of.graph}>
        <Suspense fallback={<Loading />}>
          <Graph secrets={parts(body["secrets"])} names={parts(body["standsIn"])} dependants={shown} />
        </Suspense>
      </Panel>
      <Panel title={of.list}>
        <ol className="places">
          {shown.map((one) => (
            <Dependant key={word(one["id"])} one={one} />
          ))}
        </ol>
      </Panel>
      {hidden.length > 0 && (
        <Panel title={of.notVisible}>
          <ul className="plain">
            {hidden.map(({ what }) => (
              <li key={word(what)}>{word(what)}</li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

const TONES: Readonly<Record<string, Tone>> = { certain: "critical", likely: "high", possible: "plain" };
const STATE_TONES: Readonly<Record<string, Tone>> = { ready: "good", objected: "high", open: "plain" };

function Dependant({ one }: { one: Part }) {
  const confidence = word(one["confidence"]);
  const confidences: Readonly<Record<string, string>> = of.confidences;
  const state = word(part(one["acknowledgement"])["state"]);
  const states: Readonly<Record<string, string>> = of.states;
  const owners = parts(one["owners"]).map(({ name }) => word(name));
  const place = part(one["place"]);
  return (
    <li>
      <div className="place-head">
        <span>
          <strong>{word(one["label"])}</strong> <span className="dim">{word(one["form"])}</span>
        </span>
        <span className="tags">
          <Tag tone={TONES[confidence] ?? "plain"}>{confidences[confidence] ?? confidence}</Tag>
          <Tag tone={STATE_TONES[state] ?? "plain"}>{states[state] ?? state}</Tag>
        </span>
      </div>
      <div className="place-commit">
        {word(place["path"]) !== "" && (
          <span className="mono">
            {word(place["repository"])} {word(place["path"])}:{amount(place["line"])}
          </span>
        )}
        <span>
          {of.owners}: {owners.length === 0 ? of.noOwner : owners.join(", ")}
        </span>
        <span>
          {of.ways}:{" "}
          {parts(one["ways"])
            .map(({ name, through }) => [...words(through), word(name)].join(" → "))
            .join(", ")}
        </span>
      </div>
      <Text size="sm" mt={4}>
        <strong>{of.atRevocation}:</strong> {word(one["atRevocation"])}
      </Text>
    </li>
  );
}
