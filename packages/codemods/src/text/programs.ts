import { type Replacement, folderOf } from "../rewrite.ts";
import type { Project, Target } from "../types.ts";
import { type Place, type Scene, withNotes } from "./place.ts";

/** What a program makes of a value in its file. `undefined`: this row says nothing about this place; the next one may. */
export type Act = (place: Place, target: Target, scene: Scene) => Replacement | undefined;

/** A program that reads configuration files of a name, and how a value in them comes from outside. */
export interface Program {
  /** In sentences: `Spring`. */
  readonly title: string;
  /** The path, whose last part is in lower case. */
  readonly path: RegExp;
  readonly act: Act;
}

type Read = (variable: string, quote: string) => string;

/** A program that puts a variable's value in place of a mark: anywhere in a value. */
export function fills(read: Read, note?: (variable: string) => string): Act {
  return (place, target) => {
    const made = insideDefault(place, target, read) ?? place.splice((quote) => read(target.variable, quote));
    return note === undefined ? made : withNotes(made, note(target.variable));
  };
}

/** A program that fills whole values only. */
export function fillsWhole(read: Read, why: string): Act {
  return (place, target, scene) => (place.isWhole ? fills(read)(place, target, scene) : { refused: why });
}

/** A program that asks a variable first, so that the entry goes, or stays without a value. */
export function asks(how: "remove" | "empty", name: (keys: readonly string[]) => string | undefined, say: (name: string) => string): Act {
  return (place, target) => {
    const variable = name(place.keys);
    if (variable === undefined) return undefined;
    if (!place.isWhole) return { refused: `${say(variable)}; here the secret is a part of the value, which must then be given whole` };
    return withNotes(place[how](), `${say(variable)}${sameAs(variable, target)}`);
  };
}

/** Only where the keys say so. */
export function at(keys: RegExp, act: Act): Act {
  return (place, target, scene) => (keys.test(place.keys.join(".")) ? act(place, target, scene) : undefined);
}

/** Only where the file or the project says so. */
export function where(holds: (scene: Scene) => boolean, act: Act): Act {
  return (place, target, scene) => (holds(scene) ? act(place, target, scene) : undefined);
}

export function refuses(reason: string): Act {
  return () => ({ refused: reason });
}

function sameAs(variable: string, { variable: own }: Target): string {
  return variable === own ? "" : ` (the value of ${own})`;
}

/** `${NAME:secret}` and `${NAME:-secret}`: a default that the secret is all of. */
const DEFAULT = /\$\{\s*([\w.]+)\s*(:-?|-)$/;

function insideDefault(place: Place, target: Target, read: Read): Replacement | undefined {
  const before = place.raw.slice(0, target.start - place.rawStart);
  const found = DEFAULT.exec(before);
  if (found === null) return undefined;
  const after = place.raw.slice(target.end - place.rawStart);
  if (!after.startsWith("}")) return { refused: "it is a part of a default between other text" };
  if (found[1] !== target.variable) return place.splice((quote) => read(target.variable, quote));
  return { edits: [{ start: target.start - (found[2]?.length ?? 0), end: target.end, text: "" }] };
}

/** A file of the project that lies in this folder or one above it. */
export function nearby({ file, project }: Scene, names: readonly string[], says: RegExp): boolean {
  for (let folder = folderOf(file.path); ; folder = folderOf(folder)) {
    for (const name of names) if (says.test(project.read(folder === "" ? name : `${folder}/${name}`) ?? "")) return true;
    if (folder === "") return false;
  }
}

export function lies(project: Project, folder: string, name: RegExp): boolean {
  return project.list(folder).some((each) => name.test(each));
}

const BUILDS = ["pom.xml", "build.gradle", "build.gradle.kts", "gradle/libs.versions.toml"];

/** Spring, Quarkus and Micronaut fill `${NAME}` from the environment, and Spring and Quarkus fail when it is missing. */
function isJvmFramework(scene: Scene): boolean {
  if (nearby(scene, BUILDS, /spring|quarkus|micronaut|dropwizard/i)) return true;
  return /^\s*(?:spring|quarkus|micronaut|eureka|management)(?:\.[\w.-]+\s*[=:]|:)/m.test(scene.file.text);
}

const dollar: Read = (variable) => `\${${variable}}`;
const screaming = (keys: readonly string[]): string => keys.join("_").replaceAll(/\W/g, "_").toUpperCase();

const AZURE = /(?:^|\/)azure-pipelines[\w.-]*\.ya?ml$|(?:^|\/)\.azure-?pipelines\//;

function azureNote(name: string): string {
  return `add ${name} as a secret variable of the pipeline, or in a variable group`;
}

/** Rows of YAML, JSON, TOML, INI, properties and XML alike; the first that has an answer wins. */
export const PROGRAMS: readonly Program[] = [
  {
    title: "Spring",
    path: /(?:^|\/)(?:application|bootstrap)[\w.-]*\.(?:ya?ml|properties)$/,
    act: where(isJvmFramework, fills(dollar)),
  },
  {
    title: "Ktor",
    path: /(?:^|\/)application[\w.-]*\.ya?ml$/,
    act: where(
      (scene) => nearby(scene, BUILDS, /io\.ktor/),
      fillsWhole((name) => `$${name}`, "Ktor fills whole values of YAML only"),
    ),
  },
  {
    title: "Spring",
    path: /(?:^|\/)(?:application|bootstrap)[\w.-]*\.(?:ya?ml|properties)$/,
    act: refuses("nothing in the project says that Spring, Quarkus or Micronaut reads this file, and others do not fill ${NAME}"),
  },
  // JavaScript
  { title: "npm", path: /(?:^|\/)\.npmrc$/, act: fills(dollar) },
  { title: "Yarn", path: /(?:^|\/)\.yarnrc\.yml$/, act: fills(dollar) },
  { title: "Serverless Framework", path: /(?:^|\/)serverless[\w.-]*\.(?:ya?ml|json)$/, act: fills((name) => `\${env:${name}}`) },
  // Python
  {
    title: "twine",
    path: /(?:^|\/)\.pypirc$/,
    act: at(
      /\.password$/,
      asks(
        "remove",
        () => "TWINE_PASSWORD",
        (name) => `twine takes the password from ${name}, or from the keyring`,
      ),
    ),
  },
  {
    title: "pip",
    path: /(?:^|\/)(?:\.pip\/)?pip\.(?:conf|ini)$/,
    act: refuses(
      "pip fills no variables in its configuration: take the entry out and set PIP_INDEX_URL or PIP_EXTRA_INDEX_URL, or use --keyring-provider or ~/.netrc",
    ),
  },
  { title: "Pipenv", path: /(?:^|\/)pipfile$/, act: at(/\.url$/, fills(dollar)) },
  { title: "conda", path: /(?:^|\/)\.condarc$/, act: fills(dollar) },
  {
    title: "Airflow",
    path: /(?:^|\/)airflow\.cfg$/,
    act: asks(
      "remove",
      ([section, key]) => (key === undefined ? undefined : `AIRFLOW__${screaming([section ?? ""])}__${screaming([key])}`),
      (name) => `Airflow asks ${name} first`,
    ),
  },
  {
    title: "tox",
    path: /(?:^|\/)tox\.ini$/,
    act: at(
      /^testenv.*\.(?:set_?env|commands)/,
      fills((name) => `{env:${name}}`),
    ),
  },
  { title: "supervisord", path: /(?:^|\/)supervisord?(?:\.d\/[\w.-]+)?\.(?:conf|ini)$/, act: fills((name) => `%(ENV_${name})s`) },
  {
    title: "Alembic",
    path: /(?:^|\/)alembic\.ini$/,
    act: refuses('Alembic fills no variables here: leave the entry empty and call config.set_main_option("sqlalchemy.url", …) in env.py'),
  },
  { title: "dbt", path: /(?:^|\/)(?:profiles|dbt_project)\.ya?ml$/, act: fills((name, quote) => `{{ env_var(${quote}${name}${quote}) }}`) },
  {
    title: "Streamlit",
    path: /(?:^|\/)\.streamlit\/secrets\.toml$/,
    act: refuses("this file is the store itself: put it in .gitignore and take it out of the repository with git rm --cached"),
  },
  // JVM
  {
    title: "Maven",
    path: /(?:^|\/)(?:settings|settings-[\w.-]+|pom|maven-settings)\.xml$/,
    act: fills(
      (name) => `\${env.${name}}`,
      (name) => `Maven leaves \${env.${name}} as it is when the variable is missing`,
    ),
  },
  { title: "Log4j", path: /(?:^|\/)log4j2[\w.-]*\.(?:xml|ya?ml|properties|json)$/, act: fills((name) => `\${env:${name}}`) },
  { title: "Logback", path: /(?:^|\/)logback[\w.-]*\.xml$/, act: fills(dollar) },
  {
    title: "Gradle",
    path: /(?:^|\/)gradle\.properties$/,
    act: asks(
      "remove",
      ([key]) => (key !== undefined && /^\w+$/.test(key) ? `ORG_GRADLE_PROJECT_${key}` : undefined),
      (name) => `Gradle takes the property from ${name}`,
    ),
  },
  {
    title: "Gradle",
    path: /(?:^|\/)gradle\.properties$/,
    act: refuses("a variable's name cannot hold this key's dots: keep it in ~/.gradle/gradle.properties, outside the project"),
  },
  {
    title: "the Android build",
    path: /(?:^|\/)local\.properties$/,
    act: refuses("this file is for one machine: put it in .gitignore and take it out of the repository with git rm --cached"),
  },
  { title: "SonarScanner", path: /(?:^|\/)sonar-project\.properties$/, act: fills((name) => `\${env.${name}}`) },
  {
    title: "Flyway",
    path: /(?:^|\/)flyway\.(?:conf|properties)$/,
    act: at(
      /^flyway\.\w+$/,
      asks(
        "remove",
        ([key]) => screaming([(key ?? "").replace(/([a-z])([A-Z])/g, "$1_$2")]),
        (name) => `Flyway asks ${name}`,
      ),
    ),
  },
  {
    title: "Ant",
    path: /(?:^|\/)(?:build|ivysettings)\.xml$/,
    act: where(
      ({ file }) => /\benvironment="env"/.test(file.text),
      fills((name) => `\${env.${name}}`),
    ),
  },
  {
    title: "Ant",
    path: /(?:^|\/)build\.xml$/,
    act: refuses('Ant sees the environment only after <property environment="env"/>: add it, then write ${env.NAME}'),
  },
  {
    title: "Spring",
    path: /\.xml$/,
    act: where(({ file }) => /property-placeholder|PropertySourcesPlaceholderConfigurer/.test(file.text), fills(dollar)),
  },
  {
    title: "WildFly",
    path: /(?:^|\/)(?:standalone|domain|host)[\w.-]*\.xml$/,
    act: where(
      ({ file }) => /urn:jboss:domain|urn:wildfly/.test(file.text),
      fills((name) => `\${env.${name}}`),
    ),
  },
  {
    title: "Tomcat",
    path: /(?:^|\/)(?:server|context|tomcat-users)\.xml$/,
    act: refuses(
      "Tomcat fills ${NAME} from the environment only with -Dorg.apache.tomcat.util.digester.PROPERTY_SOURCE=org.apache.tomcat.util.digester.EnvironmentPropertySource: set that, then write it",
    ),
  },
  {
    title: "Android",
    path: /(?:^|\/)(?:androidmanifest\.xml|res\/(?:values[\w-]*|xml)\/[\w.-]+\.xml)$/,
    act: refuses(
      "whoever has the app can read its resources: such a secret belongs to a server of yours, or must be a key that is restricted to the app",
    ),
  },
  // .NET
  {
    title: "ASP.NET Core",
    path: /(?:^|\/)appsettings[\w.-]*\.json$/,
    act: asks(
      "empty",
      (keys) => keys.join("__"),
      (name) => `ASP.NET Core takes the value from the variable ${name}`,
    ),
  },
  { title: "NuGet", path: /(?:^|\/)nuget[\w.-]*\.config$/, act: fills((name) => `%${name}%`) },
  {
    title: "MSBuild",
    path: /\.(?:\w+proj|props|targets)$/,
    act: fills(
      (name) => `$(${name})`,
      (name) => `MSBuild takes an empty text when ${name} is missing`,
    ),
  },
  {
    title: ".NET Framework",
    path: /(?:^|\/)(?:web|app|machine)[\w.-]*\.config$/,
    act: refuses(
      "the .NET Framework fills no variables here unless a configuration builder is declared: add Microsoft.Configuration.ConfigurationBuilders.Environment, or read the variable in code",
    ),
  },
  {
    title: "Azure Functions",
    path: /(?:^|\/)local\.settings\.json$/,
    act: refuses(
      "this file is for one machine: put it in .gitignore, take it out of the repository with git rm --cached, and keep the value in the function app's settings",
    ),
  },
  // PHP
  {
    title: "Symfony",
    path: /(?:^|\/)config\/(?:packages\/(?:[\w-]+\/)?|services\/)?[\w.-]+\.ya?ml$/,
    act: where(
      (scene) => nearby(scene, ["composer.json"], /"symfony\//),
      fills((name) => `%env(${name})%`),
    ),
  },
  { title: "PHP", path: /(?:^|\/)php(?:-[\w.-]+)?\.ini$/, act: fills(dollar) },
  {
    title: "Composer",
    path: /(?:^|\/)auth\.json$/,
    act: where(
      ({ file }) => /"(?:http-basic|github-oauth|gitlab-token|bearer)"/.test(file.text),
      refuses("Composer reads the whole of auth.json from the variable COMPOSER_AUTH: take the file out of the repository and set that"),
    ),
  },
  // Servers and observers
  {
    title: "Elastic",
    path: /(?:^|\/)(?:(?:file|metric|heart|packet|audit|winlog|journal)beat[\w.-]*|elasticsearch|kibana|logstash|pipelines|apm-server)\.ya?ml$/,
    act: fills(dollar),
  },
  { title: "Grafana", path: /(?:^|\/)provisioning\/[\w./-]+\.ya?ml$/, act: fills(dollar) },
  { title: "Grafana", path: /(?:^|\/)grafana\.ini$/, act: fills((name) => `$__env{${name}}`) },
  { title: "the OpenTelemetry Collector", path: /(?:^|\/)otel[\w.-]*\.ya?ml$/, act: fills((name) => `\${env:${name}}`) },
  { title: "Telegraf", path: /(?:^|\/)telegraf[\w.-]*\.(?:conf|toml)$/, act: fills(dollar) },
  {
    title: "Prometheus",
    path: /(?:^|\/)(?:prometheus|alertmanager|blackbox)[\w.-]*\.ya?ml$/,
    act: refuses("Prometheus and Alertmanager fill no variables: give the file instead (password_file, credentials_file, api_url_file …)"),
  },
  {
    title: "Authelia",
    path: /(?:^|\/)authelia\/[\w./-]*configuration[\w.-]*\.ya?ml$/,
    act: refuses("Authelia takes secrets from files: take the entry out, and name a file in AUTHELIA_<SECTION>_<KEY>_FILE"),
  },
  {
    title: "Loki",
    path: /(?:^|\/)(?:loki|promtail|tempo|mimir)[\w.-]*\.ya?ml$/,
    act: refuses("Grafana's servers fill ${NAME} only when started with -config.expand-env=true: add that, then write it"),
  },
  {
    title: "Gitea",
    path: /(?:^|\/)(?:gitea|gogs|forgejo)\/[\w./-]*app\.ini$/,
    act: refuses(
      "Gitea's image writes GITEA__<section>__<KEY> of its environment into app.ini; elsewhere give the file itself a place outside the repository",
    ),
  },
  {
    title: "Kafka",
    path: /(?:^|\/)(?:server|broker|controller|producer|consumer|connect-[\w-]+|kraft\/[\w-]+|client-ssl)\.properties$/,
    act: where(
      ({ file }) => /^(?:bootstrap\.servers|listeners|zookeeper\.connect|ssl\.keystore|sasl\.)/m.test(file.text),
      refuses("Kafka fills ${env:NAME} only with config.providers=env and EnvVarConfigProvider: add those, then write it"),
    ),
  },
  { title: "uWSGI", path: /(?:^|\/)uwsgi[\w.-]*\.ini$/, act: fills((name) => `$(${name})`) },
  // Clouds and their tools
  {
    title: "Wrangler",
    path: /(?:^|\/)wrangler\.toml$/,
    act: at(
      /(?:^|\.)vars\./,
      asks(
        "remove",
        (keys) => keys.at(-1),
        (name) => `set it for the worker: npx wrangler secret put ${name}`,
      ),
    ),
  },
  {
    title: "Fly.io",
    path: /(?:^|\/)fly[\w.-]*\.toml$/,
    act: at(
      /^env\./,
      asks(
        "remove",
        (keys) => keys.at(-1),
        (name) => `set it for the app: fly secrets set ${name}=…`,
      ),
    ),
  },
  {
    title: "Netlify",
    path: /(?:^|\/)netlify\.toml$/,
    act: at(
      /\.environment\./,
      asks(
        "remove",
        (keys) => keys.at(-1),
        (name) => `set ${name} in the site's environment variables`,
      ),
    ),
  },
  {
    title: "Supabase",
    path: /(?:^|\/)supabase\/config\.toml$/,
    act: fillsWhole((name) => `env(${name})`, "Supabase fills whole values only"),
  },
  {
    title: "Cargo",
    path: /(?:^|\/)\.cargo\/(?:config|credentials)(?:\.toml)?$/,
    act: at(
      /^(?:registry|registries\.[^.]+)\.token$/,
      asks(
        "remove",
        (keys) => `CARGO_${screaming(keys)}`,
        (name) => `Cargo takes the token from ${name}`,
      ),
    ),
  },
  {
    title: "GoReleaser",
    path: /(?:^|\/)\.?goreleaser[\w.-]*\.ya?ml$/,
    act: refuses(
      "GoReleaser fills {{ .Env.NAME }} in most fields, and not in all: write it there by hand, and look at the field's documentation",
    ),
  },
  {
    title: "App Engine",
    path: /(?:^|\/)app[\w.-]*\.ya?ml$/,
    act: at(/^env_variables\./, refuses("App Engine fills no variables here: read the value from Secret Manager when the program starts")),
  },
  {
    title: "Travis CI",
    path: /(?:^|\/)\.travis\.yml$/,
    act: refuses("set it in the repository's settings at Travis, or write it as `secure:` with travis encrypt"),
  },
  {
    title: "CircleCI",
    path: /(?:^|\/)\.circleci\/[\w.-]+\.yml$/,
    act: at(
      /\.environment\.\w+$/,
      asks(
        "remove",
        (keys) => keys.at(-1),
        (name) => `set ${name} in the project's environment variables, or a context, at CircleCI`,
      ),
    ),
  },
  {
    title: "Azure Pipelines",
    path: AZURE,
    // A variable of the file that is set to itself would hide the pipeline's own.
    act: (place, target) =>
      place.isWhole && /(?:^|\.)variables\.\w+$/.test(place.keys.join(".")) && place.keys.at(-1) === target.variable
        ? withNotes(place.remove(), azureNote(target.variable))
        : undefined,
  },
  {
    title: "Azure Pipelines",
    path: AZURE,
    act: at(
      /(?:^|\.)(?:variables|env|inputs)\.\w+$|(?:^|\.)variables\.\d+\.value$|\.(?:script|bash|pwsh|powershell)$/,
      fills((name) => `$(${name})`, azureNote),
    ),
  },
  {
    title: "Google Cloud Build",
    path: /(?:^|\/)cloudbuild[\w.-]*\.ya?ml$/,
    act: refuses("Cloud Build takes secrets by availableSecrets and secretEnv: name the Secret Manager version there"),
  },
  // Editors and assistants
  { title: "Claude Code", path: /(?:^|\/)\.mcp\.json$/, act: fills(dollar) },
  { title: "Gemini CLI", path: /(?:^|\/)\.gemini\/settings\.json$/, act: fills(dollar) },
  { title: "Cursor", path: /(?:^|\/)\.cursor\/mcp\.json$/, act: fills((name) => `\${env:${name}}`) },
  { title: "VS Code", path: /(?:^|\/)\.vscode\/(?:mcp|launch|tasks)\.json$/, act: fills((name) => `\${env:${name}}`) },
  {
    title: "Dev Containers",
    path: /(?:^|\/)(?:\.devcontainer\/(?:[\w-]+\/)?|\.)devcontainer\.json$/,
    act: fills((name) => `\${localEnv:${name}}`),
  },
  {
    title: "Claude Desktop",
    path: /(?:^|\/)claude_desktop_config\.json$/,
    act: refuses("Claude Desktop fills no variables: start the server by a script that sets them, such as stanch run, as its command"),
  },
  // Others that have a way of their own
  {
    title: "Docker",
    path: /(?:^|\/)(?:\.docker\/config|\.?dockerconfig|\.dockercfg)(?:\.?json)?$/,
    act: refuses("Docker fills no variables here: name a credential helper in credHelpers or credsStore, and log in again"),
  },
  {
    title: "Postman",
    path: /(?:^|\/)[\w. -]*postman_collection[\w.-]*\.json$/,
    act: fills(
      (name) => `{{${name}}}`,
      (name) => `add ${name} to a Postman environment or vault`,
    ),
  },
  {
    title: "Renovate",
    path: /(?:^|\/)\.?renovate(?:rc)?\.json5?$/,
    act: refuses("Renovate takes secrets encrypted (encrypted) or as {{ secrets.NAME }} of its administrator"),
  },
  {
    title: "Firebase",
    path: /(?:^|\/)(?:google-services\.json|googleservice-info\.plist)$/,
    act: refuses("the app ships with this key: restrict it to the app and its APIs in the Google Cloud console, and replace it"),
  },
  {
    title: "Vercel",
    path: /(?:^|\/)(?:vercel|now)\.json$/,
    act: refuses("set it for the project instead: vercel env add NAME, and take the entry out"),
  },
  {
    title: "git",
    path: /(?:^|\/)(?:\.gitconfig|\.git\/config)$/,
    act: refuses("git fills no variables here: take the secret out of the address and use a credential helper"),
  },
  {
    title: "Redis",
    path: /(?:^|\/)redis[\w.-]*\.conf$/,
    act: refuses('Redis fills no variables here: start it with redis-server redis.conf --requirepass "$NAME"'),
  },
];

/** The first answer of the programs that know a file's name; a refusal when there is none. */
export function byProgram(place: Place, target: Target, scene: Scene): Replacement {
  for (const { path, act } of PROGRAMS) {
    if (!path.test(scene.file.path.replace(/[^/]+$/, (name) => name.toLowerCase()))) continue;
    const answer = act(place, target, scene);
    if (answer !== undefined) return answer;
  }
  return {
    refused: "no program is known to fill a variable into this file: let the program that reads it take the value from the environment",
  };
}
