import type { HygieneCheck } from "../hygiene-check.ts";
import { isDockerfile } from "./_files.ts";

export const dockerContextOpen: HygieneCheck = {
  id: "docker-context-open",
  title: "Image takes in the whole folder, environment files and .git too",
  severity: "medium",
  practice: "stored-safely",
  why: "COPY . takes .env and .git along when no .dockerignore leaves them out.",
  references: ["https://docs.docker.com/build/concepts/context/#dockerignore-files"],
  *look({ files, read }) {
    for (const { path } of files) {
      if (!isDockerfile(path)) continue;
      const lines = (read(path) ?? "").split("\n");
      const at = lines.findIndex((line) => /^\s*(?:COPY|ADD)\s+(?:--(?!from)\S+\s+)*\.\/?\s+\S/i.test(line));
      if (at < 0) continue;
      const folder = path.slice(0, path.lastIndexOf("/") + 1);
      const lists = [`${path}.dockerignore`, `${folder}.dockerignore`, ".dockerignore"].map((file) => read(file) ?? "").join("\n");
      const missing = [".env", ".git"].filter((name) => !names(lists, name));
      if (missing.length > 0)
        yield {
          path,
          line: at + 1,
          what: `COPY . takes in ${missing.join(" and ")}: .dockerignore does not name ${missing.length === 1 ? "it" : "them"}`,
          fix: `Add ${missing.map((name) => (name === ".env" ? "**/.env*" : name)).join(" and ")} to ${folder}.dockerignore`,
        };
    }
  },
};

function names(list: string, name: string): boolean {
  return list.split("\n").some((line) => {
    const text = line
      .trim()
      .replace(/^\*\*\//, "")
      .replace(/^\//, "")
      .replace(/\/$/, "");
    return text === name || text === `${name}*` || text === `${name}.*` || text === "*" || text === ".*" || text === "**";
  });
}
