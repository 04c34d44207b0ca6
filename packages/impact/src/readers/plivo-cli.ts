import type { Reader } from "../reader.ts";

export const plivoCli: Reader = {
  id: "plivo-cli",
  title: "Profiles of the Plivo CLI (`.plivo/config.toml`)",
  wants: ({ path }) => /(?:^|\/)\.plivo\/[\w.-]+\.(?:toml|json|ya?ml)$/.test(path),
  read(file, to) {
    let profile = "default";
    let line = 0;
    for (const row of file.text.split("\n")) {
      line++;
      profile = /^\s*\[(?:profiles?\.)?["']?([\w.-]+)/.exec(row)?.[1] ?? profile;
      const [, key = "", value = ""] = /^\s*["']?(\w*token\w*)["']?\s*[=:]\s*["']?([^"',\s]+)/i.exec(row) ?? [];
      if (key === "") continue;
      const workload = to.workload("plivo-cli", `${file.path}:${profile}`, line, `Plivo CLI profile ${profile} (${file.path})`);
      to.holds(to.declaration(workload, key, line, { channel: "cli-profile" }, "cli-profile"), value, line);
    }
  },
};
