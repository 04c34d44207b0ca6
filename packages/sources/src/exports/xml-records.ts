import { type ExportRecord, quoted } from "./json-records.ts";

/** Elements that are records, by the document's outermost one. None lies in another. */
const RECORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  rss: new Set(["item"]), // Jira's own view of issues
  "entity-engine-xml": new Set([
    "Issue",
    "Action",
    "Worklog",
    "ChangeItem",
    "FileAttachment",
    "CustomFieldValue",
    "OAuthConsumer",
    "PropertyString",
    "PropertyText",
  ]),
  "hibernate-generic": new Set(["object"]), // Confluence
};

/** Longer ones are told in pieces. */
const LONGEST_RECORD = 16_777_216;

/** Records of an XML export of Jira or Confluence as it is read. `titles`: what Confluence calls the pages that bodies belong to. */
export class XmlRecords {
  readonly titles = new Map<string, string>();
  #kind: string | undefined;
  #text = "";

  /** Whether a text begins as such an export does. */
  static isOne(head: string): boolean {
    const root = rootOf(head);
    return root !== undefined && Object.hasOwn(RECORDS, root);
  }

  /** Records that are whole by now. */
  push(piece: string): ExportRecord[] {
    this.#text += piece;
    this.#kind ??= rootOf(this.#text);
    const names = RECORDS[this.#kind ?? ""];
    const out: ExportRecord[] = [];
    let rest = "";
    let from = 0;
    for (;;) {
      const span = names === undefined ? undefined : nextRecord(this.#text, from, names);
      if (span === undefined) break;
      rest += `${this.#text.slice(from, span.start)}\n`;
      const text = this.#text.slice(span.start, span.end);
      out.push({ label: this.#label(span.name, text), text });
      from = span.end;
    }
    if (rest.trim() !== "") out.push({ label: "", text: rest });
    this.#text = this.#text.slice(from);
    if (this.#text.length > LONGEST_RECORD) out.push(...this.end());
    return out;
  }

  end(): ExportRecord[] {
    const text = this.#text;
    this.#text = "";
    return text.trim() === "" ? [] : [{ label: "", text }];
  }

  #label(name: string, text: string): string {
    if (name === "item") return inside(text, "key");
    if (name !== "object") {
      const attribute = (one: string): string => new RegExp(`^<\\w+[^>]*?\\s${one}="([^"]*)"`).exec(text)?.[1] ?? "";
      const issue = attribute("key") || [attribute("projectKey"), attribute("number")].filter((one) => one !== "").join("-");
      const owner = attribute("issue") === "" ? "" : ` of issue ${attribute("issue")}`;
      return `${name === "Action" ? "comment" : name.toLowerCase()} ${issue === "" ? attribute("id") : issue}${owner}`;
    }
    const kind = /class="(\w+)"/.exec(text)?.[1] ?? "";
    const id = /<id name="id">\s*(\d+)\s*<\/id>/.exec(text)?.[1] ?? "";
    const title = /<property name="title">\s*(?:<!\[CDATA\[)?([\s\S]*?)(?:\]\]>)?\s*<\/property>/.exec(text)?.[1];
    if (title !== undefined) this.titles.set(id, quoted(title));
    const content = /<property name="content"[^>]*>\s*<id name="id">\s*(\d+)/.exec(text)?.[1];
    return content === undefined ? `${kind} ${id}` : `${kind} of ${content}`;
  }

  /** The label with a page's title, once all was read. */
  titled(label: string): string {
    const id = /\b(\d+)$/.exec(label)?.[1] ?? "";
    const title = this.titles.get(id);
    return title === undefined ? label : `${label.slice(0, -id.length)}${title}`;
  }
}

const rootOf = (text: string): string | undefined =>
  /^(?:\ufeff)?\s*(?:<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>|\s+)*<([\w-]+)/.exec(text)?.[1];

const inside = (text: string, tag: string): string => new RegExp(`<${tag}\\b[^>]*>\\s*([^<]*?)\\s*</${tag}>`).exec(text)?.[1] ?? "";

/** The next whole record; what CDATA and comments hold is no markup. */
function nextRecord(
  text: string,
  from: number,
  names: ReadonlySet<string>,
): { readonly name: string; readonly start: number; readonly end: number } | undefined {
  let open: { readonly name: string; readonly start: number } | undefined;
  for (let at = text.indexOf("<", from); at >= 0; at = text.indexOf("<", at)) {
    const closing = text.startsWith("<![CDATA[", at) ? "]]>" : text.startsWith("<!--", at) ? "-->" : ">";
    const end = text.indexOf(closing, at);
    if (end < 0) return undefined;
    const after = end + closing.length;
    if (closing === ">") {
      const name = /^<\/?([\w-]+)/.exec(text.slice(at, at + 64))?.[1] ?? "";
      const isEnd = text.startsWith("</", at);
      if (open === undefined && !isEnd && names.has(name)) {
        if (text[end - 1] === "/") return { name, start: at, end: after };
        open = { name, start: at };
      } else if (open?.name === name && isEnd) return { ...open, end: after };
    }
    at = after;
  }
  return undefined;
}
