import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiProblem } from "../api/client.ts";
import { requestQuery } from "../api/queries.ts";
import { Loaded, PageHead } from "../parts/states.tsx";
import { dateTime, text } from "../text.ts";
import { SignInPage } from "./sign-in.tsx";

/** What an error's «log of this request» opens. */
export function RequestPage() {
  const { request } = useParams({ from: "/requests/$request" });
  const query = useQuery(requestQuery(request));
  if (query.error instanceof ApiProblem && query.error.status === 401) return <SignInPage />;
  return (
    <main className="page">
      <PageHead title={text.request.title} lead={text.request.lead(request)} />
      <Loaded query={query}>
        {({ entries }) => (
          <ol className="timeline panel">
            {entries.map((entry) => (
              <li key={entry.seq}>
                <time dateTime={entry.at}>{dateTime(entry.at)}</time>
                <div>
                  <code>{entry.action}</code> {entry.actorKind} {entry.actorId}
                  <pre className="command">{JSON.stringify(entry.details, undefined, 2)}</pre>
                </div>
              </li>
            ))}
          </ol>
        )}
      </Loaded>
    </main>
  );
}
