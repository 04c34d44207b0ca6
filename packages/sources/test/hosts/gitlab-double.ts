// A double of GitLab's REST API beside real git; each answer is looked at as GitLab describes it (shapes.ts).
import { type Asked, HostDouble, type Reply, paged } from "./double.ts";
import type { ServedRepository } from "./git-server.ts";
import { type Maker, Planted } from "./planted.ts";
import { gitlab as shapes } from "./shapes.ts";

const T = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();

export interface GitlabWorld {
  readonly double: HostDouble;
  readonly planted: Planted;
  readonly app: ServedRepository;
  /** Lists by path below the API. */
  readonly lists: Map<string, unknown[]>;
  /** The project's id by its whole path. */
  readonly files: Map<string, string>;
}

/** A group acme with a subgroup and three projects on two pages. */
export async function gitlabWorld(make: Maker, token: string): Promise<GitlabWorld> {
  const double = await new HostDouble("/api/v4", token).listen();
  const planted = new Planted(make);
  const app = double.repository("acme/team/app.git");
  const lists = new Map<string, unknown[]>();
  const files = new Map<string, string>();
  const world = { double, planted, app, lists, files };
  fill(world);
  double.route = (asked) => route(world, asked);
  return world;
}

function fill({ double, planted, app, lists, files }: GitlabWorld): void {
  const web = `${double.url}/acme/team/app`;
  const first = app.commit("main", { "a.env": planted.text("history") });
  app.commit("main", { "a.txt": "gone\n" }, first);
  app.commit("refs/merge-requests/1/head", { "mr.env": planted.text("merge request of a fork") }, first);
  const removed = app.commit("", { "b.env": planted.text("deleted branch") }, first);
  double.repository("acme/team/app.wiki.git").commit("main", { "home.md": planted.text("wiki") });
  double.repository("acme/lib.git").commit("main", { "a.txt": "nothing\n" });
  double.repository("acme/web.git").commit("main", { "w.env": planted.text("project on the second page") });
  const project = (id: number, path: string, wiki: boolean): unknown =>
    shapes.project.parse({
      id,
      path_with_namespace: path,
      http_url_to_repo: `${double.url}/${path}.git`,
      wiki_enabled: wiki,
      web_url: `${double.url}/${path}`,
    });
  lists.set("/groups/acme/projects", [project(1, "acme/team/app", true), project(2, "acme/lib", true), project(3, "acme/web", false)]);
  lists.set("/groups/acme/variables", [
    shapes.variable.parse({ key: "G", value: planted.text("variable of the group"), environment_scope: "*", hidden: false }),
  ]);
  const p = "/projects/1";
  lists.set(`${p}/issues`, [
    shapes.issue.parse({
      id: 11,
      iid: 1,
      title: "One",
      description: planted.text("issue"),
      updated_at: T(4),
      web_url: `${web}/-/issues/1`,
      user_notes_count: 3,
    }),
  ]);
  lists.set(`${p}/issues/1/notes`, [
    ...[1, 2].map((id) => shapes.note.parse({ id, body: "hm", updated_at: T(id), system: false })),
    shapes.note.parse({ id: 3, body: planted.text("note on the second page"), updated_at: T(3), system: false }),
  ]);
  lists.set(`${p}/merge_requests`, [
    shapes.issue.parse({
      id: 21,
      iid: 1,
      title: "Two",
      description: planted.text("merge request"),
      updated_at: T(2),
      web_url: `${web}/-/merge_requests/1`,
      user_notes_count: 1,
    }),
  ]);
  lists.set(`${p}/merge_requests/1/notes`, [
    shapes.note.parse({ id: 31, body: planted.text("review note"), updated_at: T(2), system: false }),
  ]);
  lists.set(`${p}/releases`, [
    shapes.release.parse({
      tag_name: "v1",
      name: "One",
      description: planted.text("release note"),
      assets: {
        links: [
          { id: 41, name: "app.txt", url: `${web}/-/package_files/1`, direct_asset_url: `${web}/-/package_files/1` },
          { id: 42, name: "away", url: "https://files.example.com/x", direct_asset_url: "https://files.example.com/x" },
        ],
      },
    }),
  ]);
  files.set("/acme/team/app/-/package_files/1", planted.text("release asset"));
  lists.set(`${p}/snippets`, [
    shapes.snippet.parse({
      id: 51,
      title: "S",
      description: null,
      updated_at: T(1),
      web_url: `${web}/-/snippets/51`,
      files: [{ path: "s.txt", raw_url: `${web}/-/snippets/51/raw` }],
    }),
  ]);
  files.set(`${p}/snippets/51/raw`, planted.text("snippet"));
  lists.set(`${p}/variables`, [
    shapes.variable.parse({ key: "P", value: planted.text("variable of a project"), environment_scope: "*", hidden: false }),
    shapes.variable.parse({ key: "HIDDEN", value: null, environment_scope: "*", hidden: true }),
  ]);
  lists.set(`${p}/jobs`, [shapes.job.parse({ id: 61, finished_at: T(5), web_url: `${web}/-/jobs/61` })]);
  files.set(`${p}/jobs/61/trace`, planted.text("trace of a job"));
  lists.set(`${p}/events`, [
    shapes.event.parse({
      id: 71,
      action_name: "deleted",
      push_data: { action: "removed", ref: "gone", commit_from: removed, commit_to: null },
    }),
    shapes.event.parse({
      id: 70,
      action_name: "pushed to",
      push_data: { action: "pushed", ref: "main", commit_from: first, commit_to: first },
    }),
  ]);
}

function route({ lists, files }: GitlabWorld, asked: Asked): Reply {
  const path = decodeURIComponent(asked.path);
  const file = files.get(path);
  if (file !== undefined) return { bytes: Buffer.from(file) };
  if (path === "/groups/acme") return { json: shapes.group.parse({ id: 9, full_path: "acme" }) };
  const list = lists.get(path);
  if (list !== undefined) return paged(asked, after(asked, list));
  return /^\/projects\/\d+\//.test(path) ? { json: [] } : { status: 404, json: { message: "404 Not Found" } };
}

function after({ query }: Asked, list: readonly unknown[]): readonly unknown[] {
  const from = query.get("updated_after");
  return from === null ? list : list.filter((item) => (item as { updated_at: string }).updated_at >= from); // only lists that have it are asked so
}
