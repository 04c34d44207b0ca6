/** A part of an export that its reader would call one thing: a message, an issue, a request. */
export interface ExportRecord {
  /** Who reads it finds it by that: `#general, message 1704153600.000100`. "" is what remains of the file. */
  readonly label: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const objectsIn = (value: unknown): Fields[] => listOf(value).filter(isObject);
const textIn = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/**
 * The records of a JSON file of Slack, Postman, Jira, Confluence, or a HAR, and what remains of it: together all that the file says.
 * Undefined: it is none of these. `path` is the file's within its export.
 */
export function jsonRecords(path: string, value: unknown): ExportRecord[] | undefined {
  const all = slack(path, value) ?? (isObject(value) ? (postman(value) ?? har(value) ?? jira(value) ?? confluence(value)) : undefined);
  return all?.map(({ label, value: own }) => ({ label, text: `${JSON.stringify(named(own), undefined, 1)}\n` }));
}

interface Part {
  readonly label: string;
  readonly value: unknown;
}

/** One file a channel and day. */
function slack(path: string, value: unknown): Part[] | undefined {
  const channel = /(?:^|\/)([^/]+)\/\d{4}-\d\d-\d\d\.json$/.exec(path)?.[1];
  const messages = listOf(value);
  if (channel === undefined || messages.length === 0 || !messages.every((one) => isObject(one) && "ts" in one)) return undefined;
  return objectsIn(value).map((message) => ({ label: `#${channel}, message ${textIn(message["ts"])}`, value: message }));
}

function postman(value: Fields): Part[] | undefined {
  const { info, item, values, ...rest } = value;
  if (isObject(info) && Array.isArray(item) && /postman/i.test(`${textIn(info["schema"])} ${Object.keys(info).join(" ")}`))
    return [
      ...objectsIn(item).flatMap((one) => requests(one, [])),
      { label: `collection ${quoted(info["name"])}`, value: { info, ...rest } },
    ];
  if (!Array.isArray(values) || !("_postman_variable_scope" in value || "_postman_exported_at" in value)) return undefined;
  const name = quoted(value["name"]);
  return [
    ...objectsIn(values).map((one) => ({ label: `environment ${name}, variable ${textIn(one["key"])}`, value: one })),
    { label: "", value: rest },
  ];
}

const DEEPEST = 64;

function requests({ item, ...own }: Fields, above: readonly string[]): Part[] {
  const names = [...above, textIn(own["name"])];
  const label = `${item === undefined ? "request" : "folder"} ${quoted(names.map(withoutAddress).join(" / "))}`;
  const inner = names.length < DEEPEST ? objectsIn(item).flatMap((one) => requests(one, names)) : [{ label, value: item }];
  return [{ label, value: own }, ...inner];
}

function har(value: Fields): Part[] | undefined {
  const { log } = value;
  if (!isObject(log) || !Array.isArray(log["entries"])) return undefined;
  const { entries, ...rest } = log;
  return [
    ...listOf(entries).map((entry, index) => {
      const request = isObject(entry) && isObject(entry["request"]) ? entry["request"] : {};
      return { label: `request ${index + 1}: ${textIn(request["method"])} ${hostOf(textIn(request["url"]))}`, value: decoded(entry) };
    }),
    { label: "", value: { ...value, log: rest } },
  ];
}

/** An answer's body that is text and was put into base64. */
function decoded(entry: unknown): unknown {
  if (!isObject(entry) || !isObject(entry["response"]) || !isObject(entry["response"]["content"])) return entry;
  const { response } = entry;
  const content = response["content"] as Fields; // looked at above
  const isText = content["encoding"] === "base64" && /^text\/|json|xml|javascript|urlencoded/.test(textIn(content["mimeType"]));
  if (!isText) return entry;
  return {
    ...entry,
    response: { ...response, content: { ...content, text: Buffer.from(textIn(content["text"]), "base64").toString("utf8") } },
  };
}

/** What the REST API gives of a search, and the format of its import. */
function jira(value: Fields): Part[] | undefined {
  const projects = objectsIn(value["projects"]);
  const inProjects = projects.flatMap(({ issues }) => objectsIn(issues));
  const issues = Array.isArray(value["issues"]) ? objectsIn(value["issues"]) : inProjects;
  if (issues.length === 0 || !issues.every((one) => "key" in one || "summary" in one)) return undefined;
  const parts = issues.flatMap((issue, index) => {
    const name = textIn(issue["key"]) || `issue ${index + 1}`;
    const fields = isObject(issue["fields"]) ? issue["fields"] : issue;
    const holder = isObject(fields["comment"]) ? fields["comment"] : fields;
    const comments = objectsIn(holder["comments"]);
    const own = { ...issue, ...(issue["fields"] === undefined ? {} : { fields: { ...fields, comment: undefined } }), comments: undefined };
    return [
      { label: name, value: own },
      ...comments.map((comment, at) => ({ label: `${name}, comment ${textIn(comment["id"]) || at + 1}`, value: comment })),
    ];
  });
  const rest = { ...value, issues: undefined, projects: projects.map((project) => ({ ...project, issues: undefined })) };
  return [...parts, { label: "", value: rest }];
}

function confluence(value: Fields): Part[] | undefined {
  const { results, ...rest } = value;
  const pages = objectsIn(results);
  if (pages.length === 0 || !pages.every((page) => "title" in page && "body" in page)) return undefined;
  return [
    ...pages.map((page) => ({ label: `${textIn(page["type"]) || "page"} ${quoted(page["title"])}`, value: page })),
    { label: "", value: rest },
  ];
}

/** `{ "key": "Authorization", "value": "…" }` becomes `{ "Authorization": "…" }`: then a name tells what a value is. */
function named(value: unknown, depth = 0): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => named(one, depth + 1));
  if (!isObject(value)) return value;
  const { key, name, value: own, ...rest } = value;
  const label = typeof key === "string" ? key : name;
  const inner = Object.fromEntries(Object.entries(rest).map(([field, one]) => [field, named(one, depth + 1)]));
  if (typeof label === "string" && (typeof own === "string" || typeof own === "number") && !Object.hasOwn(inner, label))
    return { ...(typeof key === "string" && name !== undefined ? { name } : {}), ...inner, [label]: own };
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, named(one, depth + 1)]));
}

const LONGEST_LABEL = 80;

/** A title that people wrote, as it may be shown. */
export function quoted(title: unknown): string {
  const text = textIn(title).replaceAll(/\s+/g, " ");
  return `"${text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL)}…` : text}"`;
}

/** Postman calls a request by its address, which may hold a secret. */
const withoutAddress = (name: string): string => (name.includes("://") ? hostOf(name) : name.replace(/\?.*/s, ""));

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}
