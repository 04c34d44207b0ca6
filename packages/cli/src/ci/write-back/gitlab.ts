import { type HostAnswer, at, listAt, textAt, numberAt } from "@stanch/sources/hosts";
import { type Kind, type Told, type WriteBackJob, type Writer, everyItem, isDone, refused, summary, told } from "./job.ts";
import { type Note, comment, overview, untold } from "./notes.ts";

const NAME = "stanch";
const MOST_COMMENTS = 60;
const NEEDS = "It needs GITLAB_TOKEN with the scope api and the role Developer.";

const instead = (what: string): Promise<Told> =>
  Promise.resolve(told(`GitLab takes no ${what} here: it reads the report files of the job`));

export const gitlab: Readonly<Record<Kind, Writer>> = {
  checks: async () => instead("check runs"),
  sarif: async () => instead("SARIF"),
  review,
  status,
};

/** A discussion at each line of the difference, and one for what no line stands for. */
async function review(job: WriteBackJob): Promise<Told> {
  const { client, number, env } = job;
  const project = env["CI_MERGE_REQUEST_PROJECT_ID"] ?? env["CI_PROJECT_ID"] ?? "";
  if (number === undefined) return told("no discussion: this is no merge request");
  const request = `/projects/${encodeURIComponent(project)}/merge_requests/${number}`;
  const me = numberAt((await client.send({ path: "/user" })).json, "id");
  const discussions = await everyItem(client, `${request}/discussions`, { per_page: "100" });
  const ours = discussions
    .flatMap((discussion) => listAt(discussion, "notes"))
    .filter((note) => me !== undefined && numberAt(note, "author", "id") === me)
    .map((note) => {
      const [path, line] = [textAt(note, "position", "new_path"), numberAt(note, "position", "new_line")];
      return { body: textAt(note, "body") ?? "", ...(path === undefined ? {} : { path }), ...(line === undefined ? {} : { line }) };
    });
  const fresh = untold(job.notes, ours);
  if (fresh.length === 0)
    return told(job.notes.length === 0 ? "no discussion: nothing new was found" : "the discussions are there already");
  const versions = await client.send({ path: `${request}/versions` });
  if (!isDone(versions)) return refused(versions, NEEDS);
  const [newest] = Array.isArray(versions.json) ? (versions.json as readonly unknown[]) : []; // isArray makes it any[]
  const post = async (body: object): Promise<HostAnswer> => client.send({ method: "POST", path: `${request}/discussions`, body });
  const rest: Note[] = [];
  let placed = 0;
  for (const note of fresh) {
    // A merge request that went on has other lines.
    const position = textAt(newest, "head_commit_sha") === job.head && placed < MOST_COMMENTS ? positionOf(note, newest) : undefined;
    if (position === undefined) {
      rest.push(note);
      continue;
    }
    const answer = await post({ body: comment(note), position });
    if (isDone(answer)) placed++;
    // GitLab's own difference has not the line: of files that are too large it has none.
    else if (answer.status === 400 || answer.status === 422) rest.push(note);
    else return refused(answer, NEEDS);
  }
  if (rest.length > 0) {
    const answer = await post({ body: overview(`stanch: ${summary(job)}.`, rest) });
    if (!isDone(answer)) return refused(answer, NEEDS);
  }
  return told(`${placed} discussions on lines${rest.length > 0 ? `, ${rest.length} places in one more` : ""}`);
}

function positionOf({ anchor }: Note, version: unknown): object | undefined {
  if (anchor === undefined) return undefined;
  return {
    position_type: "text",
    base_sha: at(version, "base_commit_sha"),
    start_sha: at(version, "start_commit_sha"),
    head_sha: at(version, "head_commit_sha"),
    old_path: anchor.oldPath,
    new_path: anchor.path,
    new_line: anchor.line,
  };
}

async function status(job: WriteBackJob): Promise<Told> {
  const { client, env, head } = job;
  const project = `/projects/${encodeURIComponent(env["CI_PROJECT_ID"] ?? "")}`;
  const state = job.fails ? "failed" : "success";
  const description = summary(job).slice(0, 140);
  const before = await everyItem(client, `${project}/repository/commits/${head}/statuses`, { name: NAME, per_page: "100" }, 500);
  if (before.some((item) => textAt(item, "status") === state && textAt(item, "description") === description))
    return told("the status is there already");
  const pipeline = env["CI_COMMIT_SHA"] === head ? numberOf(env["CI_PIPELINE_ID"]) : undefined;
  const answer = await client.send({
    method: "POST",
    path: `${project}/statuses/${head}`,
    body: {
      state,
      name: NAME,
      description,
      ...(job.page === undefined ? {} : { target_url: job.page }),
      ...(pipeline === undefined ? {} : { pipeline_id: pipeline }),
    },
  });
  return isDone(answer) ? told(`the status ${state}`) : refused(answer, NEEDS);
}

const numberOf = (text: string | undefined): number | undefined => (/^\d{1,15}$/.test(text ?? "") ? Number(text) : undefined);
