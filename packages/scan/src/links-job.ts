import type { Scanner } from "@stanch/engine";
import { COMMIT, LINK_BROKEN, LINK_COMMIT, LINK_CUT, LINK_HEADER, LINK_TREE, NO_BASE, TREE } from "@stanch/sources";
import type { JobResult, LinksJob } from "./jobs.ts";
import { type Built, FamilyWalk, type Frame, type PackReaders, align } from "./pack-job.ts";

/** A commit or tree larger than this counts as broken. */
const MOST_BYTES = 67_108_864;

/** Reads what the commits and trees name whose families have their roots in the job's range. */
export function runLinksJob(scanner: Scanner, job: LinksJob, state: PackReaders): JobResult {
  const { kernel } = scanner;
  const { plan, oidLength } = job;
  const reader = state.open(scanner, job.path);
  const out = new Records();
  const position = (entry: number): number => plan.indexPositions[entry] ?? 0;
  const hints = reader.end;
  kernel.reserve(hints + job.hints.length);
  kernel.bytes.set(job.hints, hints);
  const lost = (entry: number): void => out.add(LINK_BROKEN, position(entry), -1);
  const walk = new FamilyWalk(scanner, plan, reader, lost, align(hints + job.hints.length));
  const built = (entry: number, { ptr, length }: Built, base: Frame | undefined): void => {
    const isTree = plan.types[entry] === TREE;
    if (length > MOST_BYTES) return out.add(LINK_BROKEN, position(entry), -1);
    const at = align(ptr + length);
    kernel.reserve(at + Math.ceil((length + (base?.length ?? 0)) * 1.3) + 64);
    if (!isTree) {
      const size = kernel.fn.commitNames(ptr, length, oidLength, at);
      if (size === 0) out.add(LINK_BROKEN, position(entry), -1);
      else out.add(LINK_COMMIT, position(entry), -1, kernel.bytes.subarray(at, at + size));
      return;
    }
    const size = kernel.fn.treeChanges(base?.ptr ?? 0, base?.length ?? 0, ptr, length, oidLength, hints, at);
    out.add(LINK_TREE, position(entry), base === undefined ? -1 : position(plan.bases[entry] ?? -1), kernel.bytes.subarray(at, at + size));
    if (kernel.fn.treeIsBroken.value !== 0) out.add(LINK_CUT, position(entry), -1);
  };
  for (let root = job.from; root < job.to; root++) {
    const type = plan.types[root];
    if (plan.bases[root] !== NO_BASE || (type !== TREE && type !== COMMIT)) continue;
    try {
      walk.run(root, () => false, built);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      out.add(LINK_BROKEN, position(root), -1);
    }
  }
  return { hits: [], duplicates: [], copies: 0, skips: [], blobs: 0, bytes: 0, links: out.bytes() };
}

/** Records one after the other, as links.ts of the sources describes them. */
class Records {
  #bytes = new Uint8Array(65_536);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  add(kind: number, position: number, base: number, payload?: Uint8Array): void {
    const size = payload?.length ?? 0;
    const at = this.#length;
    const end = at + LINK_HEADER + size;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(end, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#view.setUint8(at, kind);
    this.#view.setUint32(at + 1, position, true);
    this.#view.setInt32(at + 5, base, true);
    this.#view.setUint32(at + 9, size, true);
    if (payload !== undefined) this.#bytes.set(payload, at + LINK_HEADER);
    this.#length = end;
  }

  /** For another thread, which gets the buffer itself. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }
}
