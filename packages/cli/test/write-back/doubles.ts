// Doubles of what is written to on GitHub, GitLab and Bitbucket: they keep what they take, and refuse what the published
// descriptions do not allow. Answers of GitHub are typed by its own OpenAPI description.
import type { components } from "@octokit/openapi-types";
import * as z from "zod";
import { type Asked, HostDouble, type Reply, paged } from "../../../sources/test/hosts/double.ts";

type Schemas = components["schemas"];
type Comment = Pick<Schemas["pull-request-review-comment"], "id" | "body" | "path" | "line"> & { user: { login: string; type: string } };
type Review = Pick<Schemas["pull-request-review"], "id" | "body"> & { user: { login: string; type: string } };
type Status = Pick<Schemas["status"], "state" | "context" | "description">;

const oid = z.string().regex(/^[0-9a-f]{40}$/);
const BOT = { login: "github-actions[bot]", type: "Bot" };

const Annotation = z.strictObject({
  path: z.string(),
  start_line: z.int().positive(),
  end_line: z.int().positive(),
  annotation_level: z.enum(["notice", "warning", "failure"]),
  title: z.string().max(255),
  message: z.string().max(65_536),
});
const CheckOutput = z.strictObject({
  title: z.string(),
  summary: z.string().max(65_535),
  annotations: z.array(Annotation).max(50).optional(),
});
const Conclusion = z.enum(["success", "failure", "neutral"]);
const NewCheck = z.strictObject({
  name: z.string(),
  head_sha: oid,
  external_id: z.string(),
  status: z.enum(["in_progress", "completed"]),
  details_url: z.url().optional(),
  output: CheckOutput,
});
const CheckChange = z.strictObject({
  status: z.literal("completed").optional(),
  conclusion: Conclusion.optional(),
  output: CheckOutput.optional(),
});
const NewReview = z.strictObject({
  commit_id: oid,
  event: z.literal("COMMENT"),
  body: z.string().min(1).max(65_536),
  comments: z.array(z.strictObject({ path: z.string(), line: z.int().positive(), side: z.literal("RIGHT"), body: z.string().min(1) })),
});
const NewStatus = z.strictObject({
  state: z.enum(["error", "failure", "pending", "success"]),
  context: z.string(),
  description: z.string().max(140),
  target_url: z.url().optional(),
});
const NewSarif = z.strictObject({
  commit_sha: oid,
  ref: z.string().regex(/^refs\/(?:heads|tags|pull)\//),
  sarif: z.base64(),
  tool_name: z.string(),
});

export interface Check extends z.infer<typeof NewCheck> {
  id: number;
  conclusion: z.infer<typeof Conclusion> | null;
  annotations: z.infer<typeof Annotation>[];
}

export interface GithubState {
  readonly double: HostDouble;
  readonly checks: Check[];
  readonly comments: Comment[];
  readonly reviews: Review[];
  readonly statuses: Status[];
  readonly sarifs: z.infer<typeof NewSarif>[];
  /** Places that GitHub's own difference has, as `path:line`; undefined: all. */
  diff?: ReadonlySet<string>;
}

const parsed = <T>(schema: z.ZodType<T>, { body }: Asked): T | undefined => schema.safeParse(JSON.parse(body)).data;
const refusal: Reply = { status: 422, json: { message: "Validation Failed" } };

export async function githubDouble(token: string): Promise<GithubState> {
  const double = await new HostDouble("/api/v3", token).listen();
  const state: GithubState = { double, checks: [], comments: [], reviews: [], statuses: [], sarifs: [] };
  double.route = (asked) => githubRoute(state, asked) ?? { status: 404, json: { message: "Not Found" } };
  return state;
}

function githubRoute(state: GithubState, asked: Asked): Reply | undefined {
  const { method, path } = asked;
  // A token of Actions is nobody's.
  if (path === "/user") return { status: 403, json: { message: "Resource not accessible by integration" } };
  const rest = path.replace("/repos/acme/shop", "");
  if (rest === path) return undefined;
  if (method === "GET" && /^\/commits\/[0-9a-f]{40}\/check-runs$/.test(rest))
    return { json: { total_count: state.checks.length, check_runs: state.checks } };
  if (method === "POST" && rest === "/check-runs") {
    const made = parsed(NewCheck, asked);
    if (made === undefined) return refusal;
    state.checks.push({ ...made, id: state.checks.length + 1, conclusion: null, annotations: [] });
    return { status: 201, json: state.checks.at(-1) };
  }
  const check = state.checks.find(({ id }) => rest === `/check-runs/${id}`);
  if (method === "PATCH" && check !== undefined) {
    const change = parsed(CheckChange, asked);
    if (change === undefined) return refusal;
    check.annotations.push(...(change.output?.annotations ?? []));
    Object.assign(check, change.status === undefined ? {} : { status: change.status, conclusion: change.conclusion });
    return { json: check };
  }
  if (method === "GET" && rest === "/pulls/7/comments") return paged(asked, state.comments);
  if (method === "GET" && rest === "/pulls/7/reviews") return paged(asked, state.reviews);
  if (method === "POST" && rest === "/pulls/7/reviews") return githubReview(state, asked);
  if (method === "GET" && /^\/commits\/[0-9a-f]{40}\/statuses$/.test(rest)) return paged(asked, state.statuses.toReversed());
  if (method === "POST" && /^\/statuses\/[0-9a-f]{40}$/.test(rest)) {
    const made = parsed(NewStatus, asked);
    if (made === undefined) return refusal;
    state.statuses.push(made);
    return { status: 201, json: made };
  }
  if (method === "POST" && rest === "/code-scanning/sarifs") {
    const made = parsed(NewSarif, asked);
    if (made === undefined) return refusal;
    state.sarifs.push(made);
    return { status: 202, json: { id: "47177e22-5596-11eb-80a1-c1e54ef945c6", url: "https://example.test" } };
  }
  return undefined;
}

function githubReview(state: GithubState, asked: Asked): Reply {
  const made = parsed(NewReview, asked);
  const isOff = made?.comments.some(({ path, line }) => state.diff?.has(`${path}:${line}`) === false);
  if (made === undefined || isOff === true) return refusal;
  state.reviews.push({ id: state.reviews.length + 1, body: made.body, user: BOT });
  for (const { path, line, body } of made.comments) state.comments.push({ id: state.comments.length + 1, path, line, body, user: BOT });
  return { json: state.reviews.at(-1) };
}

const Position = z.strictObject({
  position_type: z.literal("text"),
  base_sha: oid,
  start_sha: oid,
  head_sha: oid,
  old_path: z.string(),
  new_path: z.string(),
  new_line: z.int().positive(),
});
const NewDiscussion = z.strictObject({ body: z.string().min(1), position: Position.optional() });
const NewGitlabStatus = z.strictObject({
  state: z.enum(["pending", "running", "success", "failed", "canceled", "skipped"]),
  name: z.string(),
  description: z.string().max(255),
  target_url: z.url().optional(),
  pipeline_id: z.int().optional(),
});

export interface GitlabState {
  readonly double: HostDouble;
  readonly discussions: {
    id: string;
    notes: { id: number; body: string; author: { id: number }; position?: z.infer<typeof Position> }[];
  }[];
  readonly statuses: { status: string; name: string; description: string }[];
  /** The newest version of the merge request. */
  version: { base_commit_sha: string; start_commit_sha: string; head_commit_sha: string };
}

export async function gitlabDouble(token: string, version: GitlabState["version"]): Promise<GitlabState> {
  const double = await new HostDouble("/api/v4", token).listen();
  const state: GitlabState = { double, discussions: [], statuses: [], version };
  double.route = (asked) => gitlabRoute(state, asked) ?? { status: 404, json: { message: "404 Not Found" } };
  return state;
}

function gitlabRoute(state: GitlabState, asked: Asked): Reply | undefined {
  const { method, path } = asked;
  if (path === "/user") return { json: { id: 42, username: "project_1_bot" } };
  const rest = path.replace("/projects/1", "");
  if (rest === "/merge_requests/7/versions") return { json: [{ id: 1, ...state.version }] };
  if (method === "GET" && rest === "/merge_requests/7/discussions") return paged(asked, state.discussions);
  if (method === "POST" && rest === "/merge_requests/7/discussions") {
    const made = parsed(NewDiscussion, asked);
    if (made === undefined) return { status: 400, json: { message: "400 Bad request" } };
    const { body, position } = made;
    const note = { id: 1, body, author: { id: 42 }, ...(position === undefined ? {} : { position }) };
    state.discussions.push({ id: String(state.discussions.length), notes: [note] });
    return { status: 201, json: state.discussions.at(-1) };
  }
  if (method === "GET" && /^\/repository\/commits\/[0-9a-f]{40}\/statuses$/.test(rest)) return paged(asked, state.statuses);
  if (method === "POST" && /^\/statuses\/[0-9a-f]{40}$/.test(rest)) {
    const made = parsed(NewGitlabStatus, asked);
    if (made === undefined) return { status: 400, json: { message: "400 Bad request" } };
    state.statuses.push({ status: made.state, name: made.name, description: made.description });
    return { status: 201, json: state.statuses.at(-1) };
  }
  return undefined;
}

const InsightsReport = z.strictObject({
  title: z.string(),
  details: z.string().max(2000),
  report_type: z.literal("SECURITY"),
  reporter: z.string(),
  result: z.enum(["PASSED", "FAILED", "PENDING"]),
  link: z.url().optional(),
  data: z.array(z.strictObject({ title: z.string(), type: z.literal("NUMBER"), value: z.int() })).max(10),
});
const InsightsAnnotations = z
  .array(
    z.strictObject({
      external_id: z.string(),
      annotation_type: z.literal("VULNERABILITY"),
      severity: z.enum(["CRITICAL", "HIGH", "MEDIUM", "LOW"]),
      summary: z.string().max(450),
      details: z.string().max(2000),
      path: z.string(),
      line: z.int().positive(),
      result: z.literal("FAILED"),
    }),
  )
  .max(100);
const BuildStatus = z.strictObject({
  key: z.string(),
  name: z.string(),
  state: z.enum(["SUCCESSFUL", "FAILED", "INPROGRESS", "STOPPED"]),
  description: z.string().max(255),
  url: z.url(),
});

export interface BitbucketState {
  readonly double: HostDouble;
  report: z.infer<typeof InsightsReport> | undefined;
  annotations: z.infer<typeof InsightsAnnotations>;
  status: z.infer<typeof BuildStatus> | undefined;
}

export async function bitbucketDouble(token: string): Promise<BitbucketState> {
  const double = await new HostDouble("/2.0", token).listen();
  const state: BitbucketState = { double, report: undefined, annotations: [], status: undefined };
  double.route = (asked) => bitbucketRoute(state, asked) ?? { status: 404, json: { type: "error" } };
  return state;
}

function bitbucketRoute(state: BitbucketState, asked: Asked): Reply | undefined {
  const { method } = asked;
  const rest = asked.path.replace(/^\/repositories\/acme\/shop\/commit\/[0-9a-f]{40}/, "");
  if (rest === "/reports/stanch" && method === "DELETE") {
    Object.assign(state, { report: undefined, annotations: [] });
    return { status: 204 };
  }
  if (rest === "/reports/stanch" && method === "PUT") {
    state.report = parsed(InsightsReport, asked);
    return state.report === undefined ? { status: 400, json: { type: "error" } } : { json: state.report };
  }
  if (rest === "/reports/stanch/annotations" && method === "POST") {
    const made = parsed(InsightsAnnotations, asked);
    if (made === undefined || state.annotations.length + made.length > 1000) return { status: 400, json: { type: "error" } };
    state.annotations.push(...made);
    return { json: made };
  }
  if (rest === "/statuses/build/stanch" && state.status !== undefined) return { json: state.status };
  if (rest === "/statuses/build" && method === "POST") {
    state.status = parsed(BuildStatus, asked);
    return state.status === undefined ? { status: 400, json: { type: "error" } } : { status: 201, json: state.status };
  }
  return undefined;
}
