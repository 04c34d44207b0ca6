import type { HygieneCheck } from "../hygiene-check.ts";
import { instructionsOf } from "./_dockerfile.ts";
import { baseName, isCredentialFile, isDockerfile, isEnvFile } from "./_files.ts";

export const dockerfileCopiedSecret: HygieneCheck = {
  id: "dockerfile-copied-secret",
  title: "File of secrets copied into an image",
  severity: "high",
  practice: "not-embedded",
  why: "A layer keeps the file: removing it in a later one hides it, and all who can pull the image can still read it.",
  references: ["https://docs.docker.com/build/building/secrets/", "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret"],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!isDockerfile(path)) continue;
      for (const { word, rest, lineOf } of instructionsOf(read(path) ?? ""))
        for (const { source, at } of word === "COPY" || word === "ADD" ? sourcesOf(rest) : [])
          yield {
            path,
            line: lineOf(at),
            what: `${word} ${source} puts a file of secrets into a layer`,
            fix: `RUN --mount=type=secret,id=${idOf(source)},target=/run/secrets/${idOf(source)} … in place of it, and docker build --secret id=${idOf(source)},src=${source}; for a program that runs, give it to the container at its start`,
          };
    }
  },
};

/** What is copied, less options and the target: also written as a list. What comes from another stage or image is in that. */
function sourcesOf(rest: string): readonly { readonly source: string; readonly at: number }[] {
  if (/^\s*(?:--\S+\s+)*--from=/.test(rest)) return [];
  const words = [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|([^\s,[\]"]+)/g)]
    .map((found) => ({ source: found[1] ?? found[2] ?? "", at: found.index }))
    .filter(({ source }) => !source.startsWith("--"));
  return words.slice(0, -1).filter(({ source }) => isSecretFile(source.replace(/\/$/, "")));
}

/** By its name alone: a build context is made elsewhere. Files of package managers are copied for their tokens. */
function isSecretFile(path: string): boolean {
  const name = baseName(path);
  return (
    isEnvFile(path) ||
    isCredentialFile(path) ||
    /^(?:\.npmrc|\.yarnrc\.yml|\.pypirc|pip\.conf|\.ssh|\.aws|\.gnupg|\.kube|\.docker)$/.test(name) ||
    (/\.(?:key|p8)$/i.test(name) && !/pub/i.test(name))
  );
}

const idOf = (source: string): string =>
  baseName(source.replace(/\/$/, ""))
    .replace(/^\.+/, "")
    .replace(/[^\w-]+/g, "_")
    .toLowerCase();
