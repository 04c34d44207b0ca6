import type { Reader } from "../reader.ts";
import { type Tree, at, textAt } from "../tree.ts";
import { type CiSystem, job, shellVariables, taken } from "./_ci.ts";

const SYSTEM: CiSystem = {
  form: "bitbucket-pipelines",
  title: "Bitbucket Pipelines",
  settings: "Bitbucket's settings (workspace, repository or deployment variables)",
};
const OWN = /^BITBUCKET_|^PIPELINES_/;

export const bitbucketPipelines: Reader = {
  id: "bitbucket-pipelines",
  title: "Bitbucket Pipelines: variables in scripts and pipes, deployments",
  wants: ({ base }) => /^bitbucket-pipelines\.ya?ml$/.test(base),
  read(file, to) {
    for (const tree of file.trees())
      for (const { step, way } of stepsIn(at(tree, "pipelines"), [])) {
        const name = textAt(step, "name") ?? way.join("/");
        const workload = job(SYSTEM, `${way.join("/")}: ${name}`, step.line, to);
        for (const part of ["script", "after-script", "image"])
          for (const { name: variable, line } of shellVariables(at(step, part), new Set(), OWN))
            taken(SYSTEM, workload, variable, variable, line, to);
        const deployment = textAt(step, "deployment");
        if (deployment !== undefined) to.blind(`The deployment ${deployment} may set variables of its own`, step.line);
      }
  },
};

function* stepsIn(tree: Tree | undefined, way: readonly string[]): Generator<{ readonly step: Tree; readonly way: readonly string[] }> {
  if (tree?.kind === "list") for (const item of tree.items) yield* stepsIn(item, way);
  if (tree?.kind !== "map") return;
  for (const [name, below] of tree.entries)
    if (name === "step") yield { step: below, way };
    else yield* stepsIn(below, /^(?:parallel|steps|stage)$/.test(name) ? way : [...way, name]);
}
