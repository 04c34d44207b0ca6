// A double of GitHub: real git beside a REST API whose answers are typed by GitHub's own OpenAPI description
// (github/rest-api-description, as the package @octokit/openapi-types has it), so that a field that GitHub has not does not compile.
import type { components } from "@octokit/openapi-types";
import { type Asked, HostDouble, type Reply, paged } from "./double.ts";
import type { ServedRepository } from "./git-server.ts";
import { type Maker, Planted } from "./planted.ts";
import { zipOf } from "./zip.ts";

type Schemas = components["schemas"];
type Repository = Pick<Schemas["minimal-repository"], "id" | "name" | "full_name" | "private" | "clone_url" | "size" | "has_wiki">;
type Issue = Pick<Schemas["issue"], "id" | "number" | "title" | "body" | "html_url" | "created_at" | "updated_at" | "pull_request">;
type Comment = Pick<Schemas["issue-comment"], "id" | "body" | "html_url" | "created_at" | "updated_at">;
type ReviewComment = Pick<Schemas["pull-request-review-comment"], "id" | "body" | "diff_hunk" | "html_url" | "created_at" | "updated_at">;
type Review = Pick<Schemas["pull-request-review"], "id" | "body" | "html_url" | "submitted_at">;
type CommitComment = Pick<Schemas["commit-comment"], "id" | "body" | "html_url" | "created_at" | "updated_at">;
type Asset = Pick<Schemas["release-asset"], "id" | "name" | "label" | "size" | "browser_download_url" | "updated_at">;
type Release = Pick<Schemas["release"], "id" | "name" | "tag_name" | "body" | "html_url" | "created_at"> & { assets: Asset[] };
type Variable = Pick<Schemas["actions-variable"], "name" | "value" | "created_at" | "updated_at">;
type Run = Pick<Schemas["workflow-run"], "id" | "status" | "html_url" | "updated_at">;
type Activity = Pick<Schemas["activity"], "id" | "before" | "after" | "ref" | "activity_type" | "timestamp">;

export interface RepositoryState {
  facts: Repository;
  issues: Issue[];
  comments: Comment[];
  reviewComments: ReviewComment[];
  reviews: Map<number, Review[]>;
  commitComments: CommitComment[];
  releases: Release[];
  variables: Variable[];
  runs: Run[];
  activities: Activity[];
  /** Bytes by path below the API. */
  files: Map<string, Buffer>;
}

export interface GithubWorld {
  readonly double: HostDouble;
  readonly planted: Planted;
  readonly repositories: Map<string, RepositoryState>;
  readonly gits: Map<string, ServedRepository>;
  readonly add: (name: string) => { readonly state: RepositoryState; readonly git: ServedRepository };
}

export const T = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString().replace(".000Z", "Z");
const ZERO = "0".repeat(40);

/** An organisation acme with three repositories on two pages, a secret in each place where one can be. */
export async function githubWorld(make: Maker, token?: string): Promise<GithubWorld> {
  const double = await new HostDouble("/api/v3", token).listen();
  const planted = new Planted(make);
  const repositories = new Map<string, RepositoryState>();
  const gits = new Map<string, ServedRepository>();
  const add: GithubWorld["add"] = (name) => {
    const state = emptyState(double, name, repositories.size + 1);
    const git = double.repository(`acme/${name}.git`);
    repositories.set(`acme/${name}`, state);
    gits.set(name, git);
    return { state, git };
  };
  const world = { double, planted, repositories, gits, add };
  double.route = (asked) => route(world, asked);
  fill(world);
  return world;
}

function emptyState(double: HostDouble, name: string, id: number): RepositoryState {
  return {
    facts: { id, name, full_name: `acme/${name}`, private: true, clone_url: `${double.url}/acme/${name}.git`, size: 10, has_wiki: false },
    issues: [],
    comments: [],
    reviewComments: [],
    reviews: new Map(),
    commitComments: [],
    releases: [],
    variables: [],
    runs: [],
    activities: [],
    files: new Map(),
  };
}

function fill({ double, planted, add }: GithubWorld): void {
  const app = add("app");
  const web = `${double.url}/acme/app`;
  const first = app.git.commit("main", { "README.md": "app\n" });
  const second = app.git.commit("main", { "README.md": "app\n", "config.env": planted.text("history") }, first);
  const third = app.git.commit("main", { "README.md": "no more\n" }, second);
  app.git.commit("refs/pull/2/head", { "README.md": "fork\n", "fork.env": planted.text("pull request of a fork") }, third);
  app.git.commit("refs/pull/2/merge", { "README.md": "test merge\n" }, third);
  const forced = app.git.commit("", { "README.md": "app\n", "forced.env": planted.text("force-pushed head") }, third);
  const removed = app.git.commit("", { "README.md": "app\n", "removed.env": planted.text("deleted branch") }, third);
  app.state.activities.push(
    { id: 2, before: removed, after: ZERO, ref: "refs/heads/gone", activity_type: "branch_deletion", timestamp: T(2) },
    { id: 1, before: forced, after: third, ref: "refs/heads/main", activity_type: "force_push", timestamp: T(1) },
  );
  app.state.facts.has_wiki = true;
  double.repository("acme/app.wiki.git").commit("main", { "Home.md": planted.text("wiki") });
  for (let number = 1; number <= 5; number++)
    app.state.issues.push({
      id: 100 + number,
      number,
      title: `Issue ${number}`,
      body: number === 5 ? planted.text("issue on the third page") : "It does not work",
      html_url: `${web}/${number === 2 ? "pull" : "issues"}/${number}`,
      created_at: T(number),
      updated_at: T(number),
      ...(number === 2 ? { pull_request: { url: `${web}/pulls/2`, html_url: `${web}/pull/2`, diff_url: null, patch_url: null } } : {}),
    });
  app.state.comments.push({
    id: 201,
    body: planted.text("issue comment"),
    html_url: `${web}/issues/1#issuecomment-201`,
    created_at: T(3),
    updated_at: T(3),
  });
  app.state.reviewComments.push({
    id: 301,
    body: planted.text("review comment"),
    diff_hunk: "@@ -1 +1 @@\n+x",
    html_url: `${web}/pull/2#discussion_r301`,
    created_at: T(4),
    updated_at: T(4),
  });
  app.state.reviews.set(2, [
    { id: 401, body: planted.text("review"), html_url: `${web}/pull/2#pullrequestreview-401`, submitted_at: T(4) },
  ]);
  app.state.commitComments.push({
    id: 501,
    body: planted.text("commit comment"),
    html_url: `${web}/commit/${first}#commitcomment-501`,
    created_at: T(1),
    updated_at: T(1),
  });
  const asset = zipOf("conf/app.properties", planted.text("release asset"));
  app.state.releases.push({
    id: 601,
    name: "One",
    tag_name: "v1",
    body: planted.text("release note"),
    html_url: `${web}/releases/tag/v1`,
    created_at: T(5),
    assets: [
      {
        id: 602,
        name: "app.zip",
        label: null,
        size: asset.length,
        browser_download_url: `${web}/releases/download/v1/app.zip`,
        updated_at: T(5),
      },
      { id: 603, name: "huge.bin", label: null, size: 5e9, browser_download_url: `${web}/releases/download/v1/huge.bin`, updated_at: T(5) },
    ],
  });
  app.state.files.set("/storage/602", asset);
  app.state.variables.push({ name: "DEPLOY", value: planted.text("variable of Actions"), created_at: T(1), updated_at: T(1) });
  app.state.runs.push({ id: 701, status: "completed", html_url: `${web}/actions/runs/701`, updated_at: T(6) });
  app.state.files.set("/storage/701", zipOf("0_build.txt", `2026-01-01T00:00:00.0Z ${planted.text("workflow log")}`));
  add("lib").git.commit("main", { "a.txt": "nothing\n" });
  add("web").git.commit("main", { "web.env": planted.text("repository on the second page") });
}

function route({ repositories }: GithubWorld, asked: Asked): Reply {
  const { path } = asked;
  if (path === "/users/acme")
    return { json: { login: "acme", id: 1, type: "Organization" } satisfies Pick<Schemas["simple-user"], "login" | "id" | "type"> };
  if (path === "/orgs/acme/repos")
    return paged(
      asked,
      [...repositories.values()].map(({ facts }) => facts),
    );
  if (path === "/orgs/acme/actions/variables") return { status: 403, json: { message: "Must have admin rights" } };
  const found = /^\/repos\/(acme\/[\w.-]+)(\/.*)?$/.exec(path);
  const state = repositories.get(found?.[1] ?? "") ?? [...repositories.values()].find(({ files }) => files.has(path));
  if (state === undefined) return { status: 404, json: { message: "Not Found" } };
  return routeOf(state, found?.[2] ?? "", asked);
}

function routeOf(state: RepositoryState, rest: string, asked: Asked): Reply {
  const file = state.files.get(asked.path);
  if (file !== undefined) return { bytes: file };
  if (rest === "") return { json: state.facts };
  if (rest === "/issues") return paged(asked, since(asked, state.issues));
  if (rest === "/issues/comments") return paged(asked, since(asked, state.comments));
  if (rest === "/pulls/comments") return paged(asked, since(asked, state.reviewComments));
  if (rest === "/comments") return paged(asked, state.commitComments);
  if (rest === "/releases") return paged(asked, state.releases);
  if (rest === "/activity") return paged(asked, state.activities);
  if (rest === "/environments") return { json: { total_count: 0, environments: [] } };
  if (rest === "/actions/variables")
    return paged(asked, state.variables, (variables) => ({ total_count: state.variables.length, variables }));
  if (rest === "/actions/runs") return paged(asked, state.runs, (workflow_runs) => ({ total_count: state.runs.length, workflow_runs }));
  const reviews = /^\/pulls\/(\d+)\/reviews$/.exec(rest);
  if (reviews !== null) return paged(asked, state.reviews.get(Number(reviews[1])) ?? []);
  const stored = /^\/(?:releases\/assets|actions\/runs)\/(\d+)(?:\/logs)?$/.exec(rest)?.[1];
  // GitHub sends who asks for a file elsewhere.
  if (stored !== undefined && state.files.has(`/storage/${stored}`))
    return { status: 302, headers: { location: `${asked.url.origin}/storage/${stored}` } };
  return { status: 404, json: { message: "Not Found" } };
}

function since<T extends { readonly updated_at: string }>({ query }: Asked, all: readonly T[]): T[] {
  const from = query.get("since") ?? "";
  const sorted = all.filter(({ updated_at }) => updated_at >= from).sort((a, b) => (a.updated_at < b.updated_at ? -1 : 1));
  if (query.get("sort") !== "updated" || query.get("direction") !== "asc") throw new Error("the double knows this order only");
  return sorted;
}
