import { Code } from "./code.ts";
import { fieldOf } from "./names.ts";
import { Owners } from "./owners.ts";
import type { ReadFile } from "./reader.ts";
import type { Blind, Confidence, GraphEdge, GraphNode, Place, Unread, Use } from "./types.ts";
import { grow } from "./grow.ts";

/** What is known of a secret that a scan found; of `Finding` only what is needed. */
export interface FoundSecret {
  readonly fingerprint: string;
  readonly id?: string;
  readonly title: string;
  readonly provider: string;
  readonly masked: string;
  readonly occurrences: readonly {
    readonly repository: string;
    readonly path: string;
    readonly line: number;
    readonly commit?: string;
    readonly inHead?: boolean;
  }[];
}

/** A folder, or an image, whose code a workload runs. */
export interface Runs {
  readonly workload: string;
  readonly repository: string;
  readonly place: Place;
  readonly folder?: string;
  readonly image?: string;
}

/** Enters nodes and edges while files are read, and joins what several files say together at the end. */
export class Builder {
  readonly nodes = new Map<string, GraphNode>();
  readonly edges: GraphEdge[] = [];
  readonly blinds: Blind[] = [];
  readonly unread: Unread[] = [];
  readonly uses: Use[] = [];
  readonly code = new Code();
  readonly owners = new Owners();
  readonly #known = new Set<string>();
  readonly #later: readonly [((all: Builder) => void)[], ((all: Builder) => void)[]] = [[], []];
  /** What one reader learnt and another asks for at the end: default values of charts, variables' defaults. */
  readonly facts = new Map<string, string>();
  readonly #fields = new Map<string, Map<string, string>>();
  readonly #named = new Map<string, string[]>();
  readonly #envFiles = new Map<string, GraphNode[]>();
  /** Small files that no reader knows: their digests, for whoever names one as a secret's source. */
  readonly #files = new Map<string, { readonly fingerprint: string | undefined }>();
  readonly #runs: Runs[] = [];
  /** By repository, path and line: which names hold a value there. */
  readonly #values = new Map<string, string[]>();
  readonly #fingerprint: ((value: string) => string) | undefined;
  readonly #uses: { readonly file: ReadFile; readonly kind: string; readonly place: Place }[] = [];

  constructor(fingerprint: ((value: string) => string) | undefined) {
    this.#fingerprint = fingerprint;
  }

  node(node: GraphNode): string {
    const known = this.nodes.get(node.id);
    if (known === undefined) this.#index(node);
    if (known === undefined || (known.place === undefined && node.place !== undefined)) this.nodes.set(node.id, node);
    return node.id;
  }

  #index(node: GraphNode): void {
    if (node.kind !== "name") return;
    const called = `${node.form}\0${node.name}`;
    grow(this.#named, called, node.id);
    const field = fieldOf(node.name)?.field;
    if (field !== undefined) {
      const container = containerOf(node.id, field);
      const fields = this.#fields.get(container) ?? new Map<string, string>();
      fields.set(field, node.id);
      this.#fields.set(container, fields);
    }
    if (node.form !== "env-file" || node.place === undefined) return;
    const key = `${node.place.repository}\0${node.place.path}`;
    grow(this.#envFiles, key, node);
  }

  /** Ids of all names of that form, of whichever repository. */
  named(form: string, name: string): readonly string[] {
    return this.#named.get(`${form}\0${name}`) ?? [];
  }

  /** Names that a `.env` file sets. */
  namesOf(repository: string, path: string): readonly GraphNode[] {
    return this.#envFiles.get(`${repository}\0${path}`) ?? [];
  }

  /** Known fields of a container, given as the id of its `#*`. */
  fieldsOf(whole: string): readonly { readonly id: string; readonly field: string }[] {
    const fields = this.#fields.get(containerOf(whole, "*")) ?? new Map<string, string>();
    return [...fields].filter(([field]) => field !== "*").map(([field, id]) => ({ field, id }));
  }

  /** Whether it tells something by being there. */
  seesFile(file: ReadFile): boolean {
    const isManifest = this.code.sees(file);
    if (file.text.length > 65_536 || file.text.length === 0) return isManifest;
    const fingerprint = this.#fingerprint?.(file.text.replace(/\r?\n$/, ""));
    this.#files.set(`${file.repository}\0${file.path}`, { fingerprint });
    return isManifest;
  }

  /** Whether the file is in the trees; if it is, its whole content is the value of `id`. */
  holdsFile(id: string, repository: string, path: string): boolean {
    const known = this.#files.get(`${repository}\0${path}`);
    if (known === undefined) return false;
    const place: Place = { repository, path, line: 1 };
    for (let line = 1; line <= 200; line++) this.#valueAt(id, place, line);
    if (known.fingerprint !== undefined) this.#holdsSecret(known.fingerprint, id, place, "certain");
    return true;
  }

  #valueAt(id: string, place: Place, line: number): void {
    const key = keyOf(place, line);
    grow(this.#values, key, id);
  }

  edge(edge: GraphEdge): void {
    const key = `${edge.from}\0${edge.to}\0${edge.relation}\0${edge.place.path}\0${edge.place.line}`;
    if (edge.from === edge.to || this.#known.has(key)) return;
    this.#known.add(key);
    this.edges.push(edge);
  }

  holds(id: string, value: string, place: Place): void {
    if (!isValue(value)) return;
    const lines = value.split("\n").length;
    for (let line = place.line; line <= place.line + Math.min(lines, 200); line++) {
      if (line > place.line && lines === 1) break;
      this.#valueAt(id, place, line);
    }
    const { form = "", name = "" } = this.nodes.get(id) ?? {};
    if (this.#fingerprint === undefined || !isTelling(value, form, name)) return;
    // Kubernetes and editors leave a line feed at the end that is none of the secret's.
    this.#holdsSecret(this.#fingerprint(value.replace(/\r?\n$/, "")), id, place, "certain");
  }

  #holdsSecret(fingerprint: string, to: string, place: Place, confidence: Confidence): void {
    const id = `secret:${fingerprint}`;
    if (!this.nodes.has(id))
      this.node({ id, kind: "secret", form: "value", label: `value ${fingerprint.slice(0, 12)}`, name: fingerprint });
    this.edge({ from: id, to, relation: "holds", place, confidence });
  }

  /** Joins findings of a scan to the names that stand on the same line, or enters them as literals of the code. */
  found(secret: FoundSecret): void {
    const id = `secret:${secret.fingerprint}`;
    this.nodes.set(id, { id, kind: "secret", form: secret.provider, label: `${secret.title} ${secret.masked}`, name: secret.fingerprint });
    const known = new Set(this.edges.filter((edge) => edge.from === id).map(({ place }) => keyOf(place, place.line)));
    for (const occurrence of secret.occurrences) {
      const place: Place = { repository: occurrence.repository, path: occurrence.path, line: occurrence.line };
      if (occurrence.inHead === false || (occurrence.commit !== undefined && occurrence.inHead === undefined)) {
        this.blind({ about: id, what: "It stands in the history too: whoever cloned the repository may use it", place });
        continue;
      }
      if (known.has(keyOf(place, place.line))) continue;
      const names = this.#values.get(keyOf(place, place.line)) ?? [];
      for (const name of names) this.#holdsSecret(secret.fingerprint, name, place, "likely");
      if (names.length === 0) this.#literal(id, place);
    }
  }

  #literal(secret: string, place: Place): void {
    const unit = this.code.unitNode(this, place.repository, place.path);
    const id = this.node({
      id: `decl:literal:${place.repository}/${place.path}:${place.line}`,
      kind: "declaration",
      form: "literal",
      label: "written in the file itself",
      name: "",
      place,
    });
    this.edge({ from: secret, to: id, relation: "holds", place, confidence: "certain" });
    this.edge({ from: id, to: unit, relation: "flows", place, confidence: "certain", channel: "literal" });
  }

  blind(blind: Blind): void {
    const key = `blind\0${blind.about ?? ""}\0${blind.what}\0${blind.place?.path ?? ""}\0${blind.place?.line ?? 0}`;
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.blinds.push(blind);
  }

  codeReads(file: ReadFile, name: string, line: number, confidence: Confidence): void {
    this.code.reads(file, name, line, confidence);
  }

  codeReadsStore(file: ReadFile, id: string, line: number, confidence: Confidence): void {
    this.later(() => {
      const place: Place = { repository: file.repository, path: file.path, line };
      const unit = this.code.unitNode(this, file.repository, file.path);
      const read = this.node({
        id: `decl:store:${unit}#${id}`,
        kind: "declaration",
        form: "store-read",
        label: this.nodes.get(id)?.label ?? id,
        name: "",
        place,
      });
      this.edge({ from: id, to: read, relation: "flows", place, confidence });
      this.edge({ from: read, to: unit, relation: "flows", place, confidence, channel: "store-read" });
    });
  }

  use(file: ReadFile, kind: string, place: Place): void {
    this.#uses.push({ file, kind, place });
  }

  runs(runs: Runs): void {
    this.#runs.push(runs);
  }

  owned(id: string, owner: string, place: Place, confidence: Confidence): void {
    const person = this.node({
      id: `owner:${owner}`,
      kind: "owner",
      form: owner.includes("@") && !owner.startsWith("@") ? "address" : "team",
      label: owner,
      name: owner,
    });
    this.edge({ from: id, to: person, relation: "owned", place, confidence });
  }

  /** Phase 0 makes names that others may ask for in phase 1. */
  later(join: (all: Builder) => void, phase: 0 | 1 = 1): void {
    this.#later[phase].push(join);
  }

  /** Everything that needs all files. Afterwards findings may be entered, and then nothing more. */
  join(): void {
    for (const joins of this.#later) {
      // A join may put off another: the list grows while it is walked.
      for (let index = 0; index < joins.length; index++) joins[index]?.(this);
      joins.length = 0;
    }
    this.code.join(this, this.#runs);
    for (const { file, kind, place } of this.#uses)
      this.uses.push({ unit: this.code.unitNode(this, file.repository, file.path), kind, place });
  }

  /** After findings: fields and their containers, Secrets whose namespace was not said, owners. */
  finish(): void {
    this.#joinNamespaces();
    this.#joinFields();
    this.owners.join(this);
  }

  #joinFields(): void {
    for (const fields of this.#fields.values()) {
      const whole = fields.get("*");
      if (whole === undefined) continue;
      for (const [field, id] of fields) {
        if (field === "*") continue;
        const place = this.nodes.get(whole)?.place ?? this.nodes.get(id)?.place ?? NOWHERE;
        this.edge({ from: id, to: whole, relation: "whole", place, confidence: "certain" });
        this.edge({ from: whole, to: id, relation: "part", place, confidence: "certain" });
      }
    }
  }

  /** One Secret, said with its namespace in one place and without in another. */
  #joinNamespaces(): void {
    const open = [...this.nodes.values()].filter(({ name }) => name.startsWith("k8s:?/"));
    if (open.length === 0) return;
    const said = new Map<string, GraphNode[]>();
    for (const node of this.nodes.values()) {
      if (node.form !== "k8s-secret" || node.name.startsWith("k8s:?/")) continue;
      const tail = node.name.slice(node.name.indexOf("/") + 1);
      grow(said, tail, node);
    }
    const repositories = this.#repositoriesOf();
    const openByName = new Map<string, GraphNode[]>();
    for (const node of open) grow(openByName, node.name, node);
    for (const node of open) {
      const repository = node.id.slice(node.id.lastIndexOf("@") + 1);
      for (const other of said.get(node.name.slice("k8s:?/".length)) ?? []) {
        const confidence = repositories.get(other.id)?.has(repository) === true ? "likely" : "possible";
        this.#same(other, node, confidence);
      }
      // Deployed from another repository: the same name is all that is known.
      const [first] = openByName.get(node.name) ?? [];
      if (first !== undefined && first !== node) this.#same(first, node, "possible");
    }
  }

  #same(a: GraphNode, b: GraphNode, confidence: Confidence): void {
    const note = "the same Secret by its name; the namespace is not said in one place";
    const place = b.place ?? a.place ?? NOWHERE;
    this.edge({ from: a.id, to: b.id, relation: "flows", place, confidence, note });
    this.edge({ from: b.id, to: a.id, relation: "flows", place, confidence, note });
  }

  #repositoriesOf(): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const { from, to, place } of this.edges)
      for (const id of [from, to]) {
        const known = found.get(id);
        if (known === undefined) found.set(id, new Set([place.repository]));
        else known.add(place.repository);
      }
    return found;
  }
}

const NOWHERE: Place = { repository: "", path: "", line: 1 };

/**
 * Whether equal values may be taken for one secret: regions, host names and words meet in many places by chance. What a Secret
 * holds, or a name that says so, is one; else it must look like a key.
 */
function isTelling(value: string, form: string, name: string): boolean {
  const isNamed = form === "k8s-secret" || /token|secret|passw|passphrase|key|auth|cred|dsn|private|signing|salt/i.test(name);
  if (isNamed) return !/^[a-z]+(?:[-_. ][a-z]+)*$/i.test(value) || value.length >= 24;
  if (value.length < 16 || (/\s/.test(value) && !value.startsWith("-----BEGIN"))) return false;
  if (/^[a-z][\w+.-]*:\/\//i.test(value)) return /:\/\/[^/@\s]+@/.test(value);
  return /\d/.test(value) && /[a-z]/i.test(value) && !/^(?:\/|\.|arn:|[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$))/.test(value);
}

/** The id without its field; what tells repositories apart stands behind the field. */
const containerOf = (id: string, field: string): string => {
  const cut = id.lastIndexOf(`#${field}`);
  return `${id.slice(0, cut)}#${id.slice(cut + 1 + field.length)}`;
};

const keyOf = (place: Place, line: number): string => `${place.repository}\0${place.path}\0${line}`;

/** Whether it may be a secret's value at all: what is filled in later, and what is too short to be told from chance, is none. */
function isValue(value: string): boolean {
  if (value.length < 8 || value.length > 65_536) return false;
  return !/^(?:ENC\[.*|\$\{[^}]*\}|\$[A-Z_]+|\{\{.*\}\}|<[^>]*>|[\d.]+|true|false|(?:change|replace)[-_ ]?me.*|x{8,}|\*{8,})$/is.test(
    value,
  );
}
