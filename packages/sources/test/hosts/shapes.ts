// What the published descriptions say of the answers that the doubles of GitLab (doc/api, openapi_v2) and Bitbucket (its OpenAPI
// description, developer.atlassian.com/cloud/bitbucket, and that of Data Center) give: names and kinds, in our own form. An
// answer that is not so stops the test.
import * as z from "zod";

const time = z.iso.datetime({ offset: true });
const url = z.string().regex(/^https?:\/\//);

export const gitlab = {
  project: z.strictObject({ id: z.int(), path_with_namespace: z.string(), http_url_to_repo: url, wiki_enabled: z.boolean(), web_url: url }),
  group: z.strictObject({ id: z.int(), full_path: z.string() }),
  issue: z.strictObject({
    id: z.int(),
    iid: z.int(),
    title: z.string(),
    description: z.string().nullable(),
    updated_at: time,
    web_url: url,
    user_notes_count: z.int(),
  }),
  note: z.strictObject({ id: z.int(), body: z.string(), updated_at: time, system: z.boolean() }),
  release: z.strictObject({
    tag_name: z.string(),
    name: z.string(),
    description: z.string(),
    assets: z.strictObject({ links: z.array(z.strictObject({ id: z.int(), name: z.string(), url, direct_asset_url: url })) }),
  }),
  snippet: z.strictObject({
    id: z.int(),
    title: z.string(),
    description: z.string().nullable(),
    updated_at: time,
    web_url: url,
    files: z.array(z.strictObject({ path: z.string(), raw_url: url })),
  }),
  variable: z.strictObject({ key: z.string(), value: z.string().nullable(), environment_scope: z.string(), hidden: z.boolean() }),
  job: z.strictObject({ id: z.int(), finished_at: time.nullable(), web_url: url }),
  event: z.strictObject({
    id: z.int(),
    action_name: z.string(),
    push_data: z.strictObject({
      action: z.enum(["created", "pushed", "removed"]),
      ref: z.string(),
      commit_from: z.string().nullable(),
      commit_to: z.string().nullable(),
    }),
  }),
};

const clone = z.strictObject({ clone: z.array(z.strictObject({ name: z.string(), href: z.string() })) });
const html = z.strictObject({ html: z.strictObject({ href: url }) });
const markup = z.strictObject({ raw: z.string() });

export const bitbucket = {
  repository: z.strictObject({
    uuid: z.string(),
    full_name: z.string(),
    size: z.int(),
    has_wiki: z.boolean(),
    has_issues: z.boolean(),
    links: clone,
  }),
  pullRequest: z.strictObject({
    id: z.int(),
    title: z.string(),
    summary: markup,
    state: z.enum(["OPEN", "MERGED", "DECLINED", "SUPERSEDED"]),
    updated_on: time,
    source: z.strictObject({ repository: z.strictObject({ full_name: z.string() }) }),
    links: html,
  }),
  comment: z.strictObject({ id: z.int(), content: markup, updated_on: time, links: html }),
  issue: z.strictObject({ id: z.int(), title: z.string(), content: markup, updated_on: time, links: html }),
  download: z.strictObject({ name: z.string(), size: z.int(), created_on: time }),
  pipeline: z.strictObject({ uuid: z.string(), build_number: z.int(), completed_on: time }),
  step: z.strictObject({ uuid: z.string() }),
  variable: z.strictObject({ uuid: z.string(), key: z.string(), value: z.string().optional(), secured: z.boolean() }),
  snippet: z.strictObject({ id: z.string(), title: z.string(), updated_on: time, links: clone }),
};

export interface ServerComment {
  readonly id: number;
  readonly text: string;
  readonly comments: readonly ServerComment[];
}
const serverComment: z.ZodType<ServerComment> = z.lazy(() =>
  z.strictObject({ id: z.int(), text: z.string(), comments: z.array(serverComment) }),
);

export const bitbucketServer = {
  repository: z.strictObject({ id: z.int(), slug: z.string(), project: z.strictObject({ key: z.string() }), links: clone }),
  pullRequest: z.strictObject({ id: z.int(), title: z.string(), description: z.string(), updatedDate: z.int(), state: z.string() }),
  activity: z.strictObject({ id: z.int(), action: z.string(), comment: serverComment.optional() }),
};
