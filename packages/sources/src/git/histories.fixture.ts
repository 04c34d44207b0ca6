import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** For tests: runs git in a folder. */
export function git(dir: string, args: readonly string[], input?: string): string {
  return execFileSync("git", ["-C", dir, "-c", "user.name=A", "-c", "user.email=a@example.test", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["pipe", "pipe", "ignore"],
    ...(input === undefined ? {} : { input }),
  });
}

export interface Step {
  /** Positions of earlier commits. */
  readonly parents: readonly number[];
  readonly seconds: number;
  /** Start from an empty tree in place of the first parent's. */
  readonly isFresh: boolean;
  readonly changes: readonly { readonly path: string; readonly content: number | "delete" }[];
}

const paths = ["a", "b", "dir/a", "dir/b", "dir/sub/a", "dir/sub/deep/er/x", "other/a", "other/sub/a", "zebra", "dir.x", "dir/sub.x"];

/** A history of commits with up to three parents each, few contents and few paths, so that all meet again. */
export const histories = fc
  .array(
    fc.record({
      parents: fc.uniqueArray(fc.nat(4), { maxLength: 3 }),
      seconds: fc.nat(50),
      isFresh: fc.boolean(),
      changes: fc.array(fc.record({ path: fc.constantFrom(...paths), content: fc.oneof(fc.nat(6), fc.constant("delete" as const)) }), {
        maxLength: 4,
      }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((steps): Step[] =>
    steps.map((step, i) => ({
      ...step,
      isFresh: step.isFresh && step.seconds % 5 === 0,
      parents: [...new Set(step.parents.map((back) => i - 1 - back).filter((parent) => parent >= 0))],
    })),
  );

/** Long enough for git to keep trees and contents as deltas. */
export const contentOf = (n: number): string => `content ${n}\n${"a line that repeats\n".repeat(20)}`;

export function build(scratch: string, steps: readonly Step[], format: string): string {
  const dir = mkdtempSync(join(scratch, "repo-"));
  git(dir, ["init", "-q", "-b", "main", `--object-format=${format}`]);
  const stream: string[] = [];
  const hasChild = new Set(steps.flatMap(({ parents }) => parents));
  for (const [i, { parents, seconds, isFresh, changes }] of steps.entries()) {
    const ref = hasChild.has(i) && i % 3 !== 0 ? "refs/heads/scratch" : `refs/heads/tip-${i}`;
    // Without a reset a commit would take the branch's last one as its parent.
    stream.push(`reset ${ref}\n`, `commit ${ref}`, `mark :${i + 1}`, `author Ann ${i} <ann@example.test> ${seconds} +0130`);
    stream.push(`committer Bob <bob@example.test> ${1_000_000 + seconds} +0000`, `data ${`commit ${i}`.length}`, `commit ${i}`);
    for (const [n, parent] of parents.entries()) stream.push(`${n === 0 ? "from" : "merge"} :${parent + 1}`);
    if (isFresh) stream.push("deleteall");
    for (const { path, content } of changes) {
      if (content === "delete") stream.push(`D ${path}`);
      else stream.push(`M 100644 inline ${path}`, `data ${contentOf(content).length}`, contentOf(content));
    }
  }
  git(dir, ["fast-import", "--quiet", "--force"], `${stream.join("\n")}\n`);
  git(dir, ["update-ref", "-d", "refs/heads/scratch"]);
  git(dir, ["symbolic-ref", "HEAD", `refs/heads/tip-${steps.length - 1}`]);
  return dir;
}
