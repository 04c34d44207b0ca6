import {
  ActionIcon,
  AppShell,
  Burger,
  Kbd,
  Menu,
  NativeSelect,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import IconDashboard from "@tabler/icons-react/icons/IconLayoutDashboard";
import IconIncident from "@tabler/icons-react/icons/IconAlertTriangle";
import IconDetector from "@tabler/icons-react/icons/IconRadar";
import IconPeople from "@tabler/icons-react/icons/IconUsers";
import IconToken from "@tabler/icons-react/icons/IconKey";
import IconAudit from "@tabler/icons-react/icons/IconListCheck";
import IconRemediation from "@tabler/icons-react/icons/IconRefresh";
import IconScan from "@tabler/icons-react/icons/IconFolderSearch";
import IconStatus from "@tabler/icons-react/icons/IconHeartbeat";
import IconSettings from "@tabler/icons-react/icons/IconSettings";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import IconSun from "@tabler/icons-react/icons/IconSun";
import IconMoon from "@tabler/icons-react/icons/IconMoon";
import IconUser from "@tabler/icons-react/icons/IconUserCircle";
import IconKeyboard from "@tabler/icons-react/icons/IconKeyboard";
import { Suspense, lazy, useEffect, useState } from "react";
import { answered, api } from "../api/client.ts";
import type { Permission } from "../api/queries.ts";
import { Loading } from "../parts/states.tsx";
import { text } from "../text.ts";
import { useKeys, useSequences } from "./keys.ts";
import { OPEN } from "./search.ts";
import { useLive } from "./live.ts";
import { SignInAgain } from "./sign-in-again.tsx";
import { useHere } from "./workspace.tsx";

const Palette = lazy(() => import("./palette.tsx"));
const Shortcuts = lazy(() => import("./shortcuts.tsx"));

interface Entry {
  readonly to: "overview" | "incidents" | "remediations" | "scans" | "status" | "detectors" | "people" | "tokens" | "audit" | "settings";
  readonly icon: typeof IconSearch;
  readonly needs: Permission;
}

export const PAGES: readonly Entry[] = [
  { to: "overview", icon: IconDashboard, needs: "incident:read" },
  { to: "incidents", icon: IconIncident, needs: "incident:read" },
  { to: "remediations", icon: IconRemediation, needs: "remediation:read" },
  { to: "scans", icon: IconScan, needs: "scan:read" },
  { to: "detectors", icon: IconDetector, needs: "workspace:read" },
  { to: "people", icon: IconPeople, needs: "member:read" },
  { to: "tokens", icon: IconToken, needs: "token:read" },
  { to: "audit", icon: IconAudit, needs: "audit:read" },
  { to: "status", icon: IconStatus, needs: "status:read" },
  { to: "settings", icon: IconSettings, needs: "workspace:read" },
];

/** Frame of every page of a workspace. Pages that the role does not include are not offered. */
export function Shell() {
  const { workspace } = useHere();
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [hasPalette, setHasPalette] = useState(false);
  const [hasShortcuts, setHasShortcuts] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useEffect(() => close(), [path, close]);
  useEffect(() => {
    document.title = `${titleOf(path)} · ${workspace.name} · ${text.product}`;
  }, [path, workspace.name]);
  useLive();
  useShellKeys({ openPalette: () => setHasPalette(true), openShortcuts: () => setHasShortcuts(true) });
  return (
    <AppShell header={{ height: 52 }} navbar={{ width: 208, breakpoint: "md", collapsed: { mobile: !isOpen } }} padding={0}>
      <a href="#page" className="skip">
        {text.shell.skip}
      </a>
      <AppShell.Header className="bar">
        <Burger opened={isOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label={text.shell.menu} aria-expanded={isOpen} />
        <Link to="/w/$workspace/overview" params={{ workspace: workspace.slug }} className="brand">
          <img src="/icon.svg" alt="" width={26} height={26} />
          <span>{text.product}</span>
        </Link>
        <Workspaces />
        <UnstyledButton className="find" onClick={() => setHasPalette(true)}>
          <IconSearch size={16} aria-hidden="true" />
          <span>{text.shell.search}</span>
          <Kbd size="xs">Ctrl K</Kbd>
        </UnstyledButton>
        <Corner openShortcuts={() => setHasShortcuts(true)} />
      </AppShell.Header>
      <AppShell.Navbar className="nav" aria-label={text.shell.main}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1} className="main">
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
      <Suspense>
        {hasPalette && <Palette onClose={() => setHasPalette(false)} />}
        {hasShortcuts && <Shortcuts onClose={() => setHasShortcuts(false)} />}
      </Suspense>
      <SignInAgain />
    </AppShell>
  );
}

function titleOf(path: string): string {
  const [, , , page = ""] = path.split("/");
  const titles: Readonly<Record<string, string>> = text.nav;
  return titles[page] ?? text.product;
}

function useShellKeys({ openPalette, openShortcuts }: { openPalette: () => void; openShortcuts: () => void }): void {
  const { workspace } = useHere();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const params = { workspace: workspace.slug };
  useKeys({
    "?": openShortcuts,
    "g o": () => void navigate({ to: "/w/$workspace/overview", params }),
    "g i": () => void navigate({ to: "/w/$workspace/incidents", params, search: { state: [...OPEN] } }),
    "g d": () => void navigate({ to: "/w/$workspace/detectors", params }),
    "g t": () => setColorScheme(scheme === "dark" ? "light" : "dark"),
  });
  useSequences();
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      openPalette();
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  });
}

function Navigation() {
  const { workspace, can } = useHere();
  return (
    <ul>
      {PAGES.filter(({ needs }) => can(needs)).map(({ to, icon: Icon }) => (
        <li key={to}>
          <Link
            to={`/w/$workspace/${to}`}
            params={{ workspace: workspace.slug }}
            {...(to === "incidents" ? { search: { state: [...OPEN] } } : {})}
            activeOptions={{ includeSearch: false }}
            activeProps={{ "aria-current": "page" }}
          >
            <Icon size={18} aria-hidden="true" />
            {text.nav[to]}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Workspaces() {
  const { me, workspace } = useHere();
  const navigate = useNavigate();
  if (me.workspaces.length < 2) return <span className="workspace">{workspace.name}</span>;
  return (
    <NativeSelect
      size="xs"
      aria-label={text.shell.workspace}
      value={workspace.slug}
      data={me.workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
      onChange={({ currentTarget }) => void navigate({ to: "/w/$workspace/overview", params: { workspace: currentTarget.value } })}
    />
  );
}

function Corner({ openShortcuts }: { openShortcuts: () => void }) {
  const { me, workspace } = useHere();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = async (): Promise<void> => {
    await answered(api.DELETE("/api/v1/session")).catch(() => undefined); // gone already is as good
    queries.clear();
    await navigate({ to: "/" });
  };
  const label = scheme === "dark" ? text.shell.toLight : text.shell.toDark;
  return (
    <div className="corner">
      <Tooltip label={text.shell.shortcuts}>
        <ActionIcon variant="subtle" color="gray" onClick={openShortcuts} aria-label={text.shell.shortcuts} visibleFrom="sm">
          <IconKeyboard size={19} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")} aria-label={label}>
          {scheme === "dark" ? <IconSun size={19} /> : <IconMoon size={19} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={text.shell.account}>
            <IconUser size={21} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {me.name} · {text.role[workspace.role]}
          </Menu.Label>
          <Menu.Item onClick={() => void navigate({ to: "/w/$workspace/account", params: { workspace: workspace.slug } })}>
            {text.nav.account}
          </Menu.Item>
          <Menu.Item component="a" href="/docs" target="_blank" rel="noreferrer">
            {text.shell.api}
          </Menu.Item>
          <Menu.Item onClick={() => void signOut()}>{text.shell.signOut}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
