import { useQuery } from "@tanstack/react-query";
import { statusQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Loaded, NotAllowed, PageHead, Panel } from "../parts/states.tsx";
import { number, text } from "../text.ts";

const of = text.status;

export function StatusPage() {
  const { workspace, can } = useHere();
  const query = useQuery({ ...statusQuery(workspace.id), enabled: can("status:read") });
  if (!can("status:read")) return <NotAllowed role={text.role[workspace.role]} />;
  return (
    <div className="page">
      <PageHead title={of.title} lead={of.fresh} />
      <Loaded query={query}>
        {({ version, uptimeSeconds, database, workers, queues }) => (
          <div className="panels">
            <Panel title={text.product}>
              <div className="facts">
                <dl>
                  {[
                    [of.version, version],
                    [of.uptime, of.hours(Math.floor(uptimeSeconds / 3600))],
                    [of.database, `PostgreSQL ${database.version}, ${of.answers(database.answersInMs)}`],
                    [of.workers, number(workers)],
                  ].map(([name, value]) => (
                    <div key={name}>
                      <dt>{name}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </Panel>
            <Panel title={of.queues}>
              <div className="table-scroll" tabIndex={0}>
                <table className="table">
                  <thead>
                    <tr>
                      <td />
                      <th scope="col" className="number">
                        {of.queued}
                      </th>
                      <th scope="col" className="number">
                        {of.running}
                      </th>
                      <th scope="col" className="number">
                        {of.waiting}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {(["scans", "remediations"] as const).map((queue) => (
                      <tr key={queue}>
                        <th scope="row">{of[queue]}</th>
                        <td className="number">{number(queues[queue].queued)}</td>
                        <td className="number">{number(queues[queue].running)}</td>
                        <td className="number">{number(queues[queue].waiting)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </Panel>
          </div>
        )}
      </Loaded>
    </div>
  );
}
