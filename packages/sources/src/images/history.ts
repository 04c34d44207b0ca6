import type { ConfigHistory } from "./documents.ts";

const LONGEST = 160;
const LONGEST_READ = 20_000;

/**
 * The Dockerfile instruction that a history's `created_by` records: of the classic builder, of BuildKit and of buildah. Values
 * of build arguments are left out: they may be secrets that nobody knows.
 */
export function instructionOf(createdBy: string): string {
  const plain = createdBy
    .slice(0, LONGEST_READ)
    .trim()
    .replace(/ # buildkit$/, "")
    .replace(/\s+/g, " ");
  const recorded = /^\/bin\/sh -c #\(nop\) (.*)$/.exec(plain)?.[1];
  if (recorded !== undefined) return clipped(recorded.trim());
  const run = plain.replace(/^RUN /, "");
  const given = /^\|(\d{1,3}) /.exec(run);
  const command = given === null ? run : withoutArguments(run.slice(given[0].length), Number(given[1]));
  const shell = /^(?:\/bin\/)?(?:sh|bash|ash)(?: -\w+(?: pipefail)?)* -c (.*)$/.exec(command)?.[1];
  if (shell === undefined && !plain.startsWith("RUN ") && given === null) return clipped(plain);
  return clipped(`RUN ${shell ?? command}`);
}

/** `A=x B=y z /bin/sh -c …`: a value may hold spaces, so the shell's own name is looked for. */
function withoutArguments(text: string, count: number): string {
  const shell = /(?:^| )(\/\S*(?:sh|bash|ash|cmd|powershell)(?: -\w+(?: pipefail)?)* -c .*)$/.exec(text)?.[1];
  return shell ?? text.split(" ").slice(count).join(" ");
}

const clipped = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** The instruction of each layer, first to last; none where the history does not tell layers apart (squashed, kaniko, buildpacks). */
export function layerInstructions(history: readonly ConfigHistory[], layers: number): readonly (string | undefined)[] {
  const real = history.filter(({ isEmpty }) => !isEmpty);
  if (real.length !== layers) return Array.from({ length: layers }, () => undefined);
  return real.map(({ createdBy }) => (createdBy === "" ? undefined : instructionOf(createdBy)));
}
