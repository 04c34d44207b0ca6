// Doubles of Bitbucket Cloud and of Data Center beside real git; each answer is looked at as Atlassian describes it (shapes.ts).
import { type Asked, HostDouble, type Reply } from "./double.ts";
import { type Maker, Planted } from "./planted.ts";
import { bitbucketServer as serverShapes, bitbucket as shapes } from "./shapes.ts";

const T = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, "0")}:00.000000+00:00`;

export interface BitbucketWorld {
  readonly double: HostDouble;
  readonly planted: Planted;
  readonly lists: Map<string, unknown[]>;
  readonly files: Map<string, string>;
}

/** A workspace acme on Bitbucket Cloud with three repositories on two pages, and a snippet. */
export async function bitbucketWorld(make: Maker, token: string): Promise<BitbucketWorld> {
  const double = await new HostDouble("/2.0", token).listen();
  const world = { double, planted: new Planted(make), lists: new Map<string, unknown[]>(), files: new Map<string, string>() };
  fillCloud(world);
  double.route = (asked) => cloudRoute(world, asked);
  return world;
}

function fillCloud({ double, planted, lists, files }: BitbucketWorld): void {
  const host = double.url.replace("http://", "");
  // Bitbucket writes the name of who asks into it.
  const links = (path: string): unknown => ({
    clone: [
      { name: "https", href: `http://someone@${host}/${path}` },
      { name: "ssh", href: "git@bitbucket.org:x" },
    ],
  });
  const html = (path: string): unknown => ({ html: { href: `${double.url}/acme/app/${path}` } });
  double.repository("acme/app.git").commit("main", { "a.env": planted.text("history") });
  double.repository("acme/app.git/wiki").commit("main", { "Home.md": planted.text("wiki") });
  double.repository("acme/lib.git").commit("main", { "a.txt": "nothing\n" });
  double.repository("acme/web.git").commit("main", { "w.env": planted.text("repository on the second page") });
  double.repository("snippets/acme/s1.git").commit("main", { "s.txt": planted.text("snippet") });
  const repository = (name: string, isRich: boolean): unknown =>
    shapes.repository.parse({
      uuid: `{${name}}`,
      full_name: `acme/${name}`,
      size: 1000,
      has_wiki: isRich,
      has_issues: isRich,
      links: links(`acme/${name}.git`),
    });
  lists.set("/repositories/acme", [repository("app", true), repository("lib", false), repository("web", false)]);
  lists.set("/snippets/acme", [shapes.snippet.parse({ id: "s1", title: "S", updated_on: T(1), links: links("snippets/acme/s1.git") })]);
  const p = "/repositories/acme/app";
  lists.set(`${p}/pullrequests`, [
    shapes.pullRequest.parse({
      id: 1,
      title: "One",
      summary: { raw: planted.text("pull request") },
      state: "DECLINED",
      updated_on: T(1),
      source: { repository: { full_name: "else/app" } },
      links: html("pull-requests/1"),
    }),
  ]);
  lists.set(`${p}/pullrequests/1/comments`, [
    shapes.comment.parse({
      id: 5,
      content: { raw: planted.text("review comment") },
      updated_on: T(1),
      links: html("pull-requests/1/_/diff#comment-5"),
    }),
  ]);
  files.set(`${p}/pullrequests/1/diff`, planted.text("change of a declined pull request"));
  lists.set(`${p}/issues`, [
    shapes.issue.parse({ id: 2, title: "Two", content: { raw: planted.text("issue") }, updated_on: T(2), links: html("issues/2/two") }),
  ]);
  lists.set(`${p}/issues/2/comments`, [
    shapes.comment.parse({ id: 6, content: { raw: planted.text("issue comment") }, updated_on: T(2), links: html("issues/2#comment-6") }),
  ]);
  lists.set(`${p}/downloads`, [shapes.download.parse({ name: "app.txt", size: 100, created_on: T(3) })]);
  files.set(`${p}/downloads/app.txt`, planted.text("download"));
  lists.set(`${p}/pipelines_config/variables`, [
    shapes.variable.parse({ uuid: "{v}", key: "V", value: planted.text("variable of a repository"), secured: false }),
    shapes.variable.parse({ uuid: "{w}", key: "W", secured: true }),
  ]);
  lists.set(`/workspaces/acme/pipelines-config/variables`, [
    shapes.variable.parse({ uuid: "{x}", key: "X", value: planted.text("variable of the workspace"), secured: false }),
  ]);
  lists.set(`${p}/pipelines`, [shapes.pipeline.parse({ uuid: "{p1}", build_number: 7, completed_on: T(4) })]);
  lists.set(`${p}/pipelines/{p1}/steps`, [shapes.step.parse({ uuid: "{st}" })]);
  files.set(`${p}/pipelines/{p1}/steps/{st}/log`, planted.text("log of a pipeline"));
}

function cloudRoute({ lists, files }: BitbucketWorld, asked: Asked): Reply {
  const path = decodeURIComponent(asked.path);
  const file = files.get(path);
  if (file !== undefined) return { bytes: Buffer.from(file) };
  const list = lists.get(path) ?? (/^\/repositories\/acme\/(?:lib|web)\//.test(path) ? [] : undefined);
  if (list === undefined) return { status: 404, json: { type: "error", error: { message: "Resource not found" } } };
  const from = /updated_on >= (\S+)/.exec(asked.query.get("q") ?? "")?.[1];
  const all = from === undefined ? list : list.filter((item) => (item as { updated_on: string }).updated_on >= from); // only lists that have it are asked so
  const page = Number(asked.query.get("page") ?? "1");
  const next = new URL(asked.url);
  next.searchParams.set("page", String(page + 1));
  return { json: { pagelen: 2, page, values: all.slice(page * 2 - 2, page * 2), ...(page * 2 < all.length ? { next: next.href } : {}) } };
}

/** A project ACME on Bitbucket Data Center with three repositories on two pages. */
export async function bitbucketServerWorld(make: Maker, token: string): Promise<BitbucketWorld> {
  const double = await new HostDouble("/rest/api/latest", undefined).listen();
  const planted = new Planted(make);
  const lists = new Map<string, unknown[]>();
  const repository = (id: number, slug: string): unknown =>
    serverShapes.repository.parse({
      id,
      slug,
      project: { key: "ACME" },
      links: {
        clone: [
          { name: "http", href: `${double.url}/scm/acme/${slug}.git` },
          { name: "ssh", href: "ssh://x" },
        ],
      },
    });
  const app = double.repository("scm/acme/app.git");
  app.commit("main", { "a.env": planted.text("history") });
  app.commit("refs/pull-requests/1/from", { "p.env": planted.text("pull request's branch") });
  double.repository("scm/acme/lib.git").commit("main", { "a.txt": "nothing\n" });
  double.repository("scm/acme/web.git").commit("main", { "w.env": planted.text("repository on the second page") });
  lists.set("/projects/ACME/repos", [repository(1, "app"), repository(2, "lib"), repository(3, "web")]);
  const p = "/projects/ACME/repos/app/pull-requests";
  lists.set(p, [
    serverShapes.pullRequest.parse({
      id: 1,
      title: "One",
      description: planted.text("pull request"),
      updatedDate: 1_767_225_600_000,
      state: "OPEN",
    }),
  ]);
  lists.set(`${p}/1/activities`, [
    serverShapes.activity.parse({ id: 1, action: "OPENED" }),
    serverShapes.activity.parse({
      id: 2,
      action: "COMMENTED",
      comment: { id: 8, text: "hm", comments: [{ id: 9, text: planted.text("answer to a comment"), comments: [] }] },
    }),
  ]);
  double.route = (asked) => {
    if (asked.headers.authorization !== `Bearer ${token}`) return { status: 401, json: { errors: [] } };
    const list = lists.get(asked.path) ?? (/\/repos\/(?:lib|web)\//.test(asked.path) ? [] : undefined);
    if (list === undefined) return { status: 404, json: { errors: [] } };
    const start = Number(asked.query.get("start") ?? "0");
    const isLast = start + 2 >= list.length;
    return {
      json: {
        size: 2,
        limit: 2,
        start,
        isLastPage: isLast,
        values: list.slice(start, start + 2),
        nextPageStart: isLast ? null : start + 2,
      },
    };
  };
  return { double, planted, lists, files: new Map() };
}
