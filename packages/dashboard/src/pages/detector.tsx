import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { detectorsQuery } from "../api/queries.ts";
import { useHere } from "../app/workspace.tsx";
import { Explanation } from "../parts/explanation.tsx";
import { PageHead } from "../parts/states.tsx";
import { text } from "../text.ts";

/** All that is known of one kind of secret. */
export function DetectorPage() {
  const { workspace } = useHere();
  const { detector } = useParams({ from: "/w/$workspace/detectors/$detector" });
  const kinds = useQuery(detectorsQuery);
  const kind = kinds.data?.items.find(({ id }) => id === detector);
  return (
    <div className="page">
      <nav className="crumbs">
        <Link to="/w/$workspace/detectors" params={{ workspace: workspace.slug }}>
          ← {text.detectors.title}
        </Link>
      </nav>
      <PageHead title={kind?.title ?? detector} lead={<code>{detector}</code>}>
        <Link to="/w/$workspace/incidents" params={{ workspace: workspace.slug }} search={{ detector: [detector] }}>
          {text.detectors.incidents}
        </Link>
      </PageHead>
      <div className="panel">
        <Explanation detector={detector} />
      </div>
    </div>
  );
}
