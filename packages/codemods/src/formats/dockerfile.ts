import { lineEndOf } from "../edits.ts";
import { type Replacement, namedInComment } from "../rewrite.ts";
import { DockerfileText, type EnvPair, type Instruction, pairsOf } from "../text/dockerfile.ts";
import { COMMENT, rewriteEach, wholeLines } from "../text/place.ts";
import { type Script, plainScript, quotedScript, spliceShell } from "../text/shell.ts";
import type { Codemod, Edit, Target } from "../types.ts";

export const dockerfile: Codemod = {
  id: "dockerfile",
  title: "Dockerfile",
  matches: (path) => /(?:^|\/)(?:dockerfile|containerfile)(?:[.-][\w.-]+)?$|\.(?:dockerfile|containerfile)$/.test(path),
  parses: async (text) => new DockerfileText(text).isValid,
  async rewrite(file, targets) {
    const docker = new DockerfileText(file.text);
    const syntax: Edit = {
      start: file.text.startsWith("\uFEFF") ? 1 : 0,
      end: file.text.startsWith("\uFEFF") ? 1 : 0,
      text: `# syntax=docker/dockerfile:1${lineEndOf(file.text)}`,
    };
    return rewriteEach(
      file,
      targets,
      (target) => replace(target, docker, targets),
      (needs) => (needs.includes("syntax") ? [syntax] : []),
    );
  },
};

async function replace(target: Target, docker: DockerfileText, targets: readonly Target[]): Promise<Replacement> {
  if (docker.comments.some(({ start, end }) => start <= target.start && end >= target.end)) return namedInComment(target);
  const instruction = docker.instructions.find(({ start, end }) => start <= target.start && end >= target.end);
  if (instruction === undefined) return { refused: "it stands in no instruction of the Dockerfile" };
  switch (instruction.name) {
    case "ENV":
      return inEnv(instruction, target, docker, targets);
    case "ARG":
      return inArg(instruction, target, docker);
    case "RUN":
      return inRun(instruction, target, docker);
    case "CMD":
    case "ENTRYPOINT":
    case "HEALTHCHECK":
      return inCommand(instruction, target, docker);
    default:
      return { refused: `${instruction.name} of a Dockerfile keeps its text in the image: nothing there can be filled at run time` };
  }
}

/** ENV stays in the image whatever fills it, so the pair goes, and who starts the container gives the value. */
function inEnv(instruction: Instruction, target: Target, docker: DockerfileText, targets: readonly Target[]): Replacement {
  const pairs = pairsOf(docker, instruction);
  const own = pairOfTarget(pairs, target);
  if (own === undefined) return { refused: "the instruction has another form than usual" };
  if (own.valueStart !== target.start || own.valueEnd !== target.end)
    return { refused: `ENV is fixed when the image is built: take ${own.key} out, and give all of it when the container starts` };
  const use = usesOf(own.key, docker.text, instruction.end);
  if (use !== undefined)
    return { refused: `line ${use} uses ${own.key} while the image is built: give it there by RUN --mount=type=secret` };
  const goes = (pair: EnvPair): boolean =>
    targets.some(
      ({ start, end }) =>
        start === pair.valueStart && end === pair.valueEnd && usesOf(pair.key, docker.text, instruction.end) === undefined,
    );
  const note = `give the container ${own.key} when it starts: docker run --env ${own.key}${own.key === target.variable ? "" : ` (the value of ${target.variable})`}; a step of the build that needs it takes it by RUN --mount=type=secret`;
  if (pairs.every(goes)) return { edits: [wholeLines(docker.text, instruction.start, instruction.end)], notes: [note] };
  const index = pairs.indexOf(own);
  const before = pairs[index - 1];
  const next = pairs[index + 1];
  const stays = pairs.slice(0, index).some((pair) => !goes(pair));
  const edit =
    stays && before !== undefined
      ? { start: before.end, end: own.end, text: "" }
      : { start: own.start, end: next?.start ?? own.end, text: "" };
  return { edits: [edit], notes: [note] };
}

function pairOfTarget(pairs: readonly EnvPair[], { start, end }: Target): EnvPair | undefined {
  return pairs.find((pair) => pair.valueStart <= start && pair.valueEnd >= end);
}

/** The 1-based line after an offset that uses a variable of the build. */
function usesOf(key: string, text: string, from: number): number | undefined {
  const found = new RegExp(`\\$(?:${key}\\b|\\{${key}[}:+-])`).exec(text.slice(from));
  return found === null ? undefined : text.slice(0, from + found.index).split("\n").length;
}

function inArg(instruction: Instruction, target: Target, docker: DockerfileText): Replacement {
  const own = pairOfTarget(pairsOf(docker, instruction), target);
  if (own === undefined) return { refused: "the instruction has another form than usual" };
  if (own.valueStart !== target.start || own.valueEnd !== target.end)
    return { refused: `it is a part of the default of ${own.key}: take the default out, and give all of it by --build-arg` };
  return {
    edits: [{ start: own.keyEnd, end: own.end, text: "" }],
    notes: [
      `docker build --build-arg ${own.key}${own.key === target.variable ? "" : `="$${target.variable}"`} gives the value, and leaves it in the image's history: RUN --mount=type=secret does not`,
    ],
  };
}

/** The secret is mounted as a variable of this one step, and stays in no layer of its own. */
async function inRun(instruction: Instruction, target: Target, docker: DockerfileText): Promise<Replacement> {
  const fault = faultOfBuilder(docker);
  if (fault !== undefined) return { refused: fault };
  const { heredoc } = instruction;
  const flags =
    /^(?:--[a-z]+(?:=(?:"[^"]*"|\S)+)?(?:[ \t]+|[ \t]*\\\r?\n[ \t]*))*/.exec(docker.text.slice(instruction.body, instruction.end))?.[0] ??
    "";
  const start = instruction.body + flags.length;
  if (docker.text.charAt(start) === "[") return inList(instruction, target, docker, start);
  const isBelow = heredoc !== undefined && target.start >= heredoc.start;
  const script = isBelow ? plainScript(docker.text, heredoc.start, heredoc.end) : bodyScript(docker, start, instruction.end);
  const read = `\${${target.variable}}`;
  const edit = await spliceShell(script, target, read);
  if (edit === COMMENT) return namedInComment(target);
  if (typeof edit === "string") return { refused: edit };
  const id = target.variable.toLowerCase();
  const mount = `--mount=type=secret,id=${id},env=${target.variable},required=true `;
  return {
    edits: [...(flags.includes(mount.trim()) ? [] : [{ start: instruction.body, end: instruction.body, text: mount }]), edit],
    needs: docker.syntax === undefined ? ["syntax"] : [],
    notes: [
      `docker build --secret id=${id},env=${target.variable} . gives the step its secret; what the step writes into files stays in the image`,
    ],
  };
}

/** Comments between continued lines are Docker's, not the shell's. */
function bodyScript(docker: DockerfileText, start: number, end: number): Script {
  let text = docker.text.slice(start, end);
  for (const comment of docker.comments) {
    if (comment.start < start || comment.end > end) continue;
    const from = comment.start - start;
    text = `${text.slice(0, from)}${" ".repeat(Math.max(0, comment.end - comment.start - 1))}\\${text.slice(comment.end - start)}`;
  }
  // Blanks behind the sign that a line goes on are Docker's too.
  return {
    ...plainScript(docker.text, start, end),
    text: text.replaceAll(/\\([ \t]*\r?)(?=\n)/g, (_, blanks: string) => `${" ".repeat(blanks.length)}\\`),
  };
}

function faultOfBuilder({ text, escape, syntax, instructions }: DockerfileText): string | undefined {
  if (
    escape === "`" ||
    instructions.some((each) => each.name === "SHELL" && !/"(?:\/\w+)*\/?(?:ba|a|da)?sh"/.test(text.slice(each.body, each.end)))
  )
    return "the steps run in another shell than sh or bash: mount the secret by hand";
  const version = /:1\.(\d+)/.exec(syntax ?? "")?.[1];
  if (
    syntax !== undefined &&
    (!/^docker(?:\.io\/docker)?\/dockerfile(?::|@|$)/.test(syntax) || (version !== undefined && Number(version) < 10))
  )
    return `# syntax=${syntax} is too old for secrets as variables: docker/dockerfile:1.10 or later is needed`;
  return undefined;
}

/** What runs with the container: its own shell reads the variable. */
async function inCommand(instruction: Instruction, target: Target, docker: DockerfileText): Promise<Replacement> {
  const body = docker.text.slice(instruction.body, instruction.end);
  const head = instruction.name === "HEALTHCHECK" ? (/^(?:--\S+\s+|\\\r?\n\s*)*CMD\s+/.exec(body)?.[0].length ?? 0) : 0;
  const start = instruction.body + head;
  if (docker.text.charAt(start) === "[") return inList(instruction, target, docker, start);
  if (docker.escape === "`") return { refused: "the command runs in another shell than sh or bash: rewrite it by hand" };
  const edit = await spliceShell(bodyScript(docker, start, instruction.end), target, `\${${target.variable}:?}`);
  if (edit === COMMENT) return namedInComment(target);
  return typeof edit === "string" ? { refused: edit } : { edits: [edit], notes: [givenAtStart(target)] };
}

function givenAtStart({ variable }: Target): string {
  return `give the container ${variable} when it starts: docker run --env ${variable}`;
}

/** `["sh", "-c", "…"]` has a shell after all; any other list is run without one. */
async function inList(instruction: Instruction, target: Target, docker: DockerfileText, start: number): Promise<Replacement> {
  const items = [...docker.text.slice(start, instruction.end).matchAll(/"((?:[^"\\]|\\.)*)"/g)];
  const index = items.findIndex((item) => start + item.index < target.start && start + item.index + item[0].length >= target.end + 1);
  const own = items[index];
  if (
    instruction.name === "RUN" ||
    own === undefined ||
    index !== 2 ||
    !/^(?:\/bin\/)?(?:ba|a|da)?sh$/.test(items[0]?.[1] ?? "") ||
    !/^-\w*c$/.test(items[1]?.[1] ?? "")
  )
    return {
      refused:
        "a list in brackets is run without a shell, which alone could fill a variable: let the program read it, or write the command without brackets",
    };
  const from = start + own.index + 1;
  const script = quotedScript(docker.text, from, from + (own[1]?.length ?? 0));
  if (script === undefined) return { refused: "the command is written with escapes that cannot be told apart" };
  const edit = await spliceShell(script, target, `\${${target.variable}:?}`);
  return typeof edit === "string" ? { refused: edit } : { edits: [edit], notes: [givenAtStart(target)] };
}
