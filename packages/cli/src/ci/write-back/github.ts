import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { type HostAnswer, listAt, numberAt, textAt } from "@stanch/sources/hosts";
import { type Kind, type Told, type WriteBackJob, type Writer, everyItem, isDone, refused, summary, told } from "./job.ts";
import { type Note, comment, overview, sentence, untold } from "./notes.ts";

const NAME = "stanch";
/** What one request takes. */
const ANNOTATIONS_AT_ONCE = 50;
/** Reviews with more comments than that are refused now and then; the rest is in the review's own text. */
const MOST_COMMENTS = 60;
const MOST_SARIF_BYTES = 10_000_000;
const LEVEL = { critical: "failure", high: "failure", medium: "warning", low: "notice" } as const;

export const github: Readonly<Record<Kind, Writer>> = { checks, review, status, sarif };

const base = ({ client }: WriteBackJob): string => `/repos/${client.target.owner}/${client.target.repository ?? ""}`;

/** A check run with annotations. One that says the same of the same commit is left alone. */
async function checks(job: WriteBackJob): Promise<Told> {
  const path = `${base(job)}/check-runs`;
  const shown = job.notes.filter(({ line }) => line !== undefined);
  const externalId = `${NAME}-${digestOf([job.fails, summary(job), job.notes.map(({ mark }) => mark)])}`;
  const before = await job.client.send({ path: `${base(job)}/commits/${job.head}/check-runs`, query: { check_name: NAME, per_page: 100 } });
  const isThere = listAt(before.json, "check_runs").some(
    (run) => textAt(run, "external_id") === externalId && textAt(run, "status") === "completed",
  );
  if (isThere) return told("the check run is there already");
  const output = {
    title: summary(job),
    summary: overview(
      `${summary(job)}.`,
      job.notes.filter(({ line }) => line === undefined),
    ),
  };
  const page = job.page === undefined ? {} : { details_url: job.page };
  const made = await job.client.send({
    method: "POST",
    path,
    body: { name: NAME, head_sha: job.head, external_id: externalId, status: "in_progress", output, ...page },
  });
  const id = textAt(made.json, "id");
  if (!isDone(made) || id === undefined) return refused(made, "It needs `checks: write`, which only a token of an App or of Actions has.");
  const change = async (body: object): Promise<HostAnswer> => job.client.send({ method: "PATCH", path: `${path}/${id}`, body });
  const conclusion = { status: "completed", conclusion: job.fails ? "failure" : "success" };
  for (let from = 0; from < shown.length; from += ANNOTATIONS_AT_ONCE) {
    const annotations = shown.slice(from, from + ANNOTATIONS_AT_ONCE).map(annotation);
    const answer = await change({ output: { ...output, annotations } });
    if (isDone(answer)) continue;
    // A run that never ends would hold the pull request up.
    await change(conclusion);
    return refused(answer, "It needs `checks: write`.");
  }
  const ended = await change(conclusion);
  return isDone(ended) ? told(`a check run with ${shown.length} annotations`) : refused(ended, "It needs `checks: write`.");
}

function annotation(note: Note): object {
  const { finding, place, line = place.line } = note;
  return {
    path: place.path,
    start_line: line,
    end_line: line + place.endLine - place.line,
    annotation_level: LEVEL[finding.severity],
    title: finding.title.slice(0, 255),
    message: sentence(note),
  };
}

/** One review with a comment at each line of the difference; what no line stands for is in its text. */
async function review(job: WriteBackJob): Promise<Told> {
  const { number, client } = job;
  if (number === undefined) return told("no review: this is no pull request");
  const pull = `${base(job)}/pulls/${number}`;
  const isOurs = await ownWords(job);
  const [comments, reviews] = [
    await everyItem(client, `${pull}/comments`, { per_page: "100" }),
    await everyItem(client, `${pull}/reviews`, { per_page: "100" }),
  ];
  const ours = [...comments, ...reviews].filter(isOurs).map((item) => {
    const [path, line] = [textAt(item, "path"), numberAt(item, "line")];
    return { body: textAt(item, "body") ?? "", ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }) };
  });
  const fresh = untold(job.notes, ours);
  if (fresh.length === 0)
    return told(job.notes.length === 0 ? "no review: nothing new was found" : "the review's comments are there already");
  const intro = `stanch: ${summary(job)}.`;
  const lines = fresh.filter(({ anchor }) => anchor !== undefined).slice(0, MOST_COMMENTS);
  const send = async (at: readonly Note[]): Promise<HostAnswer> =>
    client.send({
      method: "POST",
      path: `${pull}/reviews`,
      body: {
        commit_id: job.head,
        event: "COMMENT",
        body: overview(
          intro,
          fresh.filter((note) => !at.includes(note)),
        ),
        comments: at.map((note) => ({ path: note.anchor?.path, line: note.anchor?.line, side: "RIGHT", body: comment(note) })),
      },
    });
  let [answer, placed] = [await send(lines), lines.length];
  // GitHub's own difference leaves lines out that git's has: of files that are too large, of more than 3000 files.
  if (answer.status === 422 && placed > 0) [answer, placed] = [await send([]), 0];
  if (!isDone(answer)) return refused(answer, "It needs `pull-requests: write`.");
  return told(`a review with ${placed} comments on lines${placed < fresh.length ? `, ${fresh.length - placed} places in its text` : ""}`);
}

/** Anybody may write a mark: it counts only in words of the token's own user, or, where that cannot be asked, of an App. */
async function ownWords({ client }: WriteBackJob): Promise<(item: unknown) => boolean> {
  const { status: code, json } = await client.send({ path: "/user" });
  const login = code === 200 ? textAt(json, "login") : undefined;
  return (item) => (login === undefined ? textAt(item, "user", "type") === "Bot" : textAt(item, "user", "login") === login);
}

async function status(job: WriteBackJob): Promise<Told> {
  const body = {
    state: job.fails ? "failure" : "success",
    context: NAME,
    description: summary(job).slice(0, 140),
    ...(job.page === undefined ? {} : { target_url: job.page }),
  };
  const before = await everyItem(job.client, `${base(job)}/commits/${job.head}/statuses`, { per_page: "100" }, 1000);
  const last = before.find((item) => textAt(item, "context") === NAME); // the newest comes first
  if (textAt(last, "state") === body.state && textAt(last, "description") === body.description) return told("the status is there already");
  const answer = await job.client.send({ method: "POST", path: `${base(job)}/statuses/${job.head}`, body });
  return isDone(answer) ? told(`the status ${body.state}`) : refused(answer, "It needs `statuses: write`.");
}

/** For code scanning, which puts it in the place of what this tool sent before for the commit. */
async function sarif(job: WriteBackJob): Promise<Told> {
  const packed = gzipSync(job.sarif(), { level: 9 });
  if (packed.length > MOST_SARIF_BYTES)
    return { said: `SARIF is not sent: packed it has ${packed.length} bytes, GitHub takes 10 MB`, refused: 0 };
  const ref = job.number === undefined ? job.env["GITHUB_REF"] : `refs/pull/${job.number}/head`;
  const answer = await job.client.send({
    method: "POST",
    path: `${base(job)}/code-scanning/sarifs`,
    body: { commit_sha: job.head, ref, sarif: packed.toString("base64"), tool_name: NAME },
  });
  if (!isDone(answer)) return refused(answer, "It needs `security-events: write`, and code scanning in that repository.");
  return told(`SARIF, which GitHub reads as ${textAt(answer.json, "id") ?? "an upload without id"}`);
}

const digestOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
