import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type Incident, type Occurrence, occurrencesQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Code } from "../parts/code.tsx";
import { Loading, Panel, Problem } from "../parts/states.tsx";
import { date, dateTime, text } from "../text.ts";

const of = text.incident;

export function Occurrences({ incident }: { incident: Incident }) {
  const { workspace } = useHere();
  const query = useInfiniteQuery(occurrencesQuery(workspace.id, incident.id));
  const places = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Panel title={of.places} action={<span className="dim">{of.placesCount(incident.occurrences)}</span>}>
      {query.isPending && <Loading />}
      {query.error !== null && <Problem error={query.error} onRetry={() => void query.refetch()} />}
      <ol className="places">
        {places.map((place) => (
          <Place key={place.id} place={place} />
        ))}
      </ol>
      {query.hasNextPage && (
        <Button variant="default" size="compact-sm" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {text.shell.more}
        </Button>
      )}
    </Panel>
  );
}

function Place({ place }: { place: Occurrence }) {
  const { repository, path, line, commit, author, authoredAt, summary, inHead, image, layer, excerpt, excerptLine, suppressed } = place;
  return (
    <li>
      <div className="place-head">
        <span className="mono breaks">
          {repository !== "" && <span className="dim">{repository} · </span>}
          {path}:{line}
        </span>
        {inHead !== null && <span className="dim">{inHead ? of.inHead : of.notInHead}</span>}
      </div>
      {(commit !== null || author !== null || summary !== null) && (
        <div className="place-commit">
          {commit !== null && <code title={commit}>{commit.slice(0, 10)}</code>}
          {author !== null && <span>{of.by(author)}</span>}
          {authoredAt !== null && (
            <time dateTime={authoredAt} title={dateTime(authoredAt)}>
              {date(authoredAt)}
            </time>
          )}
          {summary !== null && <q>{summary}</q>}
        </div>
      )}
      {image !== null && (
        <div className="place-commit">
          <code>{image}</code>
          {layer !== null && (
            <span>
              {of.layer} <code>{layer.slice(0, 19)}</code>
            </span>
          )}
        </div>
      )}
      {excerpt !== null && <Code text={excerpt} firstLine={excerptLine ?? line} marked={line} />}
      {suppressed !== null && <div className="dim">{of.suppressed(suppressed.reason ?? suppressed.kind)}</div>}
    </li>
  );
}
