import { Outlet, createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Empty, Loading, Problem } from "../parts/states.tsx";
import { text } from "../text.ts";
import { Start } from "./start.tsx";
import { type Search, incidentSearch, parseSearch, stringifySearch } from "./search.ts";
import { WorkspaceGate } from "./gate.tsx";

const root = createRootRoute({ component: Outlet });
const anySearch = (asked: Record<string, unknown>): Search =>
  Object.fromEntries(Object.entries(asked).filter((entry): entry is [string, string] => typeof entry[1] === "string"));

const start = createRoute({ getParentRoute: () => root, path: "/", component: Start });
const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("../pages/setup.tsx"), "SetupPage"),
});
const join = createRoute({
  getParentRoute: () => root,
  path: "/join",
  component: lazyRouteComponent(() => import("../pages/join.tsx"), "JoinPage"),
});
const request = createRoute({
  getParentRoute: () => root,
  path: "/requests/$request",
  component: lazyRouteComponent(() => import("../pages/request.tsx"), "RequestPage"),
});
const workspace = createRoute({ getParentRoute: () => root, path: "/w/$workspace", component: WorkspaceGate });
const index = createRoute({
  getParentRoute: () => workspace,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/w/$workspace/overview", params });
  },
});
const overview = createRoute({
  getParentRoute: () => workspace,
  path: "/overview",
  component: lazyRouteComponent(() => import("../pages/overview.tsx"), "OverviewPage"),
});
const incidents = createRoute({
  getParentRoute: () => workspace,
  path: "/incidents",
  validateSearch: incidentSearch,
  component: lazyRouteComponent(() => import("../pages/incidents.tsx"), "IncidentsPage"),
});
const incident = createRoute({
  getParentRoute: () => workspace,
  path: "/incidents/$incident",
  validateSearch: incidentSearch,
  component: lazyRouteComponent(() => import("../pages/incident.tsx"), "IncidentPage"),
});
const misuse = createRoute({
  getParentRoute: () => workspace,
  path: "/incidents/$incident/misuse",
  component: lazyRouteComponent(() => import("../pages/misuse.tsx"), "MisusePage"),
});
const impact = createRoute({
  getParentRoute: () => workspace,
  path: "/incidents/$incident/impact",
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import("../pages/impact.tsx"), "ImpactPage"),
});
const remediations = createRoute({
  getParentRoute: () => workspace,
  path: "/remediations",
  component: lazyRouteComponent(() => import("../pages/remediations.tsx"), "RemediationsPage"),
});
const remediation = createRoute({
  getParentRoute: () => workspace,
  path: "/remediations/$remediation",
  component: lazyRouteComponent(() => import("../pages/remediation.tsx"), "RemediationPage"),
});
const remediate = createRoute({
  getParentRoute: () => workspace,
  path: "/incidents/$incident/remediate",
  component: lazyRouteComponent(() => import("../pages/remediate.tsx"), "RemediatePage"),
});
const scans = createRoute({
  getParentRoute: () => workspace,
  path: "/scans",
  component: lazyRouteComponent(() => import("../pages/scans.tsx"), "ScansPage"),
});
const status = createRoute({
  getParentRoute: () => workspace,
  path: "/status",
  component: lazyRouteComponent(() => import("../pages/status.tsx"), "StatusPage"),
});
const detectors = createRoute({
  getParentRoute: () => workspace,
  path: "/detectors",
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import("../pages/detectors.tsx"), "DetectorsPage"),
});
const detector = createRoute({
  getParentRoute: () => workspace,
  path: "/detectors/$detector",
  component: lazyRouteComponent(() => import("../pages/detector.tsx"), "DetectorPage"),
});
const people = createRoute({
  getParentRoute: () => workspace,
  path: "/people",
  component: lazyRouteComponent(() => import("../pages/people.tsx"), "PeoplePage"),
});
const tokens = createRoute({
  getParentRoute: () => workspace,
  path: "/tokens",
  component: lazyRouteComponent(() => import("../pages/tokens.tsx"), "TokensPage"),
});
const audit = createRoute({
  getParentRoute: () => workspace,
  path: "/audit",
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import("../pages/audit.tsx"), "AuditPage"),
});
const settings = createRoute({
  getParentRoute: () => workspace,
  path: "/settings",
  component: lazyRouteComponent(() => import("../pages/settings.tsx"), "SettingsPage"),
});
const account = createRoute({
  getParentRoute: () => workspace,
  path: "/account",
  component: lazyRouteComponent(() => import("../pages/account.tsx"), "AccountPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    start,
    setup,
    join,
    request,
    workspace.addChildren([
      index,
      overview,
      incidents,
      incident,
      misuse,
      impact,
      remediate,
      remediations,
      remediation,
      scans,
      status,
      detectors,
      detector,
      people,
      tokens,
      audit,
      settings,
      account,
    ]),
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  scrollRestoration: false,
  defaultPendingComponent: Loading,
  defaultErrorComponent: ({ error }) => <Problem error={error} onRetry={() => location.reload()} />,
  defaultNotFoundComponent: () => (
    <Empty title={text.errors.notFound}>
      <a href="/">{text.errors.home}</a>
    </Empty>
  ),
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
