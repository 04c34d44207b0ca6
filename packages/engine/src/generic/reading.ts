import { BLANK, DIGIT, LETTER, NEWLINE, QUOTE, STOP, WORD, classOf } from "./chars.ts";

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
/** Longest value looked at: the longest tokens in use (JWT of identity providers) are about 4 KiB. */
export const LONGEST_VALUE = 4096;

const AMP = 0x26;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const DASH = 0x2d;
const DOLLAR = 0x24;
const DOT = 0x2e;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const LESS = 0x3c;
const OPEN = 0x28;
const QUESTION = 0x3f;
const SEMICOLON = 0x3b;

/**
 * Takes the neighbourhood of a keyword apart: the name that holds it, how it is joined to a value, and the value. One
 * object is used again for every keyword, and nothing is cut out of the text: most keywords lead to no value.
 */
export class Reading {
  text = "";
  keyStart = 0;
  keyEnd = 0;
  join: Join = "assign";
  valueStart = 0;
  valueEnd = 0;
  /** The value stands between quotes (plain, escaped, or as XML entities). */
  quoted = false;
  /** The quote before the name, where both have one. */
  keyQuoted = false;
  /** Between operator and quote stands a call or a type: `String("value")`; its span, empty without one. */
  wrapStart = 0;
  wrapEnd = 0;
  /** The string is a template by its prefix or its quotes: f"…", $"…", `…`. */
  template = false;
  /** The value is a list of bytes. */
  isBytes = false;
  /** The text ended before the value did. */
  cut = false;
  /** Offset from which the value was looked for. */
  #at = 0;

  /** Reads around the keyword [at, end) of `text`; false when no value is joined to it. `keyEnd` holds in either case. */
  read(text: string, at: number, end: number): boolean {
    this.text = text;
    let e = end;
    const most = Math.min(text.length, end + LONGEST_KEY);
    while (e < most) {
      const code = text.charCodeAt(e);
      if ((classOf(code) & WORD) !== 0 || (code === DASH && (classOf(text.charCodeAt(e + 1)) & WORD) !== 0)) e++;
      else break;
    }
    this.keyEnd = e;
    const next = text.charCodeAt(e);
    // By far the commonest ends of a word in prose and code, none of which joins it to a value.
    if (next === DOT || next === SEMICOLON || next === 0x29 || next === 0x2f || next === 0x5b || next === 0x7d) return false;
    this.#start(at);
    if (!this.#operator(e)) return false;
    return this.#value();
  }

  /** Finds the name's start and whether it is quoted. */
  #start(at: number): void {
    const { text, keyEnd } = this;
    const least = Math.max(0, at - LONGEST_KEY);
    let s = at;
    while (s > least) {
      const code = text.charCodeAt(s - 1);
      if ((classOf(code) & WORD) !== 0) s--;
      else if ((code === DASH || code === DOT) && s > least + 1 && (classOf(text.charCodeAt(s - 2)) & WORD) !== 0) s--;
      else break;
    }
    const close = text.charCodeAt(keyEnd) === BACKSLASH ? text.charCodeAt(keyEnd + 1) : text.charCodeAt(keyEnd);
    this.keyQuoted = false;
    if ((classOf(close) & QUOTE) !== 0) {
      let q = s;
      while (q > least) {
        const code = text.charCodeAt(q - 1);
        if (code === close) {
          this.keyQuoted = true;
          s = q;
          break;
        }
        if ((classOf(code) & (STOP | NEWLINE)) !== 0 && (classOf(code) & BLANK) === 0) break;
        q--;
      }
    }
    this.keyStart = s;
  }

  /** The operator after the name; leaves the place where the value may begin in `#at`. */
  #operator(keyEnd: number): boolean {
    const { text } = this;
    let p = keyEnd;
    let quotes = 0;
    if (text.charCodeAt(p) === BACKSLASH) p++;
    if ((classOf(text.charCodeAt(p)) & QUOTE) !== 0) {
      p++;
      quotes++;
      if (text.charCodeAt(p) === 0x5d) p++;
    } else if (text.charCodeAt(p) === AMP) {
      const skipped = entity(text, p);
      if (skipped === 0) return false;
      p += skipped;
      quotes++;
    }
    if (quotes > 0 && text.charCodeAt(p) === SEMICOLON) return this.#serialized(p);
    const blankFrom = p;
    while ((classOf(text.charCodeAt(p)) & BLANK) !== 0 && p - blankFrom < 40) p++;
    const code = text.charCodeAt(p);
    const after = text.charCodeAt(p + 1);
    this.#at = p + 1;
    switch (code) {
      case EQUALS:
        if (after === EQUALS) return this.#joined("compare", text.charCodeAt(p + 2) === EQUALS ? p + 3 : p + 2);
        if (after === GREATER) return this.#joined("arrow", p + 2);
        if (after === 0x7e) return false;
        return this.#joined(this.#inQuery() ? "query" : "assign", p + 1);
      case COLON:
        if (after === EQUALS) return this.#joined("assign", p + 2);
        if (after === COLON) return false;
        if (quotes === 0) return this.#joined("colon", this.#pastType(p + 1));
        return this.#joined("colon", p + 1);
      case COMMA:
        if (quotes === 0) return false;
        return this.#pair(p + 1) || (this.#opensList() && this.#joined("argument", p + 1));
      case OPEN:
        return quotes === 0 && p === blankFrom && this.#joined("call", p + 1);
      case GREATER:
        return this.#closedTag(p, quotes);
      case LESS:
        if (after === DASH) return this.#joined("assign", p + 2);
        return text.startsWith("</key>", p) && this.#plist(p + 6);
      case 0x21: // !
        return after === EQUALS && this.#joined("compare", text.charCodeAt(p + 2) === EQUALS ? p + 3 : p + 2);
      case 0x7c: // |
        return after === 0x7c && text.charCodeAt(p + 2) === EQUALS && this.#joined("assign", p + 3);
      case 0x2b: // +
        return after === EQUALS && this.#joined("assign", p + 2);
      case QUESTION:
        return after === EQUALS && this.#joined("assign", p + 2);
      default:
        return this.#blank(p, blankFrom, quotes);
    }
  }

  /** `s:8:"password";s:16:"value";`: PHP's serialize. */
  #serialized(p: number): boolean {
    const found = /^;s:\d{1,5}:(?=\\?")/.exec(this.text.slice(p, p + 12));
    return found !== null && this.#joined("pair", p + found[0].length);
  }

  #joined(join: Join, at: number): boolean {
    this.join = join;
    this.#at = at;
    return true;
  }

  /** The quoted name is the first of a call's arguments or of a pair in braces. */
  #opensList(): boolean {
    if (!this.keyQuoted) return false;
    let q = this.keyStart - 2;
    while (q >= 0 && (classOf(this.text.charCodeAt(q)) & (BLANK | NEWLINE)) !== 0) q--;
    const code = this.text.charCodeAt(q);
    return code === OPEN || code === 0x7b;
  }

  #inQuery(): boolean {
    const before = this.text.charCodeAt(this.keyStart - 1);
    return before === QUESTION || before === AMP || before === SEMICOLON;
  }

  /** Past `Type =` after `name:`, as TypeScript, Kotlin, Python and Scala write it; the same place where there is none. */
  #pastType(at: number): number {
    const { text } = this;
    let p = at;
    while ((classOf(text.charCodeAt(p)) & BLANK) !== 0) p++;
    if ((classOf(text.charCodeAt(p)) & LETTER) === 0) return at;
    const most = p + 32;
    while (p < most && ((classOf(text.charCodeAt(p)) & WORD) !== 0 || "?[].<>|".includes(text.charAt(p)))) p++;
    const typeEnd = p;
    while ((classOf(text.charCodeAt(p)) & BLANK) !== 0) p++;
    if (text.charCodeAt(p) !== EQUALS || p === typeEnd || text.charCodeAt(p + 1) === EQUALS) return at;
    return p + 1;
  }

  /** After the name stands white space, or nothing we know: flags, SQL, pairs over lines. */
  #blank(p: number, blankFrom: number, quotes: number): boolean {
    const { text } = this;
    const kind = classOf(text.charCodeAt(p));
    if (quotes > 0 || (kind & NEWLINE) !== 0) return this.#pair(p);
    if (p === blankFrom) return false;
    if (this.#isFlag()) return this.#joined("flag", p);
    // SQL: PASSWORD 'value', WITH LOGIN PASSWORD "value"; the name stands alone, so `keyEnd` bounds it.
    if ((kind & QUOTE) !== 0 && this.#isLoneWord()) return this.#joined("words", p);
    // Go and C# declare `const name string = "value"`, `identified by value` is SQL.
    if (/^(?:string|String|str|char)\s{1,4}=/.test(text.slice(p, p + 12))) return this.#joined("assign", text.indexOf("=", p) + 1);
    const word = text.slice(this.keyStart, p).trimEnd().toLowerCase();
    if (word === "requirepass") return this.#joined("words", p);
    if (word === "identified") return this.#identified(p);
    return false;
  }

  /** `IDENTIFIED [WITH plugin] BY [PASSWORD] value`. */
  #identified(p: number): boolean {
    const found = /^(?:with\s{1,4}\S{1,40}\s{1,4})?(?:by|as)\s{1,4}(?:password\s{1,4})?/i.exec(this.text.slice(p, p + 96));
    return found !== null && this.#joined("words", p + found[0].length);
  }

  /** The name is one of the words that take a value without an operator, and no part of a longer sentence. */
  #isLoneWord(): boolean {
    const { text, keyStart, keyEnd } = this;
    const length = keyEnd - keyStart;
    if (length < 4 || length > 12) return false;
    const before = text.charCodeAt(keyStart - 1);
    if (keyStart > 0 && (classOf(before) & (BLANK | NEWLINE)) === 0 && before !== DOT) return false;
    const word = text.slice(keyStart, keyEnd);
    return (
      word === "PASSWORD" ||
      word === "password" ||
      word === "passwd" ||
      word === "identified" ||
      word === "IDENTIFIED" ||
      word === "requirepass"
    );
  }

  #isFlag(): boolean {
    return this.text.charCodeAt(this.keyStart - 1) === DASH && !/[\w.]/.test(this.text.charAt(this.keyStart - 2));
  }

  /** `>` after a name: `<name>value`, `<property name="name">value`. */
  #closedTag(p: number, quotes: number): boolean {
    if (quotes > 0) return this.keyQuoted && this.#joined("element", p + 1);
    const before = this.text.charCodeAt(this.keyStart - 1);
    // The name may have a namespace: <ns:password>.
    return (before === LESS || before === COLON || this.text.charCodeAt(this.keyStart - 1) === LESS) && this.#joined("element", p + 1);
  }

  /** `<key>Password</key> <string>value</string>`. */
  #plist(at: number): boolean {
    const open = this.text.indexOf("<string>", at);
    if (open < 0 || open - at > 24) return false;
    return this.#joined("element", open + 8);
  }

  /** `value` beside the name: XML attributes, lists of {name, value}, Kubernetes environments. */
  #pair(at: number): boolean {
    const { text } = this;
    let p = at;
    const most = at + 80;
    while (p < most && (classOf(text.charCodeAt(p)) & (BLANK | NEWLINE)) !== 0) p++;
    const quoted = (classOf(text.charCodeAt(p)) & QUOTE) !== 0 ? 1 : text.charCodeAt(p) === BACKSLASH ? 2 : 0;
    p += quoted;
    if ((text.charCodeAt(p) | 0x20) !== 0x76 || text.slice(p + 1, p + 5) !== "alue") return false;
    p += 5 + quoted;
    while ((classOf(text.charCodeAt(p)) & BLANK) !== 0) p++;
    const code = text.charCodeAt(p);
    if (code !== COLON && code !== EQUALS) return false;
    return this.#joined("pair", text.charCodeAt(p + 1) === GREATER ? p + 2 : p + 1);
  }

  #value(): boolean {
    const { text } = this;
    this.isBytes = false;
    let p = this.#at;
    const most = Math.min(text.length, p + 80);
    while (p < most && (classOf(text.charCodeAt(p)) & BLANK) !== 0) p++;
    this.template = false;
    this.cut = false;
    this.wrapStart = this.wrapEnd = p;
    if (p >= text.length) {
      this.cut = true;
      return false;
    }
    let code = text.charCodeAt(p);
    if ((classOf(code) & NEWLINE) !== 0) {
      if (this.join === "query" || this.join === "element" || this.join === "flag") return false;
      while (p < most && (classOf(text.charCodeAt(p)) & (BLANK | NEWLINE)) !== 0) p++;
      code = text.charCodeAt(p);
      if ((classOf(code) & QUOTE) === 0) return false;
    }
    if ((classOf(code) & QUOTE) !== 0) return this.#quotedFrom(p);
    if (code === BACKSLASH) return this.#escapedFrom(p);
    if (code === AMP) return this.#entityFrom(p);
    if (this.join === "element") return this.#elementFrom(p);
    if (code === OPEN || code === 0x5b || code === 0x7b || code === 0x29 || code === COMMA || code === SEMICOLON) {
      // A list of one value, as in `password=("x")`, is rare; an opened object or list is not.
      if (code === 0x7b || code === 0x5b) {
        if (this.#bytesFrom(p + 1) || this.#typedBytes(p)) return true;
        if (code === 0x7b) return false;
      } else if (code !== OPEN) return false;
      return this.#wrapped(p);
    }
    if ((classOf(code) & LETTER) !== 0 || code === 0x24 || code === 0x40) {
      const quote = this.#prefixOrWrap(p);
      if (quote !== 0) return quote > 0;
    }
    if (this.join === "argument" || this.join === "call") return false;
    return this.#bareFrom(p);
  }

  /** `b"…"`, `Some("…")`, `process.env.X || "…"`: 1 when a quoted value follows, -1 when code follows, 0 when neither. */
  #prefixOrWrap(p: number): number {
    const { text } = this;
    let q = p;
    const most = p + 48;
    while (q < most) {
      const code = text.charCodeAt(q);
      if ((classOf(code) & WORD) !== 0 || code === DOT || code === DOLLAR || code === 0x40 || code === COLON) q++;
      else break;
    }
    const code = text.charCodeAt(q);
    if ((classOf(code) & QUOTE) !== 0) {
      if (q - p > 2) return 0;
      this.template = /[fF$]/.test(text.slice(p, q));
      return this.#quotedFrom(q) ? 1 : -1;
    }
    if (code === OPEN) return this.#bytesFrom(text.charCodeAt(q + 1) === 0x5b ? q + 2 : q + 1) || this.#wrapped(p) ? 1 : -1;
    if (code === 0x7b || code === 0x5b) return this.#typedBytes(q) ? 1 : 0;
    if (this.join === "argument" || this.join === "call") return -1;
    // The alternative to a variable of the environment: `a || "b"`, `a ?? "b"`, `a or "b"`, `a ?: "b"`.
    const rest = text.slice(q, q + 6);
    const or = /^ (?:\|\||\?\?|or|\?:) ["'`]/.exec(rest.length < 6 ? `${rest}` : rest);
    if (or !== null) {
      this.wrapStart = p;
      this.wrapEnd = q + or[0].length - 1;
      return this.#quotedFrom(q + or[0].length - 1) ? 1 : -1;
    }
    return 0;
  }

  /** `call("value")`, `("value")`, `[]byte("value")`, `new Type("value")`: the first string within, on the same line. */
  #wrapped(p: number): boolean {
    const { text } = this;
    const most = Math.min(text.length, p + 64);
    for (let q = p; q < most; q++) {
      const code = text.charCodeAt(q);
      if ((classOf(code) & QUOTE) !== 0) {
        this.wrapStart = p;
        this.wrapEnd = q;
        return this.#quotedFrom(q);
      }
      if ((classOf(code) & NEWLINE) !== 0 || code === SEMICOLON || code === 0x29 || code === COMMA || code === 0x7b) return false;
    }
    return false;
  }

  /** `byte[] {…}`, `[]byte{…}`, `new byte[] {…}`, `Uint8Array.of(…)`: bytes after their type. */
  #typedBytes(p: number): boolean {
    const found = /^[[\]{} \w]{0,24}[{[]\s{0,40}(?=(?:0x)?[\da-fA-F]{1,3}\s{0,4},)/.exec(this.text.slice(p, p + 80));
    return found !== null && this.#bytesFrom(p + found[0].length);
  }

  /** Eight or more numbers of a byte's size, over lines too. The value is the text from the first to the last. */
  #bytesFrom(at: number): boolean {
    const { text } = this;
    let p = at;
    while ((classOf(text.charCodeAt(p)) & (BLANK | NEWLINE)) !== 0) p++;
    if ((classOf(text.charCodeAt(p)) & DIGIT) === 0) return false;
    const found = BYTES.exec(text.slice(p, p + 1024));
    if (found === null) {
      this.cut = p + 1024 > text.length && /^[\dxa-fA-F,\s]{16,}$/.test(text.slice(p));
      return false;
    }
    this.isBytes = true;
    return this.#found(p, p + found[0].length, true);
  }

  #quotedFrom(p: number): boolean {
    const { text } = this;
    const quote = text.charCodeAt(p);
    let from = p + 1;
    if (text.charCodeAt(from) === quote && text.charCodeAt(from + 1) === quote) from += 2; // """
    else if (quote === 0x60 && text.charCodeAt(from) === quote) from++; // ``code`` of reStructuredText
    const most = Math.min(text.length, from + LONGEST_VALUE);
    for (let q = from; q < most; q++) {
      const code = text.charCodeAt(q);
      if (code === quote) {
        // A doubled quote is an escaped one in SQL and YAML.
        if (quote === 0x27 && text.charCodeAt(q + 1) === quote && q > from) {
          q++;
          continue;
        }
        if (quote === 0x60) this.template = true;
        return this.#found(from, q, true);
      }
      if (code === BACKSLASH) q++;
      else if (code === 0x0a || code === 0x0d) return false;
    }
    this.cut = most === text.length;
    return false;
  }

  /** `\"value\"`: JSON inside a string. */
  #escapedFrom(p: number): boolean {
    const { text } = this;
    let from = p;
    while (text.charCodeAt(from) === BACKSLASH) from++;
    const quote = text.charCodeAt(from);
    if (quote !== 0x22 && quote !== 0x27) return false;
    from++;
    const most = Math.min(text.length, from + LONGEST_VALUE);
    for (let q = from; q < most; q++) {
      const code = text.charCodeAt(q);
      if (code === BACKSLASH) {
        if (text.charCodeAt(q + 1) === quote || text.charCodeAt(q + 1) === BACKSLASH) return this.#found(from, q, true);
      } else if (code === quote || (classOf(code) & NEWLINE) !== 0) return false;
    }
    this.cut = most === text.length;
    return false;
  }

  #entityFrom(p: number): boolean {
    const { text } = this;
    const size = entity(text, p);
    if (size === 0) return false;
    const close = text.indexOf(text.slice(p, p + size), p + size);
    if (close < 0 || close - p > LONGEST_VALUE) return false;
    return this.#found(p + size, close, true);
  }

  #elementFrom(p: number): boolean {
    const { text } = this;
    const most = Math.min(text.length, p + LONGEST_VALUE);
    for (let q = p; q < most; q++) {
      const code = text.charCodeAt(q);
      if (code === LESS) {
        let end = q;
        while (end > p && (classOf(text.charCodeAt(end - 1)) & BLANK) !== 0) end--;
        return text.charCodeAt(q + 1) === 0x2f && this.#found(p, end, true);
      }
      if ((classOf(code) & NEWLINE) !== 0) return false;
    }
    this.cut = most === text.length;
    return false;
  }

  #bareFrom(p: number): boolean {
    const { text } = this;
    const most = Math.min(text.length, p + LONGEST_VALUE);
    let q = p;
    for (; q < most; q++) {
      const code = text.charCodeAt(q);
      if ((classOf(code) & STOP) !== 0 || (classOf(code) & NEWLINE) !== 0) break;
      if (code === BACKSLASH && (text.charCodeAt(q + 1) === 0x6e || text.charCodeAt(q + 1) === 0x72 || text.charCodeAt(q + 1) === 0x22))
        break;
      if (
        this.join === "query" &&
        (code === AMP || code === 0x23 || code === 0x29 || code === 0x5d || code === COMMA || code === SEMICOLON)
      )
        break;
      if (code === AMP && this.join === "assign" && /^&(?:amp;)?[\w.-]{1,40}=/.test(text.slice(q, q + 48))) break;
      if (code === SEMICOLON) break;
    }
    if (q >= most) {
      this.cut = most === text.length;
      if (!this.cut) return false;
    }
    let end = q;
    while (end > p && ",.)]}\\".includes(text.charAt(end - 1)) && !balanced(text, p, end)) end--;
    return end > p && this.#found(p, end, false);
  }

  #found(start: number, end: number, quoted: boolean): boolean {
    this.valueStart = start;
    this.valueEnd = end;
    this.quoted = quoted;
    return end - start >= 3;
  }
}

const BYTES = /^(?:(?:0x[\da-fA-F]{1,2}|\d{1,3})\s{0,40},\s{0,40}){7,255}(?:0x[\da-fA-F]{1,2}|\d{1,3})(?=\s{0,40},?\s{0,40}[}\])])/;

/** Whether the closing bracket at the end of a bare value has its opening one in it. */
function balanced(text: string, start: number, end: number): boolean {
  const open = { ")": "(", "]": "[", "}": "{" }[text.charAt(end - 1)];
  return open !== undefined && text.slice(start, end - 1).includes(open);
}

/** Length of the XML entity of a quote at `p`, 0 without one. */
function entity(text: string, p: number): number {
  if (text.startsWith("&quot;", p)) return 6;
  if (text.startsWith("&#39;", p) || text.startsWith("&#34;", p)) return 5;
  return 0;
}
