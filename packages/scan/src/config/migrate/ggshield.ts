import { list, number, object, text, texts } from "../import-rules/foreign-rule.ts";
import { type Accepted, type ForeignFormat, type ForeignSetup, NOTHING, type Reported, slashed, widened } from "./foreign-setup.ts";

/** `.gitguardian.yaml`, version 2 and the one before it. */
export const ggshield: ForeignFormat = {
  id: "ggshield",
  title: "ggshield configuration",
  form: "yaml",
  isNamed: (path) => /^\.gitguardian\.ya?ml$/.test(path),
  read: (value) => {
    const root = underscored(value);
    const secret = underscored(root["secret"]);
    const matches = [...list(secret["ignored_matches"]), ...list(root["matches_ignore"])];
    return {
      ...NOTHING,
      exclude: [...texts(secret["ignored_paths"]), ...texts(root["paths_ignore"])].map((was) => widened(was, globOf(was))),
      disable: [...texts(secret["ignored_detectors"]), ...texts(root["banlisted_detectors"])],
      accepted: matches.flatMap((match) => matchOf(match) ?? []),
      lost: lostOf(root, secret),
    };
  },
  readReport,
};

/** Both `ignored_paths` and `ignored-paths` are in use. */
const underscored = (value: unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(object(value)).map(([name, member]) => [name.replaceAll("-", "_"), member]));

/** Theirs may begin at any folder, ours where a slash is in it only at the top. */
const globOf = (path: string): string =>
  path.startsWith("/") || path.startsWith("**/") || !path.replace(/\/$/, "").includes("/") ? path : `**/${path}`;

/** Their hash is over the secret and the name of what it is, of which these are the common ones; or it is the secret. */
const KINDS = [
  "",
  ",apikey",
  ",password",
  ",token",
  ",client_secret",
  ",secret_key",
  ",connection_uri",
  ",private_key",
  ",pkcs",
  ",bearer_token",
];

function matchOf(value: unknown): Accepted[] | undefined {
  const match = text(value) ?? text(object(value)["match"]);
  if (match === undefined) return undefined;
  const name = text(object(value)["name"]);
  const what = name === undefined ? "an ignored match" : `ignored match "${name.slice(0, 60)}"`;
  const isHash = /^[0-9a-f]{64}$/.test(match);
  return [{ what, accepts: (place) => place.isSecret(match) || (isHash && KINDS.some((kind) => place.hash("sha256", kind) === match)) }];
}

function lostOf(root: Readonly<Record<string, unknown>>, secret: Readonly<Record<string, unknown>>): ForeignSetup["lost"] {
  const lost: ForeignSetup["lost"][number][] = [];
  if (list(secret["ignored_match_patterns"]).length > 0)
    lost.push({ what: "ignored_match_patterns", why: "stanch has no expressions for secrets that are none but in own detectors" });
  if (root["exit_zero"] === true) lost.push({ what: "exit_zero", why: 'write "failOn": "never" if you want no scan to fail' });
  if (root["iac"] !== undefined || root["sca"] !== undefined) lost.push({ what: "iac, sca", why: "stanch looks for secrets only" });
  return lost;
}

/** `ggshield secret scan --json`: scans may hold scans. */
function readReport(value: unknown): readonly Reported[] | undefined {
  const root = object(value);
  if (!("entities_with_incidents" in root) && !("scans" in root)) return undefined;
  const entities = list(root["entities_with_incidents"]).map(object);
  return [
    ...list(root["scans"]).flatMap((scan) => readReport(scan) ?? []),
    ...entities.flatMap((entity) =>
      list(entity["incidents"])
        .map(object)
        .flatMap((incident) =>
          list(incident["occurrences"])
            .map(object)
            .map((occurrence) => {
              const line = number(occurrence["line_start"]);
              return {
                path: slashed(text(entity["filename"]) ?? ""),
                rule: text(incident["type"]) ?? "",
                ...(line === undefined ? {} : { line }),
              };
            }),
        ),
    ),
  ];
}
