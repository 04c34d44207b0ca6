// A double of GitLab's REST API, version 4, for CI/CD variables of projects and groups: it keeps state and follows the published
// reference: variables of one name differ by environment scope, which a filter chooses; masking has its rules; hidden ones give null.
import { at, textAt } from "../src/json.ts";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";

interface Variable {
  readonly key: string;
  value: string;
  masked: boolean;
  protected: boolean;
  raw: boolean;
  hidden: boolean;
  readonly variable_type: string;
  readonly environment_scope: string;
}

export interface GitlabDouble extends Double {
  readonly variables: Map<string, Variable[]>;
  readonly fail: (status?: number, message?: unknown) => void;
}

export async function gitlabDouble(token: string): Promise<GitlabDouble> {
  const variables = new Map<string, Variable[]>([
    ["projects/acme/team/app", []],
    ["groups/acme", []],
  ]);
  let failing: readonly [number, unknown] | undefined;
  const double = await jsonDouble((asked) => {
    if (asked.headers["private-token"] !== token) return [401, { message: "401 Unauthorized" }];
    if (failing !== undefined) return [failing[0], { message: failing[1] ?? `refused: ${asked.text}` }];
    return route(asked, variables);
  });
  return { ...double, variables, fail: (status, message) => (failing = status === undefined ? undefined : [status, message]) };
}

function route(asked: Asked, variables: Map<string, Variable[]>): Reply {
  const [, , , kind = "", id = "", , key] = asked.url.pathname.split("/").map(decodeURIComponent);
  if (kind === "user") return [200, { username: "builder" }];
  const kept = variables.get(`${kind}/${id}`);
  if (kept === undefined) return [404, { message: `404 ${kind === "groups" ? "Group" : "Project"} Not Found` }];
  if (key === undefined) return asked.method === "POST" ? create(asked, kept) : page(asked, kept);
  const scope = asked.url.searchParams.get("filter[environment_scope]") ?? textAt(asked.body, "filter", "environment_scope");
  const found = kept.filter((one) => one.key === key && (scope === undefined || one.environment_scope === scope));
  const [variable] = found;
  if (found.length > 1) return [409, { message: "There are multiple variables with provided parameters." }];
  if (variable === undefined) return [404, { message: "404 Variable Not Found" }];
  if (asked.method === "DELETE") {
    kept.splice(kept.indexOf(variable), 1);
    return [204];
  }
  return asked.method === "PUT" ? change(asked, variable) : [200, shown(variable)];
}

const shown = (variable: Variable): object => ({ ...variable, value: variable.hidden ? null : variable.value });

function create({ body }: Asked, kept: Variable[]): Reply {
  const key = textAt(body, "key") ?? "";
  const environment = textAt(body, "environment_scope") ?? "*";
  if (kept.some((one) => one.key === key && one.environment_scope === environment))
    return [400, { message: { key: [`(${key}) has already been taken`] } }];
  if (kept.length >= 60) return [400, { message: { base: ["Maximum number of project variables (60) exceeded"] } }];
  const variable = {
    key,
    value: "",
    masked: false,
    protected: false,
    raw: false,
    hidden: false,
    variable_type: "env_var",
    environment_scope: environment,
  };
  const reply = change({ body }, variable);
  if (reply[0] === 200) kept.push(variable);
  return reply[0] === 200 ? [201, reply[1]] : reply;
}

function change({ body }: Pick<Asked, "body">, variable: Variable): Reply {
  const flag = (name: "masked" | "protected" | "raw"): boolean => (at(body, name) === undefined ? variable[name] : at(body, name) === true);
  const value = textAt(body, "value") ?? "";
  const [masked, raw] = [flag("masked"), flag("raw")];
  if (masked && !(raw ? /^\S{8,}$/ : /^[\w+=/@:.~-]{8,}$/).test(value)) return [400, { message: { value: ["is invalid"] } }];
  Object.assign(variable, { value, masked, raw, protected: flag("protected") });
  return [200, shown(variable)];
}

/** Pages of two whatever is asked, so that paging is met. */
function page({ url }: Asked, kept: readonly Variable[]): Reply {
  const number = Number(url.searchParams.get("page") ?? "1");
  const last = Math.max(1, Math.ceil(kept.length / 2));
  const next = new URL(url);
  next.searchParams.set("page", String(number + 1));
  return [
    200,
    kept.slice(number * 2 - 2, number * 2).map(shown),
    {
      "x-page": String(number),
      "x-total-pages": String(last),
      ...(number < last ? { "x-next-page": String(number + 1), Link: `<${next.href}>; rel="next"` } : {}),
    },
  ];
}
