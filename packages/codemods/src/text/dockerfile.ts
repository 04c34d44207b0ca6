/** An instruction of a Dockerfile with its continued lines and heredocs. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly start: number;
  /** Of the last line's end, without the line break. */
  readonly end: number;
  /** Where what follows the name begins. */
  readonly body: number;
  /** Where a heredoc's lines begin, and end; undefined without one. */
  readonly heredoc?: { readonly start: number; readonly end: number };
}

const NAMES =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)$/;

/** Reads a Dockerfile line by line. */
export class DockerfileText {
  readonly text: string;
  readonly instructions: Instruction[] = [];
  readonly comments: { readonly start: number; readonly end: number }[] = [];
  readonly isValid: boolean;
  /** The sign that continues a line: a backslash, or a backtick by directive. */
  readonly escape: string;
  readonly syntax: string | undefined;

  constructor(text: string) {
    this.text = text;
    const head = /^\uFEFF?(?:#[^\n]*\n)*/.exec(text)?.[0] ?? "";
    this.escape = /^#\s*escape\s*=\s*`\s*$/im.test(head) ? "`" : "\\";
    this.syntax = /^\uFEFF?#\s*syntax\s*=\s*(\S+)/i.exec(head)?.[1] ?? /^#\s*syntax\s*=\s*(\S+)/im.exec(head)?.[1];
    this.isValid = this.#read();
  }

  #lineEnd(at: number): number {
    const stop = this.text.indexOf("\n", at);
    return stop === -1 ? this.text.length : stop;
  }

  #read(): boolean {
    let isKnown = true;
    let at = this.text.startsWith("\uFEFF") ? 1 : 0;
    while (at < this.text.length) {
      const end = this.#lineEnd(at);
      const line = this.text.slice(at, end);
      if (/^\s*#/.test(line)) this.comments.push({ start: at, end });
      if (/^\s*(?:#|\r?$)/.test(line)) at = end + 1;
      else {
        const instruction = this.#instruction(at);
        this.instructions.push(instruction);
        isKnown &&= NAMES.test(instruction.name);
        at = instruction.end + 1;
      }
    }
    return isKnown && /^(?:FROM|ARG)$/.test(this.instructions[0]?.name ?? "");
  }

  #instruction(start: number): Instruction {
    const name = /^\s*(\S+)[ \t]*/.exec(this.text.slice(start, this.#lineEnd(start)));
    let end = this.#lineEnd(start);
    const goesOn = new RegExp(`${this.escape === "`" ? "`" : "\\\\"}[ \t]*\r?$`);
    for (let line = start; end < this.text.length;) {
      const text = this.text.slice(line, end);
      if (!goesOn.test(text) && !(line !== start && /^\s*(?:#|\r?$)/.test(text))) break;
      if (/^\s*#/.test(text)) this.comments.push({ start: line, end });
      line = end + 1;
      end = this.#lineEnd(line);
    }
    const first = this.text.slice(start, end);
    const instruction = {
      name: (name?.[1] ?? "").toUpperCase(),
      start,
      body: start + (name?.[0].length ?? 0),
      end: trimmed(this.text, end),
    };
    const mark = /^(?:RUN|COPY|ADD)$/.test(instruction.name) ? /<<-?(["']?)([A-Za-z_]\w*)\1/.exec(first)?.[2] : undefined;
    if (mark === undefined) return instruction;
    const from = end + 1;
    const closing = new RegExp(`^\t*${mark}[ \t]*\r?$`, "m").exec(this.text.slice(from));
    if (closing === null) return instruction;
    return { ...instruction, heredoc: { start: from, end: from + closing.index }, end: this.#lineEnd(from + closing.index) };
  }
}

function trimmed(text: string, end: number): number {
  return text[end - 1] === "\r" ? end - 1 : end;
}

/** A pair of ENV or ARG; offsets of its value are without quotes. */
export interface EnvPair {
  readonly key: string;
  readonly start: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly end: number;
}

/** Pairs of `ENV A=1 B="2"`, `ENV A 1` or `ARG A=1`. */
export function pairsOf({ text, comments }: DockerfileText, { name, body, end }: Instruction): readonly EnvPair[] {
  let rest = text.slice(body, end);
  for (const comment of comments)
    if (comment.start >= body && comment.end <= end)
      rest = rest.slice(0, comment.start - body) + " ".repeat(comment.end - comment.start) + rest.slice(comment.end - body);
  const legacy = /^(\w+)[ \t]+(?=[^\s=])/.exec(rest);
  if (name === "ENV" && legacy !== null) {
    const key = legacy[1] ?? "";
    const stop = body + rest.trimEnd().length;
    const from = body + legacy[0].length;
    const quote = /^(["'])[^\n]*\1$/.test(text.slice(from, stop)) ? 1 : 0;
    return [{ key, start: body, keyEnd: body + key.length, valueStart: from + quote, valueEnd: stop - quote, end: stop }];
  }
  const pairs: EnvPair[] = [];
  for (const found of rest.matchAll(/([\w.-]+)(?:=("(?:[^"\\]|\\[\s\S])*"|'[^']*'|(?:[^\s"'\\]|\\[^\r\n])*)(?=\s|$|\\\r?\n))?/g)) {
    const [whole, key = "", value = ""] = found;
    const start = body + found.index;
    const keyEnd = start + key.length;
    const quote = /^["']/.test(value) ? 1 : 0;
    const from = keyEnd + (whole.length > key.length ? 1 : 0);
    pairs.push({ key, start, keyEnd, valueStart: from + quote, valueEnd: from + value.length - quote, end: start + whole.length });
  }
  return pairs;
}
