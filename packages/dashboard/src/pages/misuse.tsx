import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { ApiProblem } from "../api/client.ts";
import { misuseQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { type Part, amount, part, parts, word } from "../parts/loose.ts";
import { Empty, Loaded, NotAllowed, PageHead, Panel } from "../parts/states.tsx";
import { Tag, type Tone } from "../parts/tag.tsx";
import { ago, date, dateTime, number, text } from "../text.ts";

const of = text.misuse;
const FROM = "/w/$workspace/incidents/$incident/misuse";

/** What the issuer's own records say of the time since the leak. */
export function MisusePage() {
  const { workspace, can } = useHere();
  const { incident } = useParams({ from: FROM });
  const query = useQuery({ ...misuseQuery(workspace.id, incident), enabled: can("misuse:read") });
  if (!can("misuse:read")) return <NotAllowed role={text.role[workspace.role]} />;
  const isAbsent = query.error instanceof ApiProblem && query.error.status === 404;
  return (
    <div className="page">
      <nav className="crumbs">
        <Link to="/w/$workspace/incidents/$incident" params={{ workspace: workspace.slug, incident }}>
          ← {text.remediation.incident}
        </Link>
      </nav>
      <PageHead title={of.title} lead={query.data && of.made(ago(query.data.createdAt))} />
      {isAbsent ? (
        <Empty title={of.none}>
          {of.noneMore}
          <pre className="command">{`stanch misuse --format json …\nPOST /api/v1/workspaces/${workspace.id}/incidents/${incident}/misuse`}</pre>
        </Empty>
      ) : (
        <Loaded query={query}>{({ body }) => <Judgement body={body} />}</Loaded>
      )}
    </div>
  );
}

const TONES: Readonly<Record<string, Tone>> = { misused: "critical", suspicious: "high" };
const LEVELS: Readonly<Record<string, Tone>> = { decisive: "critical", strong: "high", notable: "medium", context: "plain" };

function Judgement({ body }: { body: Part }) {
  const verdict = word(body["verdict"]);
  const signals = parts(body["signals"]);
  const missing = parts(body["missing"]);
  return (
    <div className="incident-main">
      <div className="panel">
        <Tag tone={TONES[verdict] ?? "low"}>{of.verdict[verdict] ?? verdict}</Tag>
        <Text mt="xs">{word(body["because"])}</Text>
      </div>
      <Panel title={of.timeline}>
        <Days days={parts(part(body["timeline"])["days"])} leakedAt={word(body["leakedAt"])} revokedAt={word(body["revokedAt"])} />
      </Panel>
      <Panel title={of.signals}>
        {signals.length === 0 && <p className="dim">{of.noSignals}</p>}
        <ol className="places">
          {signals.map((signal) => (
            <Signal key={`${word(signal["kind"])} ${word(signal["of"])} ${word(signal["from"])}`} signal={signal} />
          ))}
        </ol>
      </Panel>
      <Panel title={of.heat}>
        <Week week={part(body["heatMap"])["after"]} />
      </Panel>
      <Panel title={of.missing}>
        {missing.length === 0 ? (
          <p className="dim">{of.nothingMissing}</p>
        ) : (
          <ul className="plain">
            {missing.map((one) => (
              <li key={word(one["what"]) + word(one["from"])}>{word(one["what"])}</li>
            ))}
          </ul>
        )}
      </Panel>
    </div>
  );
}

function Signal({ signal }: { signal: Part }) {
  const records = part(signal["records"]);
  const samples = parts(records["samples"]);
  const level = word(signal["level"]);
  return (
    <li>
      <div className="place-head">
        <span>
          <Tag tone={LEVELS[level] ?? "plain"}>{level}</Tag> {word(signal["sentence"])}
        </span>
        <span className="dim">
          {number(amount(signal["number"]))} {word(signal["unit"])}, {of.baseline} {number(amount(signal["baseline"]))}
        </span>
      </div>
      {samples.length > 0 && (
        <details>
          <summary>{of.records(amount(records["count"]))}</summary>
          <div className="table-scroll">
            <table className="table">
              <tbody>
                {samples.map((one) => (
                  <tr key={word(one["reference"]) + word(one["at"])}>
                    <td>{word(one["at"]) === "" ? "" : dateTime(word(one["at"]))}</td>
                    <td>{word(one["action"])}</td>
                    <td>{word(one["actor"])}</td>
                    <td className="mono">{word(one["address"])}</td>
                    <td>{word(one["resource"])}</td>
                    <td className="mono dim">{word(one["reference"])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </li>
  );
}

const WIDTH = 900;
const HEIGHT = 180;
const FOOT = 18;

/** Bars a day, what was expected as a line, the leak and its end marked; beside it the same as a table. */
function Days({ days, leakedAt, revokedAt }: { days: readonly Part[]; leakedAt: string; revokedAt: string }) {
  if (days.length === 0) return <p className="dim">{text.overview.nothing}</p>;
  const most = Math.max(1, ...days.map((day) => Math.max(amount(day["count"]), amount(day["expected"]))));
  const step = WIDTH / days.length;
  const y = (value: number): number => HEIGHT - FOOT - ((HEIGHT - FOOT - 14) * value) / most;
  const first = Date.parse(word(days[0]?.["at"]));
  const x = (iso: string): number => ((Date.parse(iso) - first) / 86_400_000) * step;
  const line = days.map((day, index) => `${index === 0 ? "M" : "L"}${(index + 0.5) * step} ${y(amount(day["expected"]))}`).join("");
  return (
    <>
      <svg className="timeline-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        {days.map((day, index) => {
          const top = y(amount(day["count"]));
          return (
            <rect
              key={word(day["at"])}
              x={index * step + 0.5}
              y={top}
              width={Math.max(1, step - 1)}
              height={Math.max(0, HEIGHT - FOOT - top)}
            />
          );
        })}
        <path className="expected" d={line} />
        {[
          [leakedAt, of.leaked],
          [revokedAt, of.revoked],
        ].map(
          ([iso = "", name]) =>
            iso !== "" && (
              <g key={name}>
                <line className="mark" x1={x(iso)} x2={x(iso)} y1={0} y2={HEIGHT - FOOT} />
                <text x={Math.min(x(iso) + 4, WIDTH - 60)} y={HEIGHT - 4}>
                  {name}
                </text>
              </g>
            ),
        )}
      </svg>
      <details>
        <summary>{of.table}</summary>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{of.day}</th>
              <th scope="col" className="number">
                {of.uses}
              </th>
              <th scope="col" className="number">
                {of.expected}
              </th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={word(day["at"])}>
                <td>{date(word(day["at"]))}</td>
                <td className="number">{number(amount(day["count"]))}</td>
                <td className="number">{number(Math.round(amount(day["expected"])))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Week({ week }: { week: unknown }) {
  const rows = Array.isArray(week) ? week.map((row: unknown) => (Array.isArray(row) ? row.map(amount) : [])) : [];
  const most = Math.max(1, ...rows.flat());
  if (rows.length === 0) return <p className="dim">{text.overview.nothing}</p>;
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={of.heat}>
      <table className="heatmap">
        <thead>
          <tr>
            <td />
            {Array.from({ length: 24 }, (_, hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, day) => (
            <tr key={of.days[day]}>
              <th scope="row">{of.days[day]}</th>
              {row.map((value, hour) => (
                // oxlint-disable-next-line react/no-array-index-key -- an hour is its place
                <td key={hour} style={{ "--heat": Math.sqrt(value / most) }}>
                  {value === 0 ? "" : number(Math.round(value * 10) / 10)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
