import type { HygieneCheck } from "../hygiene-check.ts";
import { instructionsOf } from "./_dockerfile.ts";
import { isDockerfile, isHarmless, isSecretName } from "./_files.ts";

export const dockerfileSecret: HygieneCheck = {
  id: "dockerfile-secret",
  title: "Secret in ARG or ENV of a Dockerfile",
  severity: "high",
  practice: "not-embedded",
  why: "ENV stays in the image, and a value given to ARG stays in its history: all who can pull it can read them.",
  references: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.docker.com/reference/build-checks/secrets-used-in-arg-or-env/",
  ],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!isDockerfile(path)) continue;
      for (const { word, rest, lineOf } of instructionsOf(read(path) ?? ""))
        for (const { name, at } of secretsOf(word, rest))
          yield {
            path,
            line: lineOf(at),
            what: `${word} ${name} puts a secret into the image`,
            fix: `RUN --mount=type=secret,id=${name.toLowerCase()},env=${name} … for a build; give it to the container at its start otherwise`,
          };
    }
  },
};

/** ARG NAME has no value yet, but whatever is given at the build stays; ENV counts with a value of its own or of such an ARG. */
function secretsOf(word: string, rest: string): readonly { readonly name: string; readonly at: number }[] {
  if (word !== "ARG" && word !== "ENV") return [];
  const pairs =
    /^[A-Za-z_]\w*\s+[^=\s]/.test(rest) && word === "ENV"
      ? [{ name: /^\w+/.exec(rest)?.[0] ?? "", value: rest.replace(/^\w+\s+/, ""), at: 0 }]
      : [...rest.matchAll(/([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g)].map(({ index, 1: name = "", 2: value }) => ({
          name,
          value,
          at: index,
        }));
  return pairs.filter(
    ({ name, value }) =>
      isSecretName(name) &&
      (word === "ARG" ? value === undefined || !isEmpty(value) : value !== undefined && (!isHarmless(value) || value.includes("$"))),
  );
}

const isEmpty = (value: string): boolean => value.replace(/["']/g, "") === "";
