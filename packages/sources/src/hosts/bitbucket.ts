import { type HostAnswer, type HostClient, RestClient, notThere, notUnderstood, requiredList } from "./client.ts";
import type { CodeHost, HostDocument, HostPart, HostSkip, HostUnit } from "./host.ts";
import type { HostHttpAnswer } from "./http.ts";
import { type Json, at, listAt, numberAt, textAt, textsOf } from "./json.ts";
import { type PagedList, type SinceList, everyItem, fileDocument, labelOf, readPages, readSince, textDocument } from "./pages.ts";
import { listUnits } from "./units.ts";

const PAGE = 100;
/** The most that it takes for pull requests. */
const FEW = 50;
const MOST_PIPELINES = 100;
const STATES = ["OPEN", "MERGED", "DECLINED", "SUPERSEDED"].map((state) => `state=${state}`).join("&");

const values = (json: unknown): readonly unknown[] => requiredList(json, "values");
const idOf = (item: unknown): string => textAt(item, "uuid") ?? textAt(item, "id") ?? "";
const updatedOf = (item: unknown): string => textAt(item, "updated_on") ?? textAt(item, "created_on") ?? "";
const pageLabel = (item: unknown, otherwise: string): string => labelOf(textAt(item, "links", "html", "href"), otherwise);

/** A workspace's repositories on Bitbucket Cloud, and what is around them. */
export function bitbucket(client: HostClient): CodeHost {
  const { owner, repository } = client.target;
  return {
    client,
    async *units(before) {
      if (repository !== undefined) {
        const answer = await client.send({ path: `/repositories/${owner}/${repository}` });
        if (answer.status !== 200) throw notThere(client, `${owner}/${repository}`, answer.status);
        yield { units: [repositoryUnit(client, factsOf(answer.json))], cursor: null };
        return;
      }
      yield { units: [ownerUnit(client)], cursor: before ?? null };
      const call = { path: `/repositories/${owner}`, query: { pagelen: PAGE } };
      let cursor = before;
      for await (const page of listUnits(
        client,
        { call, where: owner, items: values, facts: factsOf, unit: (item) => repositoryUnit(client, item) },
        before,
      )) {
        ({ cursor } = page);
        yield page;
      }
      const snippets = { path: `/snippets/${owner}`, query: { pagelen: PAGE } };
      const unit = (item: unknown): HostUnit => snippetUnit(client, item);
      yield* listUnits(client, { call: snippets, where: owner, items: values, facts: factsOf, unit, mayBeRefused: true }, cursor);
    },
  };
}

function factsOf(item: unknown): Json {
  const link = listAt(item, "links", "clone").find((one) => textAt(one, "name") === "https");
  const href = textAt(link, "href") ?? "";
  const url = URL.canParse(href) ? new URL(href) : undefined;
  // It names the user who asks.
  if (url !== undefined) url.username = "";
  return {
    id: idOf(item),
    path: textAt(item, "full_name") ?? "",
    clone: url?.href ?? "",
    size: numberAt(item, "size") ?? 0,
    wiki: at(item, "has_wiki") === true,
    issues: at(item, "has_issues") === true,
  };
}

function repositoryUnit(client: HostClient, facts: unknown): HostUnit {
  const [id = "", path = "", clone = ""] = [textAt(facts, "id"), textAt(facts, "path"), textAt(facts, "clone")];
  if (id === "" || clone === "" || !/^[\w.-]+\/[\w.-]+$/.test(path))
    throw notUnderstood(client.target.api, "a repository has no id, name or address");
  return {
    id,
    path,
    weight: 50 + (numberAt(facts, "size") ?? 0) / 1e6,
    gits: [
      { id: "git", name: "git", path, clone },
      ...(at(facts, "wiki") === true
        ? [{ id: "wiki", name: "wiki" as const, path: `${path}/wiki`, clone: `${clone}/wiki`, isOptional: true }]
        : []),
    ],
    parts: repositoryParts(client, path, at(facts, "issues") === true),
  };
}

function repositoryParts(client: HostClient, path: string, hasIssues: boolean): HostPart[] {
  const base = `/repositories/${path}`;
  const since = (id: string, list: SinceList): HostPart => ({ id, name: "issues", read: (before) => readSince(client, list, before) });
  const paged = (id: string, name: HostPart["name"], list: PagedList): HostPart => ({
    id,
    name,
    read: (before) => readPages(client, list, before),
  });
  return [
    since("pull-requests", {
      ...changing(`${base}/pullrequests?${STATES}`, `${path}: pull requests`),
      documents: (item, from) => pullRequestDocuments(client, base, path, item, from),
    }),
    ...(hasIssues
      ? [
          since("issues", {
            ...changing(`${base}/issues?`, `${path}: issues`),
            documents: (item, from) => issueDocuments(client, base, path, item, from),
          }),
        ]
      : []),
    paged("downloads", "releases", {
      ...listed(`${base}/downloads`, `${path}: downloads`),
      id: (item) => textAt(item, "name") ?? "",
      documents: (item) => downloadDocuments(client, base, path, item),
    }),
    variables(
      client,
      `${base}/pipelines_config/variables`,
      `${path}/admin/pipelines/repository-variables`,
      `${path}: variables of Pipelines`,
    ),
    paged("logs", "logs", {
      ...listed(`${base}/pipelines`, `${path}: logs of Pipelines`),
      call: { path: `${base}/pipelines`, query: { sort: "-created_on", pagelen: PAGE } },
      version: (item) => textAt(item, "completed_on") ?? "",
      mostItems: MOST_PIPELINES,
      documents: (item) => pipelineDocuments(client, base, path, item),
    }),
  ];
}

function changing(path: string, where: string): Omit<SinceList, "documents"> {
  return {
    where,
    perPage: FEW,
    call: (since, page) => ({
      path,
      query: {
        sort: "updated_on",
        pagelen: FEW,
        q: since === "" ? undefined : `updated_on >= ${since}`,
        page: page === 1 ? undefined : page,
      },
    }),
    items: values,
    updated: updatedOf,
    id: idOf,
  };
}

const listed = (path: string, where: string): Omit<PagedList, "documents"> => ({
  where,
  call: { path, query: { pagelen: PAGE } },
  items: values,
  id: idOf,
  version: updatedOf,
});

async function* pullRequestDocuments(
  client: HostClient,
  base: string,
  path: string,
  item: unknown,
  since: string,
): AsyncGenerator<HostDocument | HostSkip> {
  const id = textAt(item, "id") ?? "";
  const label = pageLabel(item, `${path}/pull-requests/${id}`);
  yield textDocument(label, textsOf(item, "title", "summary.raw", "description"));
  yield* commentDocuments(client, `${base}/pullrequests/${id}/comments`, label, since);
  const isElsewhere = textAt(item, "source", "repository", "full_name") !== path;
  // No branch holds what was declined, nor what came from a fork: only the change itself is still given.
  if (isElsewhere || textAt(item, "state") !== "OPEN")
    yield await fileDocument(client, { path: `${base}/pullrequests/${id}/diff` }, `${label}/diff`);
}

async function* issueDocuments(
  client: HostClient,
  base: string,
  path: string,
  item: unknown,
  since: string,
): AsyncGenerator<HostDocument | HostSkip> {
  const id = textAt(item, "id") ?? "";
  const label = pageLabel(item, `${path}/issues/${id}`);
  yield textDocument(label, textsOf(item, "title", "content.raw"));
  yield* commentDocuments(client, `${base}/issues/${id}/comments`, label, since);
}

async function* commentDocuments(client: HostClient, path: string, label: string, since: string): AsyncGenerator<HostDocument | HostSkip> {
  for await (const one of everyItem(client, { path, query: { pagelen: PAGE } }, `${label}: comments`, values)) {
    if ("reason" in one) yield one;
    else if (updatedOf(one.item) >= since)
      yield textDocument(pageLabel(one.item, `${label}#comment-${idOf(one.item)}`), textsOf(one.item, "content.raw"));
  }
}

async function* downloadDocuments(client: HostClient, base: string, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  const name = textAt(item, "name") ?? "";
  const size = numberAt(item, "size");
  yield await fileDocument(
    client,
    { path: `${base}/downloads/${encodeURIComponent(name)}` },
    `${path}/downloads/${name}`,
    size === undefined ? {} : { sizeBytes: size },
  );
}

async function* pipelineDocuments(client: HostClient, base: string, path: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  if (textAt(item, "completed_on") === undefined) return;
  const uuid = encodeURIComponent(idOf(item));
  const label = `${path}/pipelines/results/${textAt(item, "build_number") ?? idOf(item)}`;
  for await (const one of everyItem(client, { path: `${base}/pipelines/${uuid}/steps`, query: { pagelen: PAGE } }, label, values)) {
    if ("reason" in one) yield one;
    else
      yield await fileDocument(
        client,
        { path: `${base}/pipelines/${uuid}/steps/${encodeURIComponent(idOf(one.item))}/log` },
        `${label}/steps/${idOf(one.item)}`,
      );
  }
}

function variables(client: HostClient, path: string, label: string, where: string): HostPart {
  const name = (item: unknown): string => textAt(item, "key") ?? "";
  const list: PagedList = {
    ...listed(path, where),
    // No time is said of them, and of a secured one no value.
    version: (item) => client.digest(JSON.stringify(item)),
    documents: (item) => [textDocument(`${label}#${name(item)}`, `${name(item)}=${textAt(item, "value") ?? ""}\n`)],
  };
  return { id: "variables", name: "variables", read: (before) => readPages(client, list, before) };
}

function ownerUnit(client: HostClient): HostUnit {
  const { owner } = client.target;
  const part = variables(
    client,
    `/workspaces/${owner}/pipelines-config/variables`,
    `${owner}/workspace/settings/pipelines/account-variables`,
    `${owner}: variables of the workspace`,
  );
  return { id: "owner", path: owner, weight: 1, gits: [], parts: [part] };
}

function snippetUnit(client: HostClient, facts: unknown): HostUnit {
  const id = textAt(facts, "id") ?? "";
  const path = `snippets/${client.target.owner}/${id}`;
  return {
    id: `snippet-${id}`,
    path,
    weight: 1,
    gits: [{ id: "git", name: "snippets", path, clone: textAt(facts, "clone") ?? "" }],
    parts: [],
  };
}

/** Pages of Bitbucket Data Center are told by the number of their first item. */
export class BitbucketServerClient extends RestClient {
  protected override answered(answer: Pick<HostHttpAnswer, "status" | "headers" | "url">, json: unknown): HostAnswer {
    const told = super.answered(answer, json);
    const start = numberAt(json, "nextPageStart");
    if (at(json, "isLastPage") !== false || start === undefined) return told;
    const next = new URL(answer.url);
    next.searchParams.set("start", String(start));
    return { ...told, next: next.href };
  }
}

/** A project's repositories on Bitbucket Data Center, with their pull requests; their changes are in git there. */
export function bitbucketServer(client: HostClient): CodeHost {
  const { owner, repository } = client.target;
  const call = { path: `/projects/${owner}/repos`, query: { limit: PAGE } };
  return {
    client,
    async *units(before) {
      if (repository === undefined)
        return yield* listUnits(
          client,
          { call, where: owner, items: values, facts: serverFacts, unit: (item) => serverUnit(client, item) },
          before,
        );
      const answer = await client.send({ path: `${call.path}/${repository}` });
      if (answer.status !== 200) throw notThere(client, `${owner}/${repository}`, answer.status);
      yield { units: [serverUnit(client, serverFacts(answer.json))], cursor: null };
    },
  };
}

function serverFacts(item: unknown): Json {
  const link = listAt(item, "links", "clone").find((one) => /^https?$/.test(textAt(one, "name") ?? ""));
  const href = textAt(link, "href") ?? "";
  const url = URL.canParse(href) ? new URL(href) : undefined;
  if (url !== undefined) url.username = "";
  return { id: idOf(item), project: textAt(item, "project", "key") ?? "", slug: textAt(item, "slug") ?? "", clone: url?.href ?? "" };
}

function serverUnit(client: HostClient, facts: unknown): HostUnit {
  const [id = "", project = "", slug = "", clone = ""] = [
    textAt(facts, "id"),
    textAt(facts, "project"),
    textAt(facts, "slug"),
    textAt(facts, "clone"),
  ];
  if (![project, slug].every((part) => /^[\w.~-]+$/.test(part)) || clone === "")
    throw notUnderstood(client.target.api, "a repository has no name or address");
  const path = `${project}/${slug}`;
  const label = `projects/${project}/repos/${slug}`;
  const base = `/projects/${project}/repos/${slug}`;
  const list: PagedList = {
    where: `${path}: pull requests`,
    call: { path: `${base}/pull-requests`, query: { state: "ALL", order: "NEWEST", limit: PAGE } },
    items: values,
    id: idOf,
    version: (item) => textAt(item, "updatedDate") ?? "",
    documents: (item) => activityDocuments(client, base, label, item),
  };
  return {
    id,
    path,
    weight: 50,
    gits: [{ id: "git", name: "git", path, clone }],
    parts: [{ id: "pull-requests", name: "issues", read: (before) => readPages(client, list, before) }],
  };
}

async function* activityDocuments(client: HostClient, base: string, label: string, item: unknown): AsyncGenerator<HostDocument | HostSkip> {
  const id = idOf(item);
  const own = `${label}/pull-requests/${id}`;
  yield textDocument(own, textsOf(item, "title", "description"));
  for await (const one of everyItem(
    client,
    { path: `${base}/pull-requests/${id}/activities`, query: { limit: PAGE } },
    `${own}: comments`,
    values,
  )) {
    if ("reason" in one) yield one;
    else yield* commentsBelow(at(one.item, "comment"), own);
  }
}

/** A comment and the answers to it. */
function* commentsBelow(comment: unknown, label: string, depth = 0): Generator<HostDocument> {
  if (comment === undefined || depth > 50) return;
  yield textDocument(`${label}/overview?commentId=${idOf(comment)}`, textsOf(comment, "text"));
  for (const answer of listAt(comment, "comments")) yield* commentsBelow(answer, label, depth + 1);
}
