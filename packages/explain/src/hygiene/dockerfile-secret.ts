import type { HygieneCheck } from "../hygiene-check.ts";
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
      for (const [index, line] of (read(path) ?? "").split("\n").entries())
        for (const { word, name } of secretsOf(line))
          yield {
            path,
            line: index + 1,
            what: `${word} ${name} puts a secret into the image`,
            fix: `RUN --mount=type=secret,id=${name.toLowerCase()},env=${name} … for a build; give it to the container at its start otherwise`,
          };
    }
  },
};

/** ARG NAME has no value yet, but whatever is given at the build stays; ENV counts with a value of its own or of such an ARG. */
function secretsOf(line: string): readonly { word: string; name: string }[] {
  const found = /^\s*(?<word>ARG|ENV)\s+(?<rest>\S.*)$/i.exec(line);
  const { word, rest } = found?.groups ?? {};
  if (word === undefined || rest === undefined) return [];
  const pairs =
    /^[A-Za-z_]\w*\s+[^=\s]/.test(rest) && word.toUpperCase() === "ENV"
      ? [[/^\w+/.exec(rest)?.[0] ?? "", rest.replace(/^\w+\s+/, "")] as const]
      : [...rest.matchAll(/([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g)].map(([, name = "", value]) => [name, value] as const);
  return pairs
    .filter(
      ([name, value]) =>
        isSecretName(name) &&
        (word.toUpperCase() === "ARG"
          ? value === undefined || !isEmpty(value)
          : value !== undefined && (!isHarmless(value) || value.includes("$"))),
    )
    .map(([name]) => ({ word: word.toUpperCase(), name }));
}

const isEmpty = (value: string): boolean => value.replace(/["']/g, "") === "";
