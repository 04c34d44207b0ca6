import type { Builder } from "./builder.ts";
import { fieldOf } from "./names.ts";
import type { ReadFile } from "./reader.ts";
import type { Channel, Confidence, Place } from "./types.ts";

export interface Step {
  readonly confidence?: Confidence;
  readonly channel?: Channel;
  readonly note?: string;
}

/** What readers tell of the file that is read. Every method gives the id of what it entered; entering twice is once. */
export class Sink {
  readonly #builder: Builder;
  readonly file: ReadFile;
  constructor(builder: Builder, file: ReadFile) {
    this.#builder = builder;
    this.file = file;
  }

  place(line: number, path = this.file.path): Place {
    return { repository: this.file.repository, path, line };
  }

  /** A name that means the same everywhere: of `names.ts`. */
  store(name: string): string {
    const field = fieldOf(name)?.field;
    const scheme = name.slice(0, name.indexOf(":"));
    return this.#builder.node({ id: `name:${name}`, kind: "name", form: scheme, label: field === "*" ? name.slice(0, -2) : name, name });
  }

  /** A key of a Kubernetes Secret; where the namespace is not said it is known within this repository only, and joined at the end. */
  kubernetesKey(namespace: string | undefined, secret: string, key: string): string {
    const name = `k8s:${namespace ?? "?"}/${secret}#${key}`;
    const id = namespace === undefined ? `name:${name}@${this.file.repository}` : `name:${name}`;
    const label = `Secret ${namespace === undefined ? "" : `${namespace}/`}${secret}${key === "*" ? "" : `, key ${key}`}`;
    return this.#builder.node({ id, kind: "name", form: "k8s-secret", label, name });
  }

  /** A name that means something within `scope` only: a file, a repository's CI settings, a chart. */
  scoped(form: string, scope: string, name: string, label: string, line?: number): string {
    const id = `name:${form}:${this.file.repository}/${scope}#${name}`;
    const place = line === undefined ? {} : { place: this.place(line) };
    return this.#builder.node({ id, kind: "name", form, label, name, ...place });
  }

  /** A variable of the shell, host or console that a tool is started in: nobody declares it. */
  hostVariable(name: string): string {
    return this.scoped("host", "", name, `${name} of the environment it is started in`);
  }

  workload(form: string, name: string, line: number, label = `${form} ${name}`, scope = ""): string {
    const id = `workload:${form}:${this.file.repository}${scope === "" ? "" : `/${scope}`}:${name}`;
    return this.#builder.node({ id, kind: "workload", form, label, name, place: this.place(line) });
  }

  /** `name` as it is taken by a workload, and the step from there into it. */
  declaration(workload: string, name: string, line: number, step: Step & { readonly channel: Channel }, form = "env"): string {
    const id = this.#builder.node({
      id: `decl:${form}:${workload}#${name}`,
      kind: "declaration",
      form,
      label: name,
      name,
      place: this.place(line),
    });
    this.flow(id, workload, line, step);
    return id;
  }

  flow(from: string, to: string, line: number, step: Step = {}): void {
    this.#builder.edge({ from, to, relation: "flows", place: this.place(line), confidence: step.confidence ?? "certain", ...step });
  }

  /** The value itself stands here: it is hashed, and forgotten. */
  holds(id: string, value: string, line: number): void {
    this.#builder.holds(id, value, this.place(line));
  }

  blind(what: string, line: number, about?: string): void {
    this.#builder.blind({ what, place: this.place(line), ...(about === undefined ? {} : { about }) });
  }

  /** Code of this file reads the environment variable. */
  reads(name: string, line: number, confidence: Confidence = "certain"): void {
    this.#builder.codeReads(this.file, name, line, confidence);
  }

  /** Code of this file asks a store for the value itself. */
  readsStore(name: string, line: number, confidence: Confidence = "likely"): void {
    this.#builder.codeReadsStore(this.file, this.store(name), line, confidence);
  }

  use(kind: string, line: number): void {
    this.#builder.use(this.file, kind, this.place(line));
  }

  /** The workload runs code of that folder (relative to the repository), or an image of that name. */
  runs(workload: string, code: { readonly folder?: string; readonly image?: string }, line: number): void {
    this.#builder.runs({ workload, repository: this.file.repository, place: this.place(line), ...code });
  }

  /** Owners named beside the thing itself (a label, an annotation, a catalogue entry). */
  owner(id: string, owner: string, line: number, confidence: Confidence = "certain"): void {
    this.#builder.owned(id, owner, this.place(line), confidence);
  }

  /** Run when all files are read, in the order of entering: phase 0, which makes names, before phase 1, which asks for them. */
  later(join: (all: Builder) => void, phase: 0 | 1 = 1): void {
    this.#builder.later(join, phase);
  }

  get all(): Builder {
    return this.#builder;
  }
}

/** `a/b/../c` as `a/c`; undefined for what leaves the repository. */
export function within(folder: string, path: string): string | undefined {
  const out: string[] = path.startsWith("/") ? [] : folder.split("/").filter((part) => part !== "");
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") out.push(part);
    else if (out.pop() === undefined) return undefined;
  }
  return out.join("/");
}
