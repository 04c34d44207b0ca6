import { isMap } from "yaml";
import type { Replacement } from "../rewrite.ts";
import { inEnvList, inKubernetes, kindOf } from "../text/kubernetes.ts";
import { COMMENT, type Place, type Scene, rewriteEach, settle } from "../text/place.ts";
import { byProgram, lies, nearby } from "../text/programs.ts";
import { YamlText, pairOf } from "../text/yaml.ts";
import { type YamlSpot } from "../text/yaml.ts";
import { folderOf } from "../rewrite.ts";
import type { Codemod, Target } from "../types.ts";
import { inCompose } from "./compose.ts";

/** YAML of no name of its own: what it is for is told by its content and by what lies around it. */
export const yaml: Codemod = {
  id: "yaml",
  title: "YAML",
  matches: (path) => /\.ya?ml$|(?:^|\/)\.condarc$/.test(path),
  parses: async (text, path) => (!isInConfig(path) || isWholeErb(text)) && new YamlText(text, [], masked(text, path)).isValid,
  async rewrite(file, targets, project) {
    const read = new YamlText(file.text, targets, masked(file.text, file.path));
    const scene: Scene = { file, targets, project };
    return rewriteEach(file, targets, (target) => {
      const spot = read.spotAt(target.start, target.end);
      if (typeof spot === "string") return settle(target, helmOr(spot, scene), () => ({ refused: "" }));
      const kind = kindOf(spot);
      if (kind !== undefined) return inKubernetes(kind, spot, target, read);
      return settle(target, read.placeOf(spot, target), (place) => replace(place, spot, target, read, scene));
    });
  },
};

/** A template of Helm is no YAML before it is filled. */
function helmOr(spot: string, { file, project }: Scene): string {
  const isTemplate = /(?:^|\/)templates\//.test(file.path) && file.text.includes("{{");
  if (spot === COMMENT || !isTemplate) return spot;
  return lies(project, folderOf(file.path.replace(/templates\/.*$/, "x")), /^chart\.yaml$/i) ||
    /\{\{-?\s*(?:\.Values|include|template)/.test(file.text)
    ? "it stands in a template of Helm: make a Secret, and refer to it by secretKeyRef"
    : spot;
}

function replace(place: Place, spot: YamlSpot, target: Target, read: YamlText, scene: Scene): Replacement {
  const root = spot.document.contents;
  if (isComposeFile(root)) return inCompose(place, target);
  if (/(?:^|\/)values[\w.-]*\.ya?ml$/.test(scene.file.path)) return inValues(spot, target, read, scene);
  return forKind(place, root, target, scene) ?? byProgram(place, target, scene);
}

/** Values of Helm are put into templates as text. A list of variables that is handed on whole may hold references. */
function inValues(spot: YamlSpot, target: Target, read: YamlText, scene: Scene): Replacement {
  const list = spot.keys.slice(0, -2).join(".");
  if (/^[\w.]+\.\d+\.value$/.test(spot.keys.join(".")) && isHandedOn(list, scene)) return inEnvList(spot, target, read);
  return {
    refused:
      "Helm fills no variables into values: name an existing Secret if the chart has a value for it (existingSecret), or give it when installing, from a file that git ignores",
  };
}

function isHandedOn(list: string, { file, project }: Scene): boolean {
  const folder = `${folderOf(file.path)}/templates`.replace(/^\//, "");
  const texts = project.list(folder).map((name) => project.read(`${folder}/${name}`) ?? "");
  const name = list.replaceAll(".", "\\.");
  const whole = new RegExp(`toYaml\\s+\\$?\\.Values\\.${name}\\b(?!\\.)`);
  const other = new RegExp(`range[^}]*\\.Values\\.${name}\\b`);
  return texts.some((text) => whole.test(text)) && !texts.some((text) => other.test(text));
}

function isComposeFile(root: unknown): boolean {
  const services = pairOf(root, "services")?.value;
  return isMap(services) && services.items.some(({ value }) => isMap(value) && (value.has("image") || value.has("build")));
}

function forKind(place: Place, root: unknown, target: Target, scene: Scene): Replacement | undefined {
  if (isRailsFile(scene)) return inRails(place, target, scene);
  if (isAnsible(root, scene)) return inAnsible(place, target);
  if (isMap(root) && (root.has("AWSTemplateFormatVersion") || (root.has("Resources") && root.has("Parameters"))))
    return {
      refused:
        "CloudFormation takes a secret by a dynamic reference: {{resolve:secretsmanager:NAME:SecretString:KEY}}, or a parameter with NoEcho",
    };
  if (isMap(root) && (root.has("openapi") || root.has("swagger")))
    return /^(?:examples?|description|default)$/.test(place.keys.findLast((key) => !/^\d+$/.test(key)) ?? "")
      ? { edits: [{ start: target.start, end: target.end, text: `<${target.variable}>` }] }
      : { refused: "it is a part of an API's description, which people read: write a made-up value" };
  return undefined;
}

function isInConfig(path: string): boolean {
  return /(?:^|\/)config\/(?!packages\/)[\w./-]+\.yml$/.test(path);
}

/** Whether each `<%` is closed before the next. */
function isWholeErb(text: string): boolean {
  const marks = [...text.matchAll(/<%|%>/g)].map(([mark]) => mark);
  return marks.length % 2 === 0 && marks.every((mark, index) => (mark === "<%") === (index % 2 === 0));
}

/** ERB is taken out of the reader's sight, each mark by as many letters. Lines that are all ERB become blank. */
function masked(text: string, path: string): string {
  if (!isInConfig(path) || !text.includes("<%") || !isWholeErb(text)) return text;
  return text
    .replaceAll(/^[ \t]*<%(?!=)[^\n]*?%>[ \t]*(?=\r?$)/gm, (mark) => " ".repeat(mark.length))
    .replaceAll(/<%[\s\S]*?%>/g, (mark) => mark.replaceAll(/[^\n]/g, "x"));
}

function isRailsFile(scene: Scene): boolean {
  const { path, text } = scene.file;
  if (!isInConfig(path)) return false;
  if (/(?:^|\/)config\/(?:database|secrets|cable|storage|mongoid)\.yml$/.test(path) && !nearby(scene, ["composer.json"], /"symfony\//))
    return true;
  return text.includes("<%") || nearby(scene, ["Gemfile"], /rails/i);
}

function inRails(place: Place, target: Target, { file }: Scene): Replacement {
  if (!isWholeErb(file.text)) return { refused: "its marks of ERB are not closed" };
  if (/(?:^|\/)config\/(?:(?:locales|credentials)\/|(?:webpacker|shakapacker|vite|i18n-js)\.yml$)/.test(file.path))
    return { refused: "Rails reads this file without ERB" };
  const before = place.raw.slice(0, target.start - place.rawStart);
  if (before.lastIndexOf("<%") > before.lastIndexOf("%>"))
    return { refused: "it stands in a piece of Ruby between <% and %>: change that by hand" };
  if (/[\r\n]/.test(target.value))
    return { refused: "ERB would write its lines without their indent: write <%= ENV.fetch(…).to_json %> in place of all of it" };
  // ERB writes the text before YAML reads it: what would not stand there as plain text is written as JSON, which YAML reads.
  const isPlain = /^[A-Za-z](?:[\w./+=~-]*)$/.test(target.value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(target.value);
  const quoted = /["']/.test(file.text.charAt(place.rawStart - 1));
  if (place.isWhole && !quoted && !isPlain) return place.splice((quote) => `<%= ENV.fetch(${quote}${target.variable}${quote}).to_json %>`);
  return place.splice((quote) => `<%= ENV.fetch(${quote}${target.variable}${quote}) %>`);
}

function isAnsible(root: unknown, scene: Scene): boolean {
  const { path } = scene.file;
  if (/(?:^|\/)(?:group_vars|host_vars)\/|(?:^|\/)roles\/[\w.-]+\/(?:defaults|vars|tasks|handlers)\//.test(path)) return true;
  if (
    /(?:^|\/)(?:playbooks?|tasks|handlers|vars|defaults)\/[\w./-]+$/.test(path) &&
    nearby(scene, ["ansible.cfg", "meta/main.yml", "galaxy.yml"], /\w/)
  )
    return true;
  const first = root !== null && typeof root === "object" && "items" in root && Array.isArray(root.items) ? root.items[0] : undefined;
  if (isMap(first) && first.has("name") && /(?:^|\/)(?:tasks|handlers)\/[\w.-]+$/.test(path)) return true;
  return isMap(first) && first.has("hosts") && ["tasks", "roles", "vars", "vars_files", "become"].some((key) => first.has(key));
}

const EXPRESSIONS = /^(?:when|changed_when|failed_when|until|that|var)$/;

/** Jinja in a value is filled when a task uses it; `undef()` makes that fail, with the name, when the variable is missing. */
function inAnsible(place: Place, target: Target): Replacement {
  const before = place.raw.slice(0, target.start - place.rawStart);
  if (before.lastIndexOf("{{") > before.lastIndexOf("}}"))
    return { refused: "it stands in an expression between {{ and }}: change that by hand" };
  if (EXPRESSIONS.test(place.keys.findLast((key) => !/^\d+$/.test(key)) ?? ""))
    return { refused: "it stands in a condition, which is an expression already: change that by hand" };
  return place.splice((quote) => `{{ lookup(${quote}env${quote}, ${quote}${target.variable}${quote}, default=undef()) }}`);
}
