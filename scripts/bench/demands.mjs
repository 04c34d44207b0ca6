// What the measured numbers have to be, and whether they are.
import { ratios, spread } from "./statistics.mjs";

const OURS = "stanch";
const MEGABYTE = 1e6;

/** Rows `{ what, measured, must, aim, unit }` for the works that were run; `measured` is a median. */
export function judge(works) {
  return [...works.flatMap((work) => (judges[work.kind] ?? none)(work)), ...memory(works)];
}

const none = () => [];
const wallOf = (work, label) => work.results.find((result) => result.label === label)?.runs.map((run) => run.wall) ?? [];
const ratio = (work, label) => ratios(wallOf(work, OURS), wallOf(work, label))?.median;

/** Rows whose number could be measured. */
const rows = (...list) => list.filter((row) => row.measured !== undefined);

const judges = {
  files: (work) => rows({ what: "files, wall against kingfisher", measured: ratio(work, "kingfisher"), must: 0.5, aim: 0.33, unit: "x" }),
  history: (work) => {
    const fastest = fastestPeer(work);
    return rows(
      {
        what: `${work.name}, wall against the fastest peer (${fastest ?? "none"})`,
        measured: fastest && ratio(work, fastest),
        must: 0.6,
        unit: "x",
      },
      { what: `${work.name}, wall against git cat-file`, measured: ratio(work, "git cat-file"), must: 1.5, aim: 1, unit: "x" },
    );
  },
  images: (work) => {
    const fastest = fastestPeer(work);
    return rows({
      what: `an image, wall against the fastest peer (${fastest ?? "none"})`,
      measured: fastest && ratio(work, fastest),
      must: 0.5,
      unit: "x",
    });
  },
  staged: (work) => {
    const aim = spread(wallOf(work, "gitleaks"))?.median;
    return rows({
      what: "--staged, 10 files, median",
      measured: milliseconds(work),
      must: 100,
      aim: aim === undefined ? 100 : aim * 1000,
      unit: "ms",
    });
  },
  fix: (work) => rows({ what: "fix, a plan for 1,000 secrets", measured: seconds(work), must: 30, unit: "s" }),
  explain: (work) => rows({ what: "explain, median", measured: milliseconds(work), must: 100, unit: "ms" }),
  snippet: (work) => rows({ what: "snippet, median", measured: milliseconds(work), must: 100, unit: "ms" }),
  version: (work) => rows({ what: "--version, median", measured: milliseconds(work), must: 60, aim: 45, unit: "ms" }),
};

const seconds = (work) => spread(wallOf(work, OURS))?.median;

function milliseconds(work) {
  const median = seconds(work);
  return median === undefined ? undefined : median * 1000;
}

function fastestPeer(work) {
  const peers = work.results.filter((result) => result.label !== OURS && !result.isReference && result.runs.length > 0);
  const median = (result) => spread(result.runs.map((run) => run.wall)).median;
  return peers.toSorted((a, b) => median(a) - median(b))[0]?.label;
}

function memory(works) {
  const peaks = works
    .flatMap((work) => work.results.filter(({ label }) => label.startsWith(OURS)).map(peakOf))
    .filter((peak) => peak !== undefined);
  const most = peaks.length === 0 ? undefined : Math.max(...peaks) / MEGABYTE;
  const doubling = works.find(({ kind }) => kind === "memory");
  const [once, twice] = [OURS, `${OURS}, doubled`].map((label) => peakOf(doubling?.results.find((result) => result.label === label)));
  return rows(
    { what: "peak memory, the largest of all", measured: most, must: 300, aim: 200, unit: "MB" },
    { what: "peak memory when the corpus doubles", measured: once && twice && twice / once, must: 1.15, aim: 1.05, unit: "x" },
  );
}

/** Median peak in bytes. */
function peakOf(result) {
  const peaks = result?.runs.map((run) => run.peak).filter((peak) => peak !== undefined) ?? [];
  return spread(peaks)?.median;
}
