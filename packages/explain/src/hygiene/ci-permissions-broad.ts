import type { HygieneCheck } from "../hygiene-check.ts";

export const ciPermissionsBroad: HygieneCheck = {
  id: "ci-permissions-broad",
  title: "Workflow with more rights than it needs",
  severity: "medium",
  practice: "least-privilege",
  why: "A changed dependency or action in such a job can write to the repository or read its secrets.",
  references: ["https://docs.github.com/en/actions/security-for-github-actions/security-guides/automatic-token-authentication"],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue;
      const lines = (read(path) ?? "").split("\n");
      const all = lines.findIndex((line) => /^\s*permissions:\s*write-all\b/.test(line));
      if (all >= 0)
        yield {
          path,
          line: all + 1,
          what: "permissions: write-all gives the job's token every right",
          fix: "permissions: contents: read, and the one right more that the job needs",
        };
      const trigger = lines.findIndex(
        (line) => /^\s*(?:-\s*)?pull_request_target\b/.test(line) || /^on:.*\bpull_request_target\b/.test(line),
      );
      const head = lines.findIndex((line) => /ref:\s*\$\{\{\s*github\.(?:event\.pull_request\.head\.|head_ref)/.test(line));
      if (trigger >= 0 && head >= 0)
        yield {
          path,
          line: head + 1,
          what: "pull_request_target checks out code of strangers and has the repository's secrets",
          fix: "Use pull_request, or do not check out the head in this workflow",
        };
    }
  },
};
