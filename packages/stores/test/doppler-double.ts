// A double of Doppler's API, version 3, for the secrets of one config: it keeps state and follows the published reference. A value
// with ${NAME} is computed from others, a restricted one is not shown.
import { at, mapAt, textAt } from "../src/json.ts";
import { type Asked, type Double, type Reply, jsonDouble } from "./json-double.ts";

export interface DopplerDouble extends Double {
  readonly secrets: Map<string, { value: string; visibility: string }>;
  readonly fail: (status?: number) => void;
}

export async function dopplerDouble(token: string): Promise<DopplerDouble> {
  const secrets = new Map([["DOPPLER_CONFIG", { value: "prd", visibility: "unmasked" }]]);
  let failing: number | undefined;
  const double = await jsonDouble((asked) => {
    if (asked.headers.authorization !== `Bearer ${token}`) return [401, { messages: ["Invalid Service token"], success: false }];
    if (failing !== undefined) return [failing, { messages: [`refused: ${asked.text}`], success: false }];
    return route(asked, secrets);
  });
  return { ...double, secrets, fail: (status) => (failing = status) };
}

function route({ method, url, body }: Asked, secrets: DopplerDouble["secrets"]): Reply {
  const path = url.pathname.replace("/v3/", "");
  if (path === "me") return [200, { type: "service_token", name: "ci" }];
  const [project, config] = ["project", "config"].map((key) => url.searchParams.get(key) ?? textAt(body, key));
  if (project !== "app") return [404, { messages: [`Could not find requested project '${project}'`], success: false }];
  if (config !== "prd") return [404, { messages: [`Could not find requested config '${config}'`], success: false }];
  if (path === "configs/config/secrets/names") return [200, { names: [...secrets.keys()], success: true }];
  if (path === "configs/config/secrets" && method === "POST") {
    for (const [name, value] of mapAt(body, "secrets"))
      secrets.set(name, { value: String(value), visibility: secrets.get(name)?.visibility ?? "masked" });
    return [200, { secrets: at(body, "secrets"), success: true }];
  }
  const name = url.searchParams.get("name") ?? "";
  const found = secrets.get(name);
  if (path !== "configs/config/secret") return [404, { messages: ["Not found"], success: false }];
  if (found === undefined) return [404, { messages: [`Could not find requested secret: ${name}`], success: false }];
  if (method === "DELETE") {
    secrets.delete(name);
    return [204];
  }
  const computed = found.value.replace(/\$\{(\w+)\}/g, (_, other: string) => secrets.get(other)?.value ?? "");
  const shown = found.visibility === "restricted" ? { raw: null, computed: null } : { raw: found.value, computed };
  return [
    200,
    { name, value: { ...shown, rawVisibility: found.visibility, computedVisibility: found.visibility, note: "" }, success: true },
  ];
}
