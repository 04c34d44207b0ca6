import type { HygieneCheck, HygieneProject } from "../hygiene-check.ts";
import { baseName } from "./_files.ts";

const LOCKS: readonly { readonly of: string; readonly locks: readonly string[]; readonly needs: RegExp; readonly fix: string }[] = [
  {
    of: "package.json",
    locks: ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"],
    needs: /"(?:dev|optional)?[dD]ependencies"\s*:\s*\{\s*"/,
    fix: "npm install --package-lock-only, and commit package-lock.json",
  },
  { of: "Pipfile", locks: ["Pipfile.lock"], needs: /\[packages\]/, fix: "pipenv lock, and commit Pipfile.lock" },
  { of: "Gemfile", locks: ["Gemfile.lock"], needs: /^\s*gem\s/m, fix: "bundle lock, and commit Gemfile.lock" },
  {
    of: "composer.json",
    locks: ["composer.lock"],
    needs: /"require(?:-dev)?"\s*:\s*\{\s*"/,
    fix: "composer update --lock, and commit composer.lock",
  },
  { of: "go.mod", locks: ["go.sum"], needs: /^\s*(?:require\b)/m, fix: "go mod tidy, and commit go.sum" },
];

export const lockFileMissing: HygieneCheck = {
  id: "lock-file-missing",
  title: "Dependencies without a lock file",
  severity: "low",
  practice: "not-embedded",
  why: "Each build may take in a new version, and a malicious one reads the environment's secrets first.",
  references: ["https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json"],
  *look(project) {
    const paths = new Set(project.files.map(({ path }) => path));
    for (const path of paths) {
      const kind = LOCKS.find(({ of }) => of === baseName(path));
      if (kind === undefined || hasLock(path, kind.locks, paths) || !kind.needs.test(read(project, path))) continue;
      yield { path, what: `${path} names dependencies and no lock file pins them`, fix: kind.fix };
    }
  },
};

/** In its own folder or in one above it, as workspaces have it. */
function hasLock(path: string, locks: readonly string[], paths: ReadonlySet<string>): boolean {
  for (let folder = path.slice(0, path.lastIndexOf("/") + 1); ; folder = folder.slice(0, folder.lastIndexOf("/", folder.length - 2) + 1)) {
    if (locks.some((lock) => paths.has(`${folder}${lock}`))) return true;
    if (folder === "") return false;
  }
}

const read = (project: HygieneProject, path: string): string => project.read(path) ?? "";
