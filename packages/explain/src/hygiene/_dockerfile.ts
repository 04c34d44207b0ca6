/** An instruction of a Dockerfile with the lines that it goes on in. */
export interface Instruction {
  /** In capitals: `COPY`. */
  readonly word: string;
  readonly rest: string;
  /** 1-based. */
  readonly line: number;
  /** The line in which a place of `rest` stands. */
  readonly lineOf: (at: number) => number;
}

/** The instructions of a Dockerfile: lines that go on are one, comments between them and here-documents are left out. */
export function* instructionsOf(text: string): Iterable<Instruction> {
  const lines = text.split(/\r?\n/);
  const escape = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join("\n")) ? "`" : "\\";
  for (let index = 0; index < lines.length; index++) {
    const start = /^\s*(?<word>[A-Za-z]+)\s+(?<rest>\S.*)$/.exec(lines[index] ?? "")?.groups;
    if (start?.["word"] === undefined) continue;
    const line = index + 1;
    let rest = start["rest"] ?? "";
    const breaks: { at: number; line: number }[] = [];
    while (rest.trimEnd().endsWith(escape) && index + 1 < lines.length) {
      const next = lines[++index] ?? "";
      // A comment may stand between the lines of an instruction.
      if (/^\s*#/.test(next)) continue;
      rest = rest.trimEnd().slice(0, -1);
      breaks.push({ at: rest.length, line: index + 1 });
      rest += next;
    }
    yield { word: start["word"].toUpperCase(), rest, line, lineOf: (at) => breaks.findLast((one) => one.at <= at)?.line ?? line };
    const end = /<<-?\s*(["']?)(?<end>\w+)\1/.exec(rest)?.groups?.["end"];
    if (end !== undefined && /^(?:RUN|COPY|ADD)$/i.test(start["word"])) {
      const at = lines.findIndex((one, number) => number > index && one.trim() === end);
      if (at > 0) index = at;
    }
  }
}
