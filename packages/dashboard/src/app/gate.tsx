import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { ApiProblem } from "../api/client.ts";
import { meQuery } from "../api/queries.ts";
import { SignInPage } from "../pages/sign-in.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { Shell } from "./shell.tsx";
import { HereContext } from "./workspace.tsx";

/** Asks for the log-in in place: the address stays, and with it what was looked at. */
export function WorkspaceGate() {
  const { workspace: slug } = useParams({ from: "/w/$workspace" });
  const me = useQuery(meQuery);
  if (me.data === undefined) {
    if (me.error instanceof ApiProblem && me.error.status === 401) return <SignInPage />;
    return me.error === null ? <Loading /> : <Problem error={me.error} onRetry={() => void me.refetch()} />;
  }
  const workspace = me.data.workspaces.find((one) => one.slug === slug);
  if (workspace === undefined)
    return (
      <Empty title={text.errors.notFound}>
        <a href="/">{text.errors.home}</a>
      </Empty>
    );
  return (
    <HereContext value={{ me: me.data, workspace }}>
      <Shell />
    </HereContext>
  );
}
