import { type HostAnswer, type HostCall, type HostClient, notThere, notUnderstood } from "./client.ts";
import type { GitlabClient } from "./gitlab-client.ts";
import type { CodeHost, HostDocument, HostPart, HostSkip, HostUnit } from "./host.ts";
import { type Json, at, listAt, numberAt, textAt, textsOf } from "./json.ts";
import { type PagedList, type SinceList, everyItem, fileDocument, labelOf, readPages, readSince, textDocument } from "./pages.ts";
import { listUnits } from "./units.ts";

const PER_PAGE = 100;
/** Of a project that is read for the first time, as many traces of jobs; later all that came since. */
const MOST_JOBS = 200;

const idOf = (item: unknown): string => textAt(item, "id") ?? "";
const updatedOf = (item: unknown): string => textAt(item, "updated_at") ?? textAt(item, "created_at") ?? "";

/** A group's projects, its subgroups' too, a user's, or one project, and what is around them. */
export function gitlab(client: GitlabClient): CodeHost {
  const { path } = client.target;
  return {
    client,
    async *units(before) {
      if (path.includes("/")) {
        const project = await client.send({ path: `/projects/${encodeURIComponent(path)}` });
        if (project.status === 200) {
          yield { units: [projectUnit(client, project.json)], cursor: null };
          return;
        }
      }
      const group = await client.send({ path: `/groups/${encodeURIComponent(path)}`, query: { with_projects: "false" } });
      const isGroup = group.status === 200;
      if (isGroup) yield { units: [groupUnit(client, path)], cursor: before ?? null };
      else if (path.includes("/")) throw notThere(client, path, group.status);
      const list = {
        call: { path: "", query: { page: 1 } },
        where: path,
        facts: factsOf,
        unit: (item: unknown) => projectUnit(client, item),
      };
      yield* listUnits(client, { ...list, send: async (call) => projectsPage(client, isGroup, call) }, before);
    },
  };
}

async function projectsPage(client: GitlabClient, isGroup: boolean, { path, query, etag }: HostCall): Promise<HostAnswer> {
  const page = Number(path === "" ? query?.["page"] : new URL(path).searchParams.get("page"));
  const name = client.target.path;
  const { Groups, Users } = await import("@gitbeaker/rest");
  return client.through(
    async (options) =>
      isGroup
        ? new Groups(options).allProjects(name, { includeSubgroups: true, withShared: false, perPage: PER_PAGE, page })
        : new Users(options).allProjects<false, "offset">(name, { perPage: PER_PAGE, page }),
    etag,
  );
}

function factsOf(item: unknown): Json {
  const text = (...names: readonly string[]): string => textAt(item, ...names) ?? "";
  return {
    id: text("id"),
    path_with_namespace: text("path_with_namespace"),
    http_url_to_repo: text("http_url_to_repo"),
    wiki_enabled: at(item, "wiki_enabled") !== false && textAt(item, "wiki_access_level") !== "disabled",
    statistics: { repository_size: numberAt(item, "statistics", "repository_size") ?? 0 },
  };
}

function projectUnit(client: HostClient, item: unknown): HostUnit {
  const [id, path, clone] = [textAt(item, "id"), textAt(item, "path_with_namespace"), textAt(item, "http_url_to_repo")];
  if (id === undefined || path === undefined || clone === undefined)
    throw notUnderstood(client.target.api, "a project has no id, name or address");
  const hasWiki = at(item, "wiki_enabled") !== false;
  return {
    id,
    path,
    weight: 50 + (numberAt(item, "statistics", "repository_size") ?? 0) / 1e6,
    gits: [
      { id: "git", name: "git", path, clone, gone: async (before) => goneHeads(client, id, before) },
      ...(hasWiki
        ? [{ id: "wiki", name: "wiki" as const, path: `${path}/-/wikis`, clone: clone.replace(/\.git$/, ".wiki.git"), isOptional: true }]
        : []),
    ],
    parts: projectParts(client, id, path),
  };
}

function projectParts(client: HostClient, id: string, path: string): HostPart[] {
  const base = `/projects/${id}`;
  const since = (name: string, list: SinceList): HostPart => ({
    id: name,
    name: "issues",
    read: (before) => readSince(client, list, before),
  });
  const paged = (part: string, name: HostPart["name"], list: PagedList): HostPart => ({
    id: part,
    name,
    read: (before) => readPages(client, list, before),
  });
  const noted = (kind: "issues" | "merge_requests", label: string): SinceList => ({
    ...changing(`${base}/${kind}`, `${path}: ${label}`),
    documents: (item, from) =>
      notedDocuments(
        client,
        { call: `${base}/${kind}/${textAt(item, "iid") ?? ""}/notes`, label: `${path}/-/${kind}/${textAt(item, "iid") ?? ""}` },
        item,
        from,
      ),
  });
  return [
    since("issues", noted("issues", "issues")),
    since("merge-requests", noted("merge_requests", "merge requests")),
    paged("releases", "releases", {
      ...listed(`${base}/releases`, `${path}: releases`),
      id: (item) => textAt(item, "tag_name") ?? "",
      version: (item) =>
        client.digest(
          JSON.stringify([
            textAt(item, "name"),
            textAt(item, "description"),
            listAt(item, "assets", "links").map((link) => [idOf(link), textAt(link, "url")]),
          ]),
        ),
      documents: (item) => releaseDocuments(client, path, item),
    }),
    paged("snippets", "snippets", {
      ...listed(`${base}/snippets`, `${path}: snippets`),
      documents: (item) => snippetDocuments(client, base, path, item),
    }),
    variables(client, `${base}/variables`, `${path}/-/settings/ci_cd`, `${path}: CI variables`),
    paged("logs", "logs", {
      ...listed(`${base}/jobs`, `${path}: logs of jobs`),
      mostItems: MOST_JOBS,
      version: (item) => textAt(item, "finished_at") ?? "",
      documents: (item) => traceDocuments(client, base, path, item),
    }),
  ];
}

function changing(path: string, where: string): Omit<SinceList, "documents"> {
  return {
    where,
    perPage: PER_PAGE,
    call: (since, page) => ({
      path,
      query: {
        scope: "all",
        state: "all",
        order_by: "updated_at",
        sort: "asc",
        per_page: PER_PAGE,
        updated_after: since === "" ? undefined : since,
        page: page === 1 ? undefined : page,
      },
    }),
    updated: updatedOf,
    id: idOf,
    isAbsent: ({ status }) => status === 404, // switched off
  };
}

const listed = (path: string, where: string): Omit<PagedList, "documents"> => ({
  where,
  call: { path, query: { per_page: PER_PAGE } },
  id: idOf,
  version: updatedOf,
});

async function* notedDocuments(
  client: HostClient,
  { call, label }: { readonly call: string; readonly label: string },
  item: unknown,
  since: string,
): AsyncGenerator<HostDocument | HostSkip> {
  const own = labelOf(textAt(item, "web_url"), label);
  yield textDocument(own, textsOf(item, "title", "description"));
  if ((numberAt(item, "user_notes_count") ?? 1) === 0) return;
  const notes = { path: call, query: { per_page: PER_PAGE, sort: "asc", order_by: "updated_at" } };
  for await (const one of everyItem(client, notes, `${label}: notes`)) {
    if ("reason" in one) yield one;
    else if (updatedOf(one.item) >= since) yield textDocument(`${own}#note_${idOf(one.item)}`, textsOf(one.item, "body"));
  }
}

async function* releaseDocuments(client: HostClient, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  const tag = textAt(item, "tag_name") ?? "";
  const label = `${path}/-/releases/${tag}`;
  yield textDocument(label, textsOf(item, "name", "tag_name", "description"));
  for (const link of listAt(item, "assets", "links")) {
    const name = `${label}/downloads/${textAt(link, "name") ?? idOf(link)}`;
    const url = textAt(link, "direct_asset_url") ?? textAt(link, "url") ?? "";
    yield textDocument(`${name} (link)`, textsOf(link, "name", "url"));
    // What lies elsewhere is asked by nobody: the link may lead anywhere.
    if (URL.canParse(url) && new URL(url).origin === client.target.api.origin) yield await fileDocument(client, { path: url }, name);
    else yield { reason: "excluded", where: `${name} (on another host)` };
  }
}

async function* snippetDocuments(client: HostClient, base: string, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  const id = idOf(item);
  const label = labelOf(textAt(item, "web_url"), `${path}/-/snippets/${id}`);
  yield textDocument(label, textsOf(item, "title", "description"));
  const files = listAt(item, "files").flatMap((file) => textAt(file, "path") ?? []);
  if (files.length < 2) yield await fileDocument(client, { path: `${base}/snippets/${id}/raw` }, `${label}/${files[0] ?? "raw"}`);
  else
    for (const file of files)
      yield await fileDocument(client, { path: `${base}/snippets/${id}/files/main/${encodeURIComponent(file)}/raw` }, `${label}/${file}`);
}

async function* traceDocuments(client: HostClient, base: string, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  if (textAt(item, "finished_at") === undefined) return;
  const label = labelOf(textAt(item, "web_url"), `${path}/-/jobs/${idOf(item)}`);
  yield await fileDocument(client, { path: `${base}/jobs/${idOf(item)}/trace` }, label);
}

function variables(client: HostClient, path: string, label: string, where: string): HostPart {
  const name = (item: unknown): string => textAt(item, "key") ?? "";
  const list: PagedList = {
    ...listed(path, where),
    id: (item) => `${name(item)} ${textAt(item, "environment_scope") ?? ""}`,
    // GitLab says no time.
    version: (item) => client.digest(JSON.stringify(item)),
    documents: (item) => [textDocument(`${label}#${name(item)}`, `${name(item)}=${textAt(item, "value") ?? ""}\n`)],
  };
  return { id: "variables", name: "variables", read: (before) => readPages(client, list, before) };
}

function groupUnit(client: HostClient, path: string): HostUnit {
  return {
    id: "owner",
    path,
    weight: 1,
    gits: [],
    parts: [
      variables(
        client,
        `/groups/${encodeURIComponent(path)}/variables`,
        `groups/${path}/-/settings/ci_cd`,
        `${path}: CI variables of the group`,
      ),
    ],
  };
}

/** Where branches stood before a push moved or removed them, from the project's events. Most are still reached; the rest is what is wanted. */
async function goneHeads(client: HostClient, id: string, before: Json | undefined): Promise<{ oids: string[]; cursor: Json }> {
  const newest = textAt(before, "newest");
  const oids = new Set<string>();
  let first: string | undefined;
  for await (const one of everyItem(client, { path: `/projects/${id}/events`, query: { action: "pushed", per_page: PER_PAGE } }, "")) {
    if ("reason" in one) break;
    first ??= idOf(one.item);
    if (idOf(one.item) === newest) break;
    const oid = textAt(one.item, "push_data", "commit_from") ?? "";
    if (/^(?!0+$)[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(oid)) oids.add(oid);
  }
  return { oids: [...oids], cursor: first === undefined ? (before ?? null) : { newest: first } };
}
