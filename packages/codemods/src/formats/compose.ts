import type { Replacement } from "../rewrite.ts";
import { type Place, rewriteEach, settle, withNotes } from "../text/place.ts";
import { YamlText } from "../text/yaml.ts";
import type { Codemod, Target } from "../types.ts";

export const compose: Codemod = {
  id: "compose",
  title: "Docker Compose",
  matches: (path) => /(?:^|\/)(?:(?:docker-?)?compose|docker-stack)(?:[.-][\w.-]+)?\.ya?ml$/.test(path),
  parses: async (text) => new YamlText(text).isValid,
  async rewrite(file, targets) {
    const yaml = new YamlText(file.text, targets);
    return rewriteEach(file, targets, (target) => settle(target, yaml.locate(target), (place) => inCompose(place, target)));
  },
};

/** Compose fills `${…}` in every value of its file, never in keys, and fails with the sentence behind `:?`. */
export function inCompose(place: Place, target: Target): Replacement {
  return withNotes(
    fillOrDefault(place, target),
    `docker compose takes ${target.variable} from the shell, or from .env beside the compose file`,
  );
}

function required(name: string): string {
  return `\${${name}:?${name} is not set}`;
}

/** `${NAME:-secret}`: the default goes, and NAME is required. */
function fillOrDefault(place: Place, target: Target): Replacement {
  const before = place.raw.slice(0, target.start - place.rawStart);
  const open = /\$\{(\w+)(:?-)$/.exec(before);
  if (open === null) {
    if (/\$\{[^}]*$/.test(before)) return { refused: "it is a part of what stands between ${ and }" };
    return place.splice(() => required(target.variable));
  }
  const [, name = "", sign = ""] = open;
  if (place.raw[target.end - place.rawStart] !== "}") return { refused: "it is a part of a default between other text" };
  if (name !== target.variable) return place.splice(() => required(target.variable));
  return { edits: [{ start: target.start - sign.length, end: target.end, text: `:?${name} is not set` }] };
}
