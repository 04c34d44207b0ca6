import type { Builder, Runs } from "./builder.ts";
import type { ReadFile } from "./reader.ts";
import type { Confidence, GraphNode, Place } from "./types.ts";
import { grow } from "./grow.ts";

/** Files that say "here begins a program": code below belongs to the nearest one above it. */
const MANIFESTS =
  /^(?:package\.json|go\.mod|pyproject\.toml|requirements\.txt|setup\.py|pipfile|pom\.xml|build\.gradle(?:\.kts)?|gemfile|composer\.json|cargo\.toml|dockerfile|mix\.exs|.*\.csproj)$/;
/** Evidence of one name in one unit that is kept: the rest is counted. */
const MOST_PLACES = 20;

interface Read {
  readonly name: string;
  readonly place: Place;
  readonly confidence: Confidence;
}

/** Programs of the trees, which environment variables they read, and which workload runs which. */
export class Code {
  /** Folders with a manifest, by repository. */
  readonly #units = new Map<string, Set<string>>();
  readonly #reads: Read[] = [];
  /** Declaration ids of a name's reads, by repository and name. */
  readonly #byName = new Map<string, string[]>();

  /** Whether the file says that a program begins here. */
  sees(file: ReadFile): boolean {
    if (!MANIFESTS.test(file.base)) return false;
    const known = this.#units.get(file.repository) ?? new Set();
    known.add(file.folder);
    this.#units.set(file.repository, known);
    return true;
  }

  reads(file: ReadFile, name: string, line: number, confidence: Confidence): void {
    this.#reads.push({ name, place: { repository: file.repository, path: file.path, line }, confidence });
  }

  /** The folder of the nearest manifest above, or the repository's root. Known when all files were seen. */
  unitOf(repository: string, path: string): string {
    const units = this.#units.get(repository);
    for (let folder = parent(path); ; folder = parent(folder)) {
      if (folder === "" || units?.has(folder) === true) return folder;
    }
  }

  unitNode(all: Builder, repository: string, path: string): string {
    return this.#node(all, repository, this.unitOf(repository, path), path);
  }

  #node(all: Builder, repository: string, folder: string, path: string): string {
    const name = [repository, folder].filter((part) => part !== "").join("/") || ".";
    const id = `workload:code:${repository}/${folder}`;
    return all.node({ id, kind: "workload", form: "code", label: `code of ${name}`, name, place: { repository, path, line: 1 } });
  }

  join(all: Builder, runs: readonly Runs[]): void {
    this.#enterReads(all);
    const units = this.#joinRuns(all, runs);
    this.#joinNames(all, units);
  }

  #enterReads(all: Builder): void {
    const counts = new Map<string, number>();
    for (const { name, place, confidence } of this.#reads) {
      const unit = this.unitNode(all, place.repository, place.path);
      const id = `decl:code:${unit}#${name}`;
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      if (count === 1) {
        all.node({ id, kind: "declaration", form: "code-read", label: name, name, place });
        const key = `${place.repository}\0${name}`;
        grow(this.#byName, key, id);
      }
      if (count <= MOST_PLACES) all.edge({ from: id, to: unit, relation: "flows", place, confidence, channel: "env-read" });
    }
  }

  /** Which units each workload runs. An image is known by its last part, which is most often a folder or a repository. */
  #joinRuns(all: Builder, runs: readonly Runs[]): ReadonlyMap<string, ReadonlySet<string>> {
    const byLast = new Map<string, { readonly repository: string; readonly folder: string }[]>();
    for (const [repository, folders] of this.#units)
      for (const folder of new Set([...folders, ""])) {
        const last = (folder === "" ? repository : folder).split("/").at(-1)?.toLowerCase() ?? "";
        grow(byLast, last, { repository, folder });
      }
    const found = new Map<string, Set<string>>();
    const link = (workload: string, unit: string, place: Place, confidence: Confidence): void => {
      all.edge({ from: workload, to: unit, relation: "runs", place, confidence });
      const known = found.get(workload) ?? new Set();
      known.add(unit);
      found.set(workload, known);
    };
    for (const { workload, repository, folder, image, place } of runs) {
      if (folder !== undefined)
        link(
          workload,
          this.#node(all, repository, this.unitOf(repository, `${folder === "" ? "" : `${folder}/`}x`), folder),
          place,
          "certain",
        );
      if (image === undefined) continue;
      const last = imageName(image);
      const matches = byLast.get(last) ?? [];
      const here = matches.filter((match) => match.repository === repository);
      for (const match of here.length > 0 ? here : matches)
        link(workload, this.#node(all, match.repository, match.folder, match.folder), place, "likely");
      if (matches.length === 0 && folder === undefined)
        all.blind({
          about: workload,
          what: `The code of the image ${last} is in none of the trees given: what it does with the value is not seen`,
          place,
        });
    }
    return found;
  }

  /** A variable that a workload is given, to the code that reads it: in the code it runs, else anywhere in the repository. */
  #joinNames(all: Builder, runs: ReadonlyMap<string, ReadonlySet<string>>): void {
    const workloadOf = new Map<string, string>();
    for (const { from, to, relation } of all.edges) if (relation === "flows" && from.startsWith("decl:env:")) workloadOf.set(from, to);
    const given = new Set<string>();
    const ofFile = new Map<string, GraphNode[]>();
    for (const node of all.nodes.values()) {
      const workload = workloadOf.get(node.id);
      if (workload !== undefined) this.#joinWorkload(all, node, runs.get(workload), given);
      if (node.form === "env-file" && node.place !== undefined) {
        const key = `${node.place.repository}\0${node.name}`;
        grow(ofFile, key, node);
      }
    }
    for (const [key, reads] of this.#byName)
      for (const read of reads) {
        for (const node of ofFile.get(key) ?? []) this.#joinFile(all, node, read, given);
        const node = all.nodes.get(read);
        if (node?.place === undefined || given.has(read)) continue;
        all.blind({
          about: read,
          what: `Nothing in the trees sets ${node.name}: it is set by hand, in a console, or by a tool that is not read`,
          place: node.place,
        });
      }
  }

  #joinWorkload(all: Builder, node: GraphNode, units: ReadonlySet<string> | undefined, given: Set<string>): void {
    if (node.place === undefined) return;
    const elsewhere = [...(units ?? [])].map((unit) => `decl:code:${unit}#${node.name}`).filter((id) => all.nodes.has(id));
    const same = this.#byName.get(`${node.place.repository}\0${node.name}`) ?? [];
    // A workload whose code is known and does not read the name hands it to nobody else.
    const reads = elsewhere.length > 0 ? elsewhere : units === undefined || units.size === 0 ? same : [];
    for (const read of reads) {
      given.add(read);
      const confidence = elsewhere.length > 0 ? "certain" : same.length === 1 ? "likely" : "possible";
      all.edge({ from: node.id, to: read, relation: "flows", place: all.nodes.get(read)?.place ?? node.place, confidence });
    }
  }

  /** A `.env` file is read by programs beside and below it, most often. */
  #joinFile(all: Builder, file: GraphNode, read: string, given: Set<string>): void {
    const place = all.nodes.get(read)?.place;
    if (file.place === undefined || place === undefined) return;
    const unit = this.unitOf(place.repository, place.path);
    const folder = parent(file.place.path);
    const isAbove = folder === "" || unit === folder || unit.startsWith(`${folder}/`);
    const isInside = this.unitOf(place.repository, file.place.path) === unit;
    if (!isAbove && !isInside) return;
    given.add(read);
    all.edge({ from: file.id, to: read, relation: "flows", place, confidence: isInside ? "likely" : "possible" });
  }
}

/** `registry:5000/team/api:1.4@sha256:…` is `api`. */
export function imageName(image: string): string {
  const last = image.split("@")[0]?.split("/").at(-1) ?? image;
  return (last.split(":")[0] ?? last).toLowerCase();
}

function parent(path: string): string {
  const cut = path.lastIndexOf("/");
  return cut < 0 ? "" : path.slice(0, cut);
}
