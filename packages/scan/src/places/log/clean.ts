/** A text that stands in a log in another form than it shows: rows that are one line, the target of a link, an escaped message. */
export interface Extra {
  /** One character a byte. */
  readonly text: string;
  /** Number of the log's line in which it begins. */
  readonly line: number;
  /** Offsets at which a row of the log begins anew: what lies in one row alone the log itself shows. Absent: no rows were joined. */
  readonly seams?: readonly number[];
  /** Characters that stand before each row's text in the log. */
  readonly before: readonly number[];
}

/** A row of the log without what is drawn and not shown. */
interface Row {
  readonly text: string;
  readonly before: number;
  /** The system itself says that it goes on the row above. */
  readonly goesOn: boolean;
}

const LONGEST_LINE = 1_048_576;
/** Widths at which terminals and programs break a line; at other ones only several full rows speak for it. */
const WIDTHS = new Set([64, 76, 78, 79, 80, 99, 100, 119, 120, 131, 132, 159, 160, 200, 240, 255, 256]);
const NARROWEST = 40;
const MOST_ROWS = 2000;
/** What secrets are written with: a seam between others is the end of a word. */
const ENDS_OPEN = /[\w+/=.~:@%-]$/;
const BEGINS_OPEN = /^[\w+/=.~:@%-]/;

/**
 * Turns the bytes of a CI log (one character a byte) into what its reader sees, line for line: without colours, times and the
 * marks of the system. What shows only in another form is handed to `onExtra`.
 */
export class LogCleaner {
  readonly #onExtra: (extra: Extra) => void;
  #rest = "";
  #line = 0;
  #rows: Row[] = [];
  /** For each line, from the first on: the characters that were taken off its front. */
  readonly before: Uint16List = new Uint16List();

  constructor(onExtra: (extra: Extra) => void) {
    this.#onExtra = onExtra;
  }

  /** The cleaned text of all lines that have ended. */
  push(piece: string): string {
    const text = this.#rest + piece;
    const end = text.lastIndexOf("\n") + 1;
    this.#rest = text.slice(end);
    let out = "";
    for (let from = 0; from < end;) {
      const to = text.indexOf("\n", from);
      out += `${this.#clean(text.slice(from, to))}\n`;
      from = to + 1;
    }
    if (this.#rest.length < LONGEST_LINE) return out;
    // Without an end in sight: as it is, and not a line of its own.
    const long = withoutDrawing(this.#rest, () => {});
    this.#rest = "";
    return out + long;
  }

  /** What is left at the log's end. */
  end(): string {
    const last = this.#rest === "" ? "" : this.#clean(this.#rest);
    this.#rest = "";
    this.#flush();
    return last;
  }

  #clean(raw: string): string {
    this.#line++;
    const line = this.#line;
    const tell = (text: string): void => {
      this.#onExtra({ text, line, before: [0] });
    };
    const shown = withoutDrawing(raw.endsWith("\r") ? raw.slice(0, -1) : raw, tell);
    const found = PREFIX.exec(shown);
    const before = found?.[0].length ?? 0;
    const row = { text: shown.slice(before), before, goesOn: found?.groups?.["mark"]?.endsWith("+") === true };
    this.before.push(before);
    const plain = unescaped(row.text);
    if (plain !== undefined) tell(plain);
    this.#join(row);
    return row.text;
  }

  /** Rows that are one line: the system says so, or the one above is full and nothing parts them. */
  #join(row: Row): void {
    const last = this.#rows.at(-1);
    if (last !== undefined && this.#rows.length < MOST_ROWS && (row.goesOn || isFull(this.#rows, last, row))) {
      this.#rows.push(row);
      return;
    }
    this.#flush(1);
    this.#rows = [row];
  }

  /** `behind`: rows of the log that were read since. */
  #flush(behind = 0): void {
    const rows = this.#rows;
    this.#rows = [];
    if (rows.length < 2) return;
    let at = 0;
    const seams = rows.slice(0, -1).map(({ text }) => (at += text.length));
    const line = this.#line - behind - rows.length + 1;
    this.#onExtra({ text: rows.map(({ text }) => text).join(""), line, seams, before: rows.map(({ before }) => before) });
  }
}

function isFull(rows: readonly Row[], last: Row, next: Row): boolean {
  const width = widthOf(last.text);
  if (width < NARROWEST || widthOf(next.text) > width || !ENDS_OPEN.test(last.text) || !BEGINS_OPEN.test(next.text)) return false;
  const first = rows[0];
  return first !== undefined && widthOf(first.text) === width && (WIDTHS.has(width) || rows.length > 1 || widthOf(next.text) === width);
}

/** Characters of a text of UTF-8 bytes. */
const widthOf = (text: string): number => (/[\x80-\xbf]/.test(text) ? text.replaceAll(/[\x80-\xbf]/g, "").length : text.length);

const TIME = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d| UTC)?`;
/** What systems put before each line: times, with GitLab's mark behind; job and step; the step's number in BuildKit and others. */
const PREFIX = new RegExp(
  String.raw`^(?:[^\t\n]{1,120}\t[^\t\n]{1,120}\t(?=${TIME}))?` +
    String.raw`(?:\[?${TIME}\]?[ \t]?(?<mark>[0-9a-f]{2}[OE][ +])?|\[\d\d:\d\d:\d\d(?:\.\d{1,6})?\][ :]?(?:[WEFID][: ])?\s{0,8}(?:\[[^\]\n]{1,80}\] ?)?|\[[\w.-]{1,60}:L\d{1,9}:\d{1,9}s\] )?` +
    String.raw`(?:#\d{1,4} (?:\d{1,6}\.\d{1,3} )?)?(?:[\w.-]{1,60} {1,20}\| )?`,
);

/** The escape character, and how logs that were quoted once more write it. */
const ESCAPE = String.raw`(?:\x1b|\xe2\x90\x9b|\\u001[bB]|\\x1[bB]|\\033|\\e(?=\[))`;
const DRAWN = new RegExp(
  [
    String.raw`${ESCAPE}\[[0-?]{0,64}[ -/]{0,8}[@-~]`,
    String.raw`(?:\x1b[\]PX^_]|\\u001[bB]\])(?<told>[^\x07\x1b]{0,4096})(?:\x07|\x1b\\|\\u0007|$)`,
    String.raw`\x1b[ -/]{1,4}[0-~]`,
    String.raw`\x1b[0-~]`,
    String.raw`[^\x08]\x08`,
    String.raw`\xe2\x80[\x8b-\x8d]|\xef\xbb\xbf`,
    String.raw`\x00`,
  ].join("|"),
  "g",
);

const MAY_BE_DRAWN = new RegExp(String.raw`[\x00\x08\x1b\\\xe2\xef]`);

/** Without colours, cursor moves, titles, overstruck letters and characters of no width. What a link leads to is told. */
function withoutDrawing(line: string, tell: (text: string) => void): string {
  if (!MAY_BE_DRAWN.test(line)) return line;
  return line.replaceAll(DRAWN, (_all: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as { readonly told?: string } | undefined; // the last argument of a replacer with named groups
    if (groups?.told !== undefined && groups.told.length > 8) tell(groups.told);
    return "";
  });
}

/** A command to the system, with its escapes undone; undefined where there is none. */
function unescaped(text: string): string | undefined {
  if (text.includes("##teamcity[") && text.includes("|"))
    return text.replaceAll(/\|(?:0x([0-9a-fA-F]{4})|([nrxlp|'[\]]))/g, (_, code: string | undefined, letter: string | undefined) =>
      code !== undefined
        ? Buffer.from(String.fromCharCode(parseInt(code, 16))).toString("latin1")
        : (LETTERS[letter ?? ""] ?? letter ?? ""),
    );
  if (/^\s*(?:::[a-z-]+|##vso\[|##\[)/.test(text) && /%(?:0[ADad]|25|3[Bb]|5[Dd]|AZP25)/.test(text))
    return text
      .replaceAll(/%0[Aa]/g, "\n")
      .replaceAll(/%0[Dd]/g, "\r")
      .replaceAll(/%3[Bb]/g, ";")
      .replaceAll(/%5[Dd]/g, "]")
      .replaceAll(/%(?:AZP)?25/g, "%");
  return undefined;
}

const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", x: "\u0085", l: "\n", p: "\n" };

/** Small numbers, one a line: a log has millions. */
export class Uint16List {
  #values = new Uint16Array(1024);
  #length = 0;
  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint16Array(this.#length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = Math.min(value, 65_535);
  }
  /** 0 beyond the end. */
  at(index: number): number {
    return index < this.#length ? (this.#values[index] ?? 0) : 0;
  }
}
