import type { CiRun, CiSystem, Env } from "@stanch/ci";
import { AppError } from "@stanch/model";
import { connect, proxyFor } from "@stanch/providers";
import { type Report, type ReportOptions, writeReport } from "@stanch/reports";
import { type HostTarget, credentialsOf, hostTarget, openClient, tokenAdvice } from "@stanch/sources/hosts";
import manifest from "../../../package.json" with { type: "json" };
import { usage } from "../../io.ts";
import type { Clone } from "../clone.ts";
import type { CiRange } from "../range.ts";
import { bitbucket } from "./bitbucket.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { KINDS, type Kind, type Told, type WriteBackJob, type Writer } from "./job.ts";
import { Lines } from "./lines.ts";
import { notesOf } from "./notes.ts";

interface Host {
  readonly writers: Readonly<Record<Kind, Writer>>;
  readonly target: HostTarget;
  /** The job's own page. */
  readonly page: string | undefined;
}

/** A job waits for a limit, but not as long as a scan of a host. */
const WAIT_MS = 120_000;

export interface WriteBack {
  /** Tells the host, says what it told, and gives the exit code. */
  write(done: { readonly report: Report; readonly looks: ReportOptions; readonly code: number }): Promise<number>;
}

/** Looks at what is asked for before anything is scanned. Throws USAGE. */
export function writeBack(
  wanted: string,
  { system, run, clone, range, env }: { system: CiSystem; run: CiRun; clone: Clone; range: CiRange; env: Env },
  say: (sentence: string) => void,
): WriteBack {
  const kinds = kindsOf(wanted);
  const host = hostOf(system, env);
  const number = run.headRefs
    ?.map((ref) => /^refs\/(?:pull|merge-requests)\/(\d+)\/head$/.exec(ref)?.[1])
    .find((found) => found !== undefined);
  const credentials = credentialsOf(host.target, env);
  const isAnonymous = Object.keys(credentials.api).length === 0;
  if (isAnonymous && run.isFork !== true)
    throw usage(
      "Writing back needs a token, and there is none",
      "--write-back",
      tokenAdvice(host.target.kind).replace("may read it", "may write there"),
    );
  return {
    async write({ report, looks, code }) {
      if (isAnonymous) {
        say("nothing is written back: a job for a fork has no token");
        return code;
      }
      const client = openClient(host.target, credentials, {
        // The system's own variables name the address: a company's host is in a private network as a rule.
        connect: async (url, signal) => connect(url, { reach: "any", proxy: proxyFor(url, env), signal }),
        userAgent: `stanch/${manifest.version}`,
        mostWaitMs: WAIT_MS,
        digest: (text) => text,
        onWait: (ms) => {
          if (ms > 5000) say(`${host.target.api.host} asks to wait for ${Math.ceil(ms / 1000)} s`);
        },
      });
      const job: WriteBackJob = {
        client,
        report,
        notes: notesOf(report, new Lines(clone, range.tip, range.known[0])),
        head: range.tip,
        ...(number === undefined ? {} : { number }),
        fails: code !== 0,
        ...(host.page === undefined ? {} : { page: host.page }),
        env,
        sarif: () => [...writeReport("sarif", report, { ...looks, color: false, hyperlinks: false })].join(""),
      };
      let failed = false;
      try {
        for (const kind of kinds) {
          const { said, refused } = await attempt(host.writers[kind], job);
          say(`${host.target.web.host}, ${kind}: ${said}`);
          // A fork's token may write nothing, and that is as it should be.
          failed ||= refused !== undefined && !(run.isFork === true && (refused === 403 || refused === 404));
        }
      } finally {
        client.close();
      }
      return failed && code === 0 ? 2 : code;
    },
  };
}

/** One kind that fails stops no other. */
async function attempt(writer: Writer, job: WriteBackJob): Promise<Told> {
  try {
    return await writer(job);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { said: error.message, refused: 0 };
  }
}

function kindsOf(text: string): readonly Kind[] {
  const names = text.split(",").map((name) => name.trim());
  const odd = names.find((name) => !KINDS.some((kind) => kind === name));
  if (odd !== undefined) throw usage("--write-back names no such thing", odd, `Write some of ${KINDS.join(",")}.`);
  return KINDS.filter((kind) => names.includes(kind));
}

function hostOf(system: CiSystem, env: Env): Host {
  const needed = (name: string): string => {
    const value = env[name];
    if (value !== undefined && value !== "") return value;
    throw new AppError("CI_INVALID", {
      what: "A variable that names where to write back is not set",
      where: name,
      next: "The system sets it in each job: give it to the container that stanch runs in.",
    });
  };
  if (system.id === "github-actions") {
    const [server, name] = [needed("GITHUB_SERVER_URL"), needed("GITHUB_REPOSITORY")];
    const page = env["GITHUB_RUN_ID"] === undefined ? undefined : `${server}/${name}/actions/runs/${env["GITHUB_RUN_ID"]}`;
    return { writers: github, target: hostTarget("github", name, server), page };
  }
  if (system.id === "gitlab-ci")
    return { writers: gitlab, target: hostTarget("gitlab", needed("CI_PROJECT_PATH"), needed("CI_SERVER_URL")), page: env["CI_JOB_URL"] };
  if (system.id === "bitbucket-pipelines") {
    const name = needed("BITBUCKET_REPO_FULL_NAME");
    const target = hostTarget("bitbucket", name, undefined, env);
    return { writers: bitbucket, target, page: `https://bitbucket.org/${name}/pipelines/results/${needed("BITBUCKET_BUILD_NUMBER")}` };
  }
  throw usage(
    "--write-back knows no code host for this system",
    system.title,
    "It works in GitHub Actions, GitLab CI and Bitbucket Pipelines.",
  );
}
