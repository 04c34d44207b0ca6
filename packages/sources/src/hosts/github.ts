import { type HostAnswer, type HostCall, type HostClient, notThere, notUnderstood, requiredList } from "./client.ts";
import type { CodeHost, HostDocument, HostGit, HostPart, HostSkip, HostUnit, UnitPage } from "./host.ts";
import { type Json, at, listAt, numberAt, textAt, textsOf } from "./json.ts";
import { type PagedList, type SinceList, everyItem, fileDocument, labelOf, readPages, readSince, textDocument } from "./pages.ts";
import { listUnits } from "./units.ts";

const PER_PAGE = 100;
/** Of a repository that is read for the first time, as many logs; later all that came since. */
const MOST_RUNS = 100;

const idOf = (item: unknown): string => textAt(item, "id") ?? "";
const updatedOf = (item: unknown): string => textAt(item, "updated_at") ?? textAt(item, "created_at") ?? "";

/** An owner's repositories on GitHub or a GitHub Enterprise Server, and what is around them. */
export function github(client: HostClient): CodeHost {
  const { target } = client;
  return {
    client,
    async *units(before) {
      if (target.repository !== undefined) {
        const answer = await client.send({ path: `/repos/${target.owner}/${target.repository}` });
        if (answer.status !== 200) throw notThere(client, `${target.owner}/${target.repository}`, answer.status);
        yield { units: [repositoryUnit(client, answer.json)], cursor: null };
        return;
      }
      const owner = await client.send({ path: `/users/${target.owner}` });
      if (owner.status !== 200) throw notThere(client, target.owner, owner.status);
      const isOrganisation = textAt(owner.json, "type") === "Organization";
      const call = await repositoriesCall(client, isOrganisation);
      yield { units: [ownerUnit(client, isOrganisation)], cursor: before ?? null };
      const facts = (item: unknown): Json => factsOf(item);
      let cursor = before;
      for await (const page of listUnits(
        client,
        { call, where: target.owner, facts, unit: (item) => repositoryUnit(client, item) },
        before,
      )) {
        ({ cursor } = page);
        yield page;
      }
      if (!isOrganisation) yield* gistUnits(client, cursor);
    },
  };
}

async function repositoriesCall(client: HostClient, isOrganisation: boolean): Promise<HostCall> {
  const { owner } = client.target;
  if (isOrganisation) return { path: `/orgs/${owner}/repos`, query: { type: "all", per_page: PER_PAGE } };
  // Only this call lists private ones of one's own.
  if (await isSelf(client)) return { path: "/user/repos", query: { affiliation: "owner", per_page: PER_PAGE } };
  return { path: `/users/${owner}/repos`, query: { type: "owner", per_page: PER_PAGE } };
}

async function isSelf(client: HostClient): Promise<boolean> {
  if (client.isAnonymous) return false;
  const { status, json } = await client.send({ path: "/user" });
  return status === 200 && textAt(json, "login")?.toLowerCase() === client.target.owner.toLowerCase();
}

/** What is kept of a repository for a page that did not change. */
function factsOf(item: unknown): Json {
  const text = (name: string): string => textAt(item, name) ?? "";
  return {
    id: text("id"),
    full_name: text("full_name"),
    clone_url: text("clone_url"),
    size: numberAt(item, "size") ?? 0,
    has_wiki: at(item, "has_wiki") === true,
  };
}

function repositoryUnit(client: HostClient, item: unknown): HostUnit {
  const [id, path, clone] = [textAt(item, "id"), textAt(item, "full_name"), textAt(item, "clone_url")];
  if (id === undefined || path === undefined || clone === undefined || !/^[\w.-]+\/[\w.-]+$/.test(path))
    throw notUnderstood(client.target.api, "a repository has no id, name or address");
  const wiki: HostGit = { id: "wiki", name: "wiki", path: `${path}.wiki`, clone: clone.replace(/\.git$/, ".wiki.git"), isOptional: true };
  return {
    id,
    path,
    weight: 50 + (numberAt(item, "size") ?? 0) / 1000,
    gits: [
      { id: "git", name: "git", path, clone, gone: async (before) => goneHeads(client, path, before) },
      ...(at(item, "has_wiki") === true ? [wiki] : []),
    ],
    parts: repositoryParts(client, path),
  };
}

function repositoryParts(client: HostClient, path: string): HostPart[] {
  const base = `/repos/${path}`;
  const since = (id: string, list: SinceList): HostPart => ({ id, name: "issues", read: (before) => readSince(client, list, before) });
  const paged = (id: string, name: HostPart["name"], list: PagedList): HostPart => ({
    id,
    name,
    read: (before) => readPages(client, list, before),
  });
  return [
    since("issues", {
      ...changing(`${base}/issues`, `${path}: issues and pull requests`, { state: "all" }),
      documents: (item, from) => issueDocuments(client, path, item, from),
      // Switched off with the issues; pull requests are then listed by themselves.
      isAbsent: ({ status }) => status === 410,
    }),
    since("comments", {
      ...changing(`${base}/issues/comments`, `${path}: comments`),
      documents: (item) => [bodyDocument(item, `${path}/issues`)],
    }),
    since("review-comments", {
      ...changing(`${base}/pulls/comments`, `${path}: review comments`),
      documents: (item) => [bodyDocument(item, `${path}/pull`, "body", "diff_hunk")],
    }),
    paged("commit-comments", "issues", {
      ...listed(`${base}/comments`, `${path}: comments on commits`),
      documents: (item) => [bodyDocument(item, `${path}/commit`)],
    }),
    paged("releases", "releases", {
      ...listed(`${base}/releases`, `${path}: releases`),
      version: (item) =>
        client.digest(
          JSON.stringify([
            textAt(item, "name"),
            textAt(item, "body"),
            listAt(item, "assets").map((asset) => [idOf(asset), updatedOf(asset)]),
          ]),
        ),
      documents: (item) => releaseDocuments(client, path, item),
    }),
    ...variableParts(client, path),
    paged("logs", "logs", {
      ...listed(`${base}/actions/runs`, `${path}: logs of workflows`, "workflow_runs"),
      mostItems: MOST_RUNS,
      documents: (item) => runDocuments(client, path, item),
    }),
  ];
}

function changing(path: string, where: string, query: HostCall["query"] = {}): Omit<SinceList, "documents"> {
  return {
    where,
    perPage: PER_PAGE,
    call: (since, page) => ({
      path,
      query: {
        ...query,
        sort: "updated",
        direction: "asc",
        per_page: PER_PAGE,
        since: since === "" ? undefined : since,
        page: page === 1 ? undefined : page,
      },
    }),
    updated: updatedOf,
    id: idOf,
  };
}

function listed(path: string, where: string, key?: string): Omit<PagedList, "documents"> {
  return {
    where,
    call: { path, query: { per_page: PER_PAGE } },
    items: (json) => (key === undefined ? requiredList(json) : requiredList(json, key)),
    id: idOf,
    version: updatedOf,
  };
}

function bodyDocument(item: unknown, path: string, ...fields: readonly string[]): HostDocument {
  return textDocument(
    labelOf(textAt(item, "html_url"), `${path}#${idOf(item)}`),
    textsOf(item, ...(fields.length === 0 ? ["body"] : fields)),
  );
}

async function* issueDocuments(client: HostClient, path: string, item: unknown, since: string): AsyncGenerator<HostDocument | HostSkip> {
  const number = textAt(item, "number") ?? "";
  yield bodyDocument(item, `${path}/issues/${number}`, "title", "body");
  if (at(item, "pull_request") === undefined) return;
  const call = { path: `/repos/${path}/pulls/${number}/reviews`, query: { per_page: PER_PAGE } };
  for await (const one of everyItem(client, call, `${path}/pull/${number}: reviews`)) {
    if ("reason" in one) yield one;
    // A pending one of ours has no date yet.
    else if ((textAt(one.item, "submitted_at") ?? since) >= since) yield bodyDocument(one.item, `${path}/pull/${number}`);
  }
}

async function* releaseDocuments(client: HostClient, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  const tag = textAt(item, "tag_name") ?? idOf(item);
  yield bodyDocument(item, `${path}/releases/tag/${tag}`, "name", "tag_name", "body");
  for (const asset of listAt(item, "assets")) {
    const name = textAt(asset, "name") ?? idOf(asset);
    const label = labelOf(textAt(asset, "browser_download_url"), `${path}/releases/download/${tag}/${name}`);
    const size = numberAt(asset, "size");
    if (textsOf(asset, "label") !== "") yield textDocument(`${label} (label)`, textsOf(asset, "name", "label"));
    const call = { path: `/repos/${path}/releases/assets/${idOf(asset)}`, accept: "application/octet-stream" };
    yield await fileDocument(client, call, label, size === undefined ? {} : { sizeBytes: size });
  }
}

async function* runDocuments(client: HostClient, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  if (textAt(item, "status") !== "completed") return;
  const label = labelOf(textAt(item, "html_url"), `${path}/actions/runs/${idOf(item)}`);
  yield await fileDocument(client, { path: `/repos/${path}/actions/runs/${idOf(item)}/logs` }, label);
}

function variableParts(client: HostClient, path: string): HostPart[] {
  const base = `/repos/${path}`;
  return [
    variables(client, "variables", `${base}/actions/variables`, `${path}/settings/variables/actions`, `${path}: variables of Actions`),
    {
      id: "environment-variables",
      name: "variables",
      async *read(before) {
        const states = new Map(listAt(before).map((pair) => [textAt(pair, "0") ?? "", at(pair, "1") as Json]));
        const environments = { path: `${base}/environments`, query: { per_page: PER_PAGE } };
        for await (const one of everyItem(client, environments, `${path}: environments`, (json) => requiredList(json, "environments"))) {
          if ("reason" in one) {
            yield { documents: [], skips: [one], cursor: before ?? null };
            return;
          }
          const name = textAt(one.item, "name") ?? "";
          const part = variables(
            client,
            name,
            `${base}/environments/${encodeURIComponent(name)}/variables`,
            `${path}/settings/environments/${name}`,
            `${path}: variables of ${name}`,
          );
          for await (const page of part.read(states.get(name))) {
            states.set(name, page.cursor);
            yield { ...page, cursor: [...states].map(([key, value]) => [key, value]) };
          }
        }
      },
    },
  ];
}

function variables(client: HostClient, id: string, path: string, label: string, where: string): HostPart {
  const list: PagedList = {
    ...listed(path, where, "variables"),
    call: { path, query: { per_page: 30 } }, // the most that it takes
    id: (item) => textAt(item, "name") ?? "",
    documents: (item) => [
      textDocument(`${label}#${textAt(item, "name") ?? ""}`, `${textAt(item, "name") ?? ""}=${textAt(item, "value") ?? ""}\n`),
    ],
  };
  return { id, name: "variables", read: (before) => readPages(client, list, before) };
}

function ownerUnit(client: HostClient, isOrganisation: boolean): HostUnit {
  const { owner } = client.target;
  const parts = isOrganisation
    ? [
        variables(
          client,
          "variables",
          `/orgs/${owner}/actions/variables`,
          `organizations/${owner}/settings/variables/actions`,
          `${owner}: variables of the organization`,
        ),
      ]
    : [];
  return { id: "owner", path: owner, weight: 1, gits: [], parts };
}

/** A user's gists are small repositories; secret ones are listed to their owner only, and open to whoever has their URL. */
async function* gistUnits(client: HostClient, before: Json | undefined): AsyncGenerator<UnitPage> {
  const { owner } = client.target;
  const path = (await isSelf(client)) ? "/gists" : `/users/${owner}/gists`;
  const facts = (item: unknown): Json => ({
    id: idOf(item),
    git_pull_url: textAt(item, "git_pull_url") ?? "",
    comments: numberAt(item, "comments") ?? 0,
  });
  const call = { path, query: { per_page: PER_PAGE } };
  yield* listUnits(client, { call, where: `${owner}: gists`, facts, unit: (item) => gistUnit(client, item), mayBeRefused: true }, before);
}

function gistUnit(client: HostClient, item: unknown): HostUnit {
  const [id, clone] = [idOf(item), textAt(item, "git_pull_url") ?? ""];
  const path = `gist/${client.target.owner}/${id}`;
  const list: PagedList = {
    ...listed(`/gists/${id}/comments`, `${path}: comments`),
    documents: (comment) => [textDocument(`${path}#gistcomment-${idOf(comment)}`, textsOf(comment, "body"))],
  };
  const isOpen = URL.canParse(clone) && new URL(clone).host !== client.target.web.host;
  return {
    id: `gist-${id}`,
    path,
    weight: 1,
    gits: [{ id: "git", name: "snippets", path, clone, ...(isOpen ? { isOpen } : {}) }],
    parts:
      (numberAt(item, "comments") ?? 0) > 0 ? [{ id: "comments", name: "snippets", read: (state) => readPages(client, list, state) }] : [],
  };
}

/** Heads before force pushes and of deleted branches, from the repository's activity. */
async function goneHeads(client: HostClient, path: string, before: Json | undefined): Promise<{ oids: string[]; cursor: Json }> {
  const newest = textAt(before, "newest");
  const oids = new Set<string>();
  let first: string | undefined;
  let call: HostCall | undefined = {
    path: `/repos/${path}/activity`,
    query: { activity_type: "force_push,branch_deletion", per_page: PER_PAGE },
  };
  const visited = new Set<string>();
  while (call !== undefined && !visited.has(call.path)) {
    visited.add(call.path);
    const answer: HostAnswer = await client.send(call);
    if (answer.status !== 200) return { oids: [], cursor: before ?? null };
    for (const item of requiredList(answer.json)) {
      first ??= idOf(item);
      if (idOf(item) === newest) return { oids: [...oids], cursor: { newest: first } };
      const oid = textAt(item, "before") ?? "";
      if (/^(?!0+$)[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(oid)) oids.add(oid);
    }
    call = answer.next === undefined ? undefined : { path: answer.next };
  }
  return { oids: [...oids], cursor: first === undefined ? (before ?? null) : { newest: first } };
}
