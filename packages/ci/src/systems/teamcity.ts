import type { CiRun, CiSystem, Env, ReadText } from "../system.ts";
import { branch, branchName, commit, isSet, present, said } from "../told.ts";
import { REPORTS } from "./_install.ts";

export const teamcity: CiSystem = {
  id: "teamcity",
  title: "TeamCity",
  detect: (env) => isSet(env, "TEAMCITY_VERSION"),
  read,
  reports: [{ format: "sarif", file: "stanch.sarif" }],
  log: "teamcity",
  wholeHistory: "let the agent check out, with the whole history (VCS root: shallow clone off)",
  snippet: ({ repository, revision }) => ({
    file: ".teamcity/settings.kts",
    language: "kotlin",
    text: `import jetbrains.buildServer.configs.kotlin.*
import jetbrains.buildServer.configs.kotlin.buildSteps.script
import jetbrains.buildServer.configs.kotlin.triggers.vcs

version = "2024.03"

project {
  buildType(Stanch)
}

object Stanch : BuildType({
  name = "stanch"
  artifactRules = "${REPORTS} => ${REPORTS}"
  vcs {
    root(DslContext.settingsRoot)
    checkoutMode = CheckoutMode.ON_AGENT
  }
  steps {
    script {
      scriptContent = """
        git clone --quiet ${repository} "%system.teamcity.build.tempDir%/stanch"
        git -C "%system.teamcity.build.tempDir%/stanch" checkout --quiet ${revision}
        "%system.teamcity.build.tempDir%/stanch/stanch" ci
      """.trimIndent()
      dockerImage = "node:24"
    }
  }
  triggers {
    vcs {}
  }
})
`,
  }),
  references: ["https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html"],
};

function read(env: Env, readText: ReadText): CiRun {
  const facts = parameters(env, readText);
  const heads = [
    ...commit(said(env, "BUILD_VCS_NUMBER"), "BUILD_VCS_NUMBER"),
    ...commit(facts.get("build.vcs.number"), "build.vcs.number"),
  ];
  const number = facts.get("teamcity.pullRequest.number");
  if (number !== undefined)
    return {
      event: "pull-request",
      heads,
      bases: branch(facts.get("teamcity.pullRequest.target.branch"), "teamcity.pullRequest.target.branch"),
      // The name of a fork's branch may be one of ours too.
      ...present({ branch: branchName(facts.get("teamcity.pullRequest.source.branch")) }),
    };
  const ref = facts.get("teamcity.build.vcs.branch") ?? [...facts].find(([name]) => name.startsWith("teamcity.build.vcs.branch."))?.[1];
  if (ref?.startsWith("refs/tags/") === true) return { event: "tag", heads, headRefs: [ref], bases: [] };
  if (facts.get("teamcity.build.triggeredBy")?.startsWith("Schedule Trigger") === true) return { event: "schedule", heads, bases: [] };
  const name = branchName(ref ?? facts.get("teamcity.build.branch"));
  return { event: "push", heads, bases: [], ...present({ branch: name === "<default>" ? undefined : name }) };
}

/** Most of what TeamCity tells is in a file of Java properties, and in a second one that the first names. */
function parameters(env: Env, readText: ReadText): ReadonlyMap<string, string> {
  const path = said(env, "TEAMCITY_BUILD_PROPERTIES_FILE");
  if (path === undefined) return new Map();
  const first = javaProperties(readText(path));
  const second = first.get("teamcity.configuration.properties.file");
  return second === undefined ? first : new Map([...first, ...javaProperties(readText(second))]);
}

/** By the rules of `java.util.Properties`: escapes, comments, values over several lines. */
export function javaProperties(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const lines = text.replace(/(?<!\\)((?:\\\\)*)\\\r?\n[ \t\f]*/g, "$1").split(/\r?\n/);
  for (const line of lines) {
    const [, key, value = ""] = /^[ \t\f]*([^#!\s:=](?:\\.|[^\\\s:=])*)(?:[ \t\f]*[:=]?[ \t\f]*)(.*)$/.exec(line) ?? [];
    if (key !== undefined) found.set(unescaped(key), unescaped(value));
  }
  return found;
}

function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, sign: string) =>
    code === undefined ? ({ n: "\n", r: "\r", t: "\t", f: "\f" }[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}
