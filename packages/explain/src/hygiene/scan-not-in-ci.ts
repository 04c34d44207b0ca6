import type { HygieneCheck } from "../hygiene-check.ts";
import { SCANNERS, isPipeline } from "./_files.ts";

export const scanNotInCi: HygieneCheck = {
  id: "scan-not-in-ci",
  title: "No pipeline looks for secrets",
  severity: "low",
  practice: "watched",
  why: "Hooks can be left out; a pipeline sees every change.",
  references: [],
  *look({ files, read }) {
    const pipelines = files.filter(({ path }) => isPipeline(path));
    const [first] = pipelines;
    if (first === undefined || pipelines.some(({ path }) => SCANNERS.test(read(path) ?? ""))) return;
    yield {
      path: first.path,
      what: `None of ${pipelines.length} pipeline ${pipelines.length === 1 ? "file" : "files"} runs a secret scanner`,
      fix: "Add a step that runs `stanch scan . --output sarif=stanch.sarif`",
    };
  },
};
