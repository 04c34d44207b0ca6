import { BLANK, LETTER, NEWLINE, QUOTE, STOP, WORD, classOf } from "./chars.ts";
import {
  AMP,
  BACKSLASH,
  BAR,
  CLOSED_BRACE,
  CLOSED_BRACKET,
  CLOSED_PAREN,
  COLON,
  COMMA,
  DASH,
  DOT,
  EQUALS,
  EXCLAMATION,
  GREATER,
  LESS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  PLUS,
  QUESTION,
  SEMICOLON,
  SLASH,
  TILDE,
} from "./codes.ts";
import { readValue } from "./read-value.ts";
import { View } from "./view.ts";

/** How a name and its value are joined. */
export type Join =
  | "assign" // name = value, name := value
  | "colon" // name: value
  | "arrow" // name => value
  | "compare" // name == value
  | "argument" // "name", "value"
  | "call" // setName("value")
  | "element" // <name>value</name>
  | "pair" // name="name" value="value"
  | "flag" // --name value
  | "query" // ?name=value&
  | "words"; // IDENTIFIED BY 'value', password "value"

const LONGEST_KEY = 64;
/** Blanks between a name and its operator: tables of settings are aligned. */
const MOST_BLANKS = 40;
/** Gradle's `buildConfigField "String", "NAME", "value"`: the name comes second. */
const ANDROID = /\b(?:buildConfigField|resValue)[ (]{1,4}["']\w{1,16}["'][ \t]{0,8}$/;

/**
 * Takes the neighbourhood of a keyword apart: the name that holds it, how it is joined to a value, and the value. One
 * object is used again for every keyword and reads bytes in place: most keywords lead to no value, and cost no string.
 * The kernel drops keywords that no operator follows before they get here (`mayAssign`): what is read here as an
 * operator, it must let pass.
 */
export class Reading extends View {
  keyStart = 0;
  keyEnd = 0;
  join: Join = "assign";
  valueStart = 0;
  valueEnd = 0;
  /** The value stands between quotes (plain, escaped, or as XML entities). */
  quoted = false;
  /** Name and operator have the same quote between them. */
  keyQuoted = false;
  /** Between operator and quote stands a call or a type: `String("value")`; its span, empty without one. */
  wrapStart = 0;
  wrapEnd = 0;
  /** The string is a template by its prefix or its quotes: f"…", $"…", `…`. */
  template = false;
  /** The value is a list of bytes. */
  isBytes = false;
  /** Offset from which the value is looked for. */
  #at = 0;

  /** Reads around the keyword [at, end); false when no value is joined to it. `keyEnd` holds in either case. */
  read(at: number, end: number): boolean {
    let e = end;
    const most = Math.min(this.to, end + LONGEST_KEY);
    while (e < most) {
      const code = this.code(e);
      if ((classOf(code) & WORD) !== 0 || (code === DASH && (classOf(this.code(e + 1)) & WORD) !== 0)) e++;
      else break;
    }
    this.keyEnd = e;
    const next = this.code(e);
    // By far the commonest ends of a word in prose and code, none of which joins it to a value.
    // A dot may be half of PHP's `.=`.
    if (next === DOT && this.code(e + 1) !== EQUALS) return false;
    if (next === SEMICOLON || next === CLOSED_PAREN || next === SLASH || next === OPEN_BRACKET || next === CLOSED_BRACE) return false;
    this.#start(at);
    return this.#operator(e) && readValue(this, this.#at);
  }

  /** Finds the name's start and whether it is quoted. */
  #start(at: number): void {
    const { keyEnd } = this;
    const least = Math.max(this.from, at - LONGEST_KEY);
    let s = at;
    while (s > least) {
      const code = this.code(s - 1);
      if ((classOf(code) & WORD) !== 0) s--;
      else if ((code === DASH || code === DOT) && s > least + 1 && (classOf(this.code(s - 2)) & WORD) !== 0) s--;
      else break;
    }
    this.keyStart = s;
    const close = this.code(keyEnd) === BACKSLASH ? this.code(keyEnd + 1) : this.code(keyEnd);
    this.keyQuoted = false;
    if ((classOf(close) & QUOTE) === 0) return;
    for (let q = s; q > least; q--) {
      const code = this.code(q - 1);
      if (code === close) {
        this.keyQuoted = true;
        this.keyStart = q;
        return;
      }
      if ((classOf(code) & STOP) !== 0 && (classOf(code) & BLANK) === 0) return;
    }
  }

  /** The operator after the name; leaves the place where the value may begin in `#at`. */
  #operator(keyEnd: number): boolean {
    let p = keyEnd;
    let isClosed = false;
    if (this.code(p) === BACKSLASH) p++;
    if ((classOf(this.code(p)) & QUOTE) !== 0) {
      p++;
      isClosed = true;
      if (this.code(p) === CLOSED_BRACKET) p++;
    } else if (this.code(p) === AMP) {
      const skipped = this.entity(p);
      if (skipped === 0) return false;
      p += skipped;
      isClosed = true;
    }
    const blankFrom = p;
    while ((classOf(this.code(p)) & BLANK) !== 0 && p - blankFrom < MOST_BLANKS) p++;
    const after = this.code(p + 1);
    switch (this.code(p)) {
      case EQUALS:
        if (after === EQUALS) return this.#joined("compare", this.code(p + 2) === EQUALS ? p + 3 : p + 2);
        if (after === GREATER) return this.#joined("arrow", p + 2);
        return after !== TILDE && this.#joined(this.#inQuery() ? "query" : "assign", p + 1);
      case COLON:
        if (after === EQUALS) return this.#joined("assign", p + 2);
        if (after === COLON) return this.#colons(p + 2);
        return this.#joined("colon", isClosed ? p + 1 : this.#pastType(p + 1));
      case COMMA:
        return isClosed && (this.#pair(p + 1) || (this.#opensList() && this.#joined("argument", p + 1)));
      case OPEN_PAREN:
        return !isClosed && p === blankFrom && this.#joined("call", p + 1);
      case GREATER:
        return this.#closedTag(p, isClosed);
      case LESS:
        if (after === DASH) return this.#joined("assign", p + 2);
        return this.has("</key>", p) && this.#plist(p + 6);
      case EXCLAMATION:
        return after === EQUALS && this.#joined("compare", this.code(p + 2) === EQUALS ? p + 3 : p + 2);
      case BAR:
        return after === BAR && this.code(p + 2) === EQUALS && this.#joined("assign", p + 3);
      case DOT:
      case PLUS:
      case QUESTION:
        return after === EQUALS && this.#joined("assign", p + 2);
      case SEMICOLON:
        return isClosed && p === blankFrom && this.#serialized(p);
      default:
        return this.#blank(p, blankFrom, isClosed);
    }
  }

  #joined(join: Join, at: number): boolean {
    this.join = join;
    this.#at = at;
    return true;
  }

  /** Make's `::=` and `:::=`; two colons alone lead to a member of C++. */
  #colons(at: number): boolean {
    const p = this.code(at) === COLON ? at + 1 : at;
    return this.code(p) === EQUALS && this.#joined("assign", p + 1);
  }

  #inQuery(): boolean {
    const before = this.code(this.keyStart - 1);
    return before === QUESTION || before === AMP || before === SEMICOLON;
  }

  /** `s:8:"password";s:16:"value";`: PHP's serialize. */
  #serialized(p: number): boolean {
    const found = /^;s:\d{1,5}:(?=\\?")/.exec(this.cut(p, p + 12));
    return found !== null && this.#joined("pair", p + found[0].length);
  }

  /** The quoted name is the first of a call's arguments or of a pair in braces. */
  #opensList(): boolean {
    if (!this.keyQuoted) return false;
    let q = this.keyStart - 2;
    while (q >= this.from && (classOf(this.code(q)) & (BLANK | NEWLINE)) !== 0) q--;
    const code = this.code(q);
    return code === OPEN_PAREN || code === OPEN_BRACE || (code === COMMA && ANDROID.test(this.cut(Math.max(this.from, q - 48), q)));
  }

  /** Past `Type =` after `name:`, as TypeScript, Kotlin, Python and Scala write it; the same place where there is none. */
  #pastType(at: number): number {
    let p = at;
    while ((classOf(this.code(p)) & BLANK) !== 0) p++;
    if ((classOf(this.code(p)) & LETTER) === 0) return at;
    const most = p + 32;
    while (p < most && ((classOf(this.code(p)) & WORD) !== 0 || isOfType(this.code(p)))) p++;
    while ((classOf(this.code(p)) & BLANK) !== 0) p++;
    return this.code(p) === EQUALS && this.code(p + 1) !== EQUALS ? p + 1 : at;
  }

  /** After the name stands white space, or nothing we know: flags, SQL, pairs over lines. */
  #blank(p: number, blankFrom: number, isClosed: boolean): boolean {
    const kind = classOf(this.code(p));
    if (isClosed || (kind & NEWLINE) !== 0) return this.#pair(p);
    if (p === blankFrom) return false;
    if (this.#isFlag()) return this.#joined("flag", p);
    // SQL: PASSWORD 'value', WITH LOGIN PASSWORD "value".
    if ((kind & QUOTE) !== 0) return this.#isLoneWord() && this.#joined("words", p);
    // Go and C declare `const name string = "value"`.
    const typed = this.code(p) === 0x73 || this.code(p) === 0x53 || this.code(p) === 0x63 ? this.cut(p, p + 12) : "";
    const declared = /^(?:string|String|str|char)\s{1,4}=(?!=)/.exec(typed);
    if (declared !== null) return this.#joined("assign", p + declared[0].length);
    if (this.keyEnd - this.keyStart < 10 || this.keyEnd - this.keyStart > 11) return false;
    const word = this.cut(this.keyStart, this.keyEnd).toLowerCase();
    if (word === "requirepass") return this.#joined("words", p);
    return word === "identified" && this.#identified(p);
  }

  /** `IDENTIFIED [WITH plugin] BY [PASSWORD] value`. */
  #identified(p: number): boolean {
    const found = /^(?:with\s{1,4}\S{1,40}\s{1,4})?(?:by|as)\s{1,4}(?:password\s{1,4})?/i.exec(this.cut(p, p + 96));
    return found !== null && this.#joined("words", p + found[0].length);
  }

  /** The name is one of the words that take a value without an operator, and no part of a longer name. */
  #isLoneWord(): boolean {
    const before = this.code(this.keyStart - 1);
    if (this.keyStart > this.from && (classOf(before) & (BLANK | NEWLINE)) === 0 && before !== DOT) return false;
    return /^(?:PASSWORD|password|passwd|requirepass)$/.test(this.cut(this.keyStart, Math.min(this.keyEnd, this.keyStart + 12)));
  }

  #isFlag(): boolean {
    if (this.code(this.keyStart - 1) !== DASH) return false;
    const before = this.code(this.keyStart - 2);
    return (classOf(before) & WORD) === 0 && before !== DOT;
  }

  /** `>` after a name: `<name>value`, `<property name="name">value`. */
  #closedTag(p: number, isClosed: boolean): boolean {
    if (isClosed) return this.keyQuoted && this.#joined("element", p + 1);
    const before = this.code(this.keyStart - 1);
    // The name may have a namespace: <ns:password>.
    return (before === LESS || before === COLON) && this.#joined("element", p + 1);
  }

  /** `<key>Password</key> <string>value</string>`. */
  #plist(at: number): boolean {
    let p = at;
    while (p < at + 16 && (classOf(this.code(p)) & (BLANK | NEWLINE)) !== 0) p++;
    return this.has("<string>", p) && this.#joined("element", p + 8);
  }

  /** `value` beside the name: XML attributes, lists of {name, value}, Kubernetes environments. */
  #pair(at: number): boolean {
    let p = at;
    const most = at + 80;
    while (p < most && (classOf(this.code(p)) & (BLANK | NEWLINE)) !== 0) p++;
    const quote = (classOf(this.code(p)) & QUOTE) !== 0 ? 1 : this.code(p) === BACKSLASH ? 2 : 0;
    p += quote;
    if ((this.code(p) | 0x20) !== 0x76 || !this.has("alue", p + 1)) return false;
    p += 5 + quote;
    while ((classOf(this.code(p)) & BLANK) !== 0) p++;
    const code = this.code(p);
    if (code !== COLON && code !== EQUALS) return false;
    return this.#joined("pair", this.code(p + 1) === GREATER ? p + 2 : p + 1);
  }

  /** Length of the XML entity of a quote at `p`, 0 without one. */
  entity(p: number): number {
    if (this.has("&quot;", p)) return 6;
    return this.has("&#39;", p) || this.has("&#34;", p) ? 5 : 0;
  }
}

/** Signs of a type beside its words: `Optional<String>?`, `str | None`, `byte[]`. */
function isOfType(code: number): boolean {
  return (
    code === QUESTION ||
    code === OPEN_BRACKET ||
    code === CLOSED_BRACKET ||
    code === DOT ||
    code === LESS ||
    code === GREATER ||
    code === BAR
  );
}
