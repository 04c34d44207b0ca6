import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { ApiProblem } from "../api/client.ts";
import { meQuery } from "../api/queries.ts";
import { SignInPage } from "../pages/sign-in.tsx";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";

/** /: to the first workspace, or to the log-in. */
export function Start() {
  const me = useQuery(meQuery);
  if (me.error instanceof ApiProblem && me.error.status === 401) return <SignInPage />;
  if (me.data === undefined) return me.error === null ? <Loading /> : <Problem error={me.error} onRetry={() => void me.refetch()} />;
  const [first] = me.data.workspaces;
  if (first === undefined) return <Empty title={text.errors.noWorkspace}>{text.errors.noWorkspaceMore}</Empty>;
  return <Navigate to="/w/$workspace/overview" params={{ workspace: first.slug }} replace />;
}
