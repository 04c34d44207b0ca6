import { type Replacement, namedInComment } from "../rewrite.ts";
import { COMMENT, rewriteEach, withNotes } from "../text/place.ts";
import { scriptOf } from "../text/scripts.ts";
import { spliceShell } from "../text/shell.ts";
import { type YamlSpot, YamlText } from "../text/yaml.ts";
import type { Codemod, Target } from "../types.ts";

export const gitlabCi: Codemod = {
  id: "gitlab-ci",
  title: "GitLab CI",
  matches: (path) => /(?:^|\/)[\w.-]*\.?gitlab-ci[\w.-]*\.ya?ml$|(?:^|\/)(?:\.gitlab\/ci|\.?gitlab-ci)\/[\w./-]+\.ya?ml$/.test(path),
  parses: async (text) => new YamlText(text).isValid,
  async rewrite(file, targets) {
    const yaml = new YamlText(file.text, targets);
    return rewriteEach(file, targets, async (target) => {
      const spot = yaml.spotAt(target.start, target.end);
      if (typeof spot === "string") return spot === COMMENT ? namedInComment(target) : { refused: spot };
      return replace(spot, target, yaml);
    });
  },
};

/** Scripts, and hidden entries of text alone, which jobs take over by an anchor or !reference. */
const SCRIPT = /(?:^|\.)(?:before_script|script|after_script|pre_get_sources_script)(?:\.\d+)*$|^\.[^.]+(?:\.\d+)*$/;

async function replace(spot: YamlSpot, target: Target, yaml: YamlText): Promise<Replacement> {
  const place = yaml.placeOf(spot, target);
  if (typeof place === "string") return { refused: place };
  const keys = spot.keys.join(".");
  const note = `add ${target.variable} to the project's CI/CD variables, masked; for a value with $ untick "Expand variable reference"`;
  const found = /(?:^|\.)variables\.([^.]+)(\.value)?$/.exec(keys);
  if (found !== null) {
    // A variable of the project wins over one of the file, so that the file's own entry says nothing any more.
    if (place.isWhole && found[1] === target.variable && found[2] === undefined) return withNotes(yaml.removeEntry(spot), note);
    return withNotes(
      place.splice(() => (place.isWhole ? `$${target.variable}` : `\${${target.variable}}`)),
      note,
    );
  }
  if (!SCRIPT.test(keys)) return { refused: "this part of the pipeline is not known to take variables: rewrite it by hand" };
  const script = scriptOf(yaml.text, spot);
  if (script === undefined) return { refused: "the script is written in a form whose letters cannot be told one by one" };
  const edit = await spliceShell(script, target, `\${${target.variable}:?}`);
  if (edit === COMMENT) return namedInComment(target);
  if (typeof edit === "string") return { refused: edit };
  // A plain text of YAML cannot begin with a quote.
  if (spot.scalar.type === "PLAIN" && edit.start === spot.start) return { refused: "the line would need quotes around it" };
  return { edits: [edit], notes: [note] };
}
