import type { Reader } from "../reader.ts";
import { type Sink, within } from "../sink.ts";
import { type Tree, at, entriesAt, itemsAt, textAt } from "../tree.ts";
import type { Channel } from "../types.ts";
import { variablesIn } from "./_placeholders.ts";

export const compose: Reader = {
  id: "compose",
  title: "Compose files: environment, env_file, secrets, build arguments, interpolation from `.env`",
  wants: ({ base, text }) => /^(?:docker-)?compose[\w.-]*\.ya?ml$|^stack\.ya?ml$/.test(base) && text.includes("services"),
  read(file, to) {
    for (const tree of file.trees()) for (const [name, service] of entriesAt(tree, "services")) readService(name, service, tree, to);
  },
};

function readService(name: string, service: Tree, file: Tree, to: Sink): void {
  const workload = to.workload("compose", name, service.line, `compose service ${name}`, to.file.folder);
  const build = at(service, "build");
  const context = build?.kind === "text" ? build.text : textAt(build, "context");
  const folder = context === undefined ? undefined : within(to.file.folder, context);
  const image = textAt(service, "image");
  if (folder !== undefined) to.runs(workload, { folder }, build?.line ?? service.line);
  else if (image !== undefined) to.runs(workload, { image }, service.line);
  readVariables(at(service, "environment"), workload, "compose-env", to);
  if (build?.kind === "map") readVariables(at(build, "args"), workload, "build-arg", to);
  for (const entry of listOf(at(service, "env_file"))) {
    const path = within(to.file.folder, textAt(entry, "path") ?? (entry.kind === "text" ? entry.text : ""));
    if (path !== undefined) readEnvFile(path, workload, entry.line, to);
  }
  for (const entry of itemsAt(service, "secrets")) readSecret(entry, workload, file, "compose-file", to);
  for (const entry of itemsAt(build, "secrets")) readSecret(entry, workload, file, "build-arg", to);
  const command = [at(service, "command"), at(service, "entrypoint"), at(service, "healthcheck")];
  for (const tree of command)
    for (const text of textsIn(tree))
      for (const variable of variablesIn(text)) fromHost(variable, workload, tree?.line ?? 1, "compose-env", to);
}

/** `- A=value`, `- A` (from outside), `A: value`. */
function readVariables(tree: Tree | undefined, workload: string, channel: Channel, to: Sink): void {
  const pairs: { name: string; value: string | undefined; line: number }[] = [];
  if (tree?.kind === "map")
    for (const [name, value] of tree.entries)
      pairs.push({ name, value: value.kind === "text" && value.text !== "" ? value.text : undefined, line: value.line });
  if (tree?.kind === "list")
    for (const item of tree.items) {
      const text = item.kind === "text" ? item.text : "";
      const cut = text.indexOf("=");
      pairs.push({ name: cut < 0 ? text : text.slice(0, cut), value: cut < 0 ? undefined : text.slice(cut + 1), line: item.line });
    }
  for (const { name, value, line } of pairs) {
    if (!/^\w[\w.]*$/.test(name)) continue;
    const id = to.declaration(workload, name, line, { channel }, channel === "build-arg" ? "build-arg" : "env");
    const sources = value === undefined ? [name] : [...variablesIn(value)];
    for (const source of sources) interpolated(source, id, line, to);
    if (sources.length === 0 && value !== undefined) to.holds(id, value, line);
  }
}

function fromHost(variable: string, workload: string, line: number, channel: Channel, to: Sink): void {
  interpolated(variable, to.declaration(workload, variable, line, { channel, confidence: "likely" }), line, to);
}

/** Compose takes variables from `.env` beside the file, and what the shell sets comes before that. */
function interpolated(variable: string, id: string, line: number, to: Sink): void {
  const host = to.hostVariable(variable);
  to.flow(host, id, line, { confidence: "likely" });
  to.later((all) => {
    const file = `name:env-file:${to.file.repository}/${to.file.folder === "" ? "" : `${to.file.folder}/`}.env#${variable}`;
    if (all.nodes.has(file)) to.flow(file, id, line);
    else
      to.blind(
        `${variable} comes from the shell or a .env file that is not in the tree: it is set by hand where compose is started`,
        line,
        id,
      );
  });
}

/** Every variable of the file reaches the service. */
function readEnvFile(path: string, workload: string, line: number, to: Sink): void {
  to.later((all) => {
    const names = all.namesOf(to.file.repository, path);
    for (const { id, name } of names) to.flow(id, to.declaration(workload, name, line, { channel: "compose-env" }), line);
    if (names.length === 0) to.blind(`env_file ${path} is not in the tree (or empty): which variables it sets is not seen`, line);
  });
}

function readSecret(entry: Tree, workload: string, file: Tree, channel: Channel, to: Sink): void {
  const name = entry.kind === "text" ? entry.text : textAt(entry, "source");
  if (name === undefined) return;
  const id = to.scoped("compose-secret", to.file.folder, name, `compose secret ${name}`, entry.line);
  const target = textAt(entry, "target") ?? name;
  const read = to.declaration(workload, target.startsWith("/") ? target : `/run/secrets/${target}`, entry.line, { channel }, "file");
  to.flow(id, read, entry.line);
  const made = at(file, "secrets", name);
  const path = textAt(made, "file");
  const variable = textAt(made, "environment");
  const line = made?.line ?? entry.line;
  if (variable !== undefined) interpolated(variable, id, line, to);
  else if (path !== undefined) {
    const inside = within(to.file.folder, path);
    const source = to.scoped("file", inside ?? path, path, `file ${path}`, line);
    to.flow(source, id, line);
    to.later((all) => {
      if (inside === undefined || !all.holdsFile(source, to.file.repository, inside))
        to.blind(`The file ${path} of the secret ${name} is not in the tree: it is put there by hand`, line, id);
    });
  } else to.blind(`The secret ${name} is external: it was made by hand with "docker secret create"`, line, id);
}

const listOf = (tree: Tree | undefined): readonly Tree[] => (tree === undefined ? [] : tree.kind === "list" ? tree.items : [tree]);

function textsIn(tree: Tree | undefined): readonly string[] {
  if (tree === undefined) return [];
  if (tree.kind === "text") return [tree.text];
  return tree.kind === "list" ? tree.items.flatMap(textsIn) : [...tree.entries.values()].flatMap(textsIn);
}
