import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const CODEOWNERS = ["CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS", "docs/CODEOWNERS"];
const CATALOGUES = ["catalog-info.yaml", "catalog-info.yml"];

/** What a folder says of itself: a name that is the same on every machine (owner/name of its remote), and whose it is. */
export function repositoryNews(folder: string, name?: string): { name: string; codeowners?: string; catalogue?: string } {
  const codeowners = firstText(folder, CODEOWNERS);
  const catalogue = firstText(folder, CATALOGUES);
  return {
    name: name ?? remoteName(folder) ?? basename(resolve(folder)),
    ...(codeowners === undefined ? {} : { codeowners }),
    ...(catalogue === undefined ? {} : { catalogue }),
  };
}

/** github.com/acme/shop of git@github.com:acme/shop.git or https://user@github.com/acme/shop. */
export function nameOfRemote(url: string): string | undefined {
  const [, host, path] = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+\.[\w-]+)(?::\d+)?[:/]\/?([^?#]+?)(?:\.git)?\/?$/i.exec(url.trim()) ?? [];
  return host === undefined || path === undefined ? undefined : `${host.toLowerCase()}/${path}`;
}

function remoteName(folder: string): string | undefined {
  try {
    // Reads the configuration only; a repository's own settings cannot make `git config` run anything.
    const url = execFileSync("git", ["-C", folder, "config", "--get", "remote.origin.url"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return nameOfRemote(url);
  } catch {
    return undefined; // no git, no repository, no remote
  }
}

function firstText(folder: string, names: readonly string[]): string | undefined {
  const path = names.map((name) => join(folder, name)).find((one) => existsSync(one));
  return path === undefined ? undefined : readFileSync(path, "utf8");
}
