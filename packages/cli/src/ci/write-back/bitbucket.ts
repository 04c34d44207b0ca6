import { writeReport } from "@stanch/reports";
import { at, listAt, textAt } from "@stanch/sources/hosts";
import { type Kind, type Told, type WriteBackJob, type Writer, isDone, refused, summary, told } from "./job.ts";

const NAME = "stanch";
const ANNOTATIONS_AT_ONCE = 100;
const NEEDS = "It needs BITBUCKET_TOKEN with the right repository:write.";

export const bitbucket: Readonly<Record<Kind, Writer>> = {
  checks,
  status,
  review: async () => Promise.resolve(told("Bitbucket shows the annotations of `checks` at the lines: no comments besides")),
  sarif: async () => Promise.resolve(told("Bitbucket takes no SARIF: `checks` sends the same as a Code Insights report")),
};

const commit = ({ client, head }: WriteBackJob): string =>
  `/repositories/${client.target.owner}/${client.target.repository ?? ""}/commit/${head}`;

/** A Code Insights report with its annotations, in the place of an older one of this commit. */
async function checks(job: WriteBackJob): Promise<Told> {
  const { client, report, notes } = job;
  const path = `${commit(job)}/reports/${NAME}`;
  const lines = new Map(notes.map(({ place, line }) => [place, line ?? place.line]));
  const findings = report.findings.map((finding) => ({
    ...finding,
    occurrences: finding.occurrences.map((place) => ({ ...place, line: lines.get(place) ?? place.line })),
  }));
  const looks = { color: false, width: 100, full: false, hyperlinks: false };
  const document: unknown = JSON.parse([...writeReport("bitbucket", { ...report, findings }, looks)].join(""));
  // Annotations stay where a report is only replaced.
  await client.send({ method: "DELETE", path });
  const made = await client.send({
    method: "PUT",
    path,
    body: { ...(at(document, "report") as object), ...(job.page === undefined ? {} : { link: job.page }) }, // ours, an object
  });
  if (!isDone(made)) return refused(made, NEEDS);
  const annotations = listAt(document, "annotations").map((item, index) => ({ ...(item as object), external_id: `${NAME}-${index + 1}` })); // ours, objects
  for (let from = 0; from < annotations.length; from += ANNOTATIONS_AT_ONCE) {
    const body = annotations.slice(from, from + ANNOTATIONS_AT_ONCE);
    const answer = await client.send({ method: "POST", path: `${path}/annotations`, body });
    if (!isDone(answer)) return refused(answer, NEEDS);
  }
  return told(`a Code Insights report with ${annotations.length} annotations`);
}

async function status(job: WriteBackJob): Promise<Told> {
  const path = `${commit(job)}/statuses/build`;
  const body = {
    key: NAME,
    name: NAME,
    state: job.fails ? "FAILED" : "SUCCESSFUL",
    description: summary(job).slice(0, 255),
    url: job.page ?? job.client.target.web.href,
  };
  const before = await job.client.send({ path: `${path}/${NAME}` });
  if (textAt(before.json, "state") === body.state && textAt(before.json, "description") === body.description)
    return told("the status is there already");
  // One with the same key is replaced.
  const answer = await job.client.send({ method: "POST", path, body });
  return isDone(answer) ? told(`the build status ${body.state}`) : refused(answer, NEEDS);
}
