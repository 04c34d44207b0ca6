import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { fixtures } from "./fixture.ts";
import { Program, has, valueOf } from "./program.ts";

let program: Program | undefined;
afterEach(() => {
  program?.remove();
  program = undefined;
});

function made(files: Readonly<Record<string, string>>): Program {
  return (program = new Program(files));
}

const TERRAFORM = {
  "main.tf": `locals {
  token = "{{1}}"
}

resource "terraform_data" "server" {
  input = {
    url  = "https://ci:{{2}}@example.com/$\${x}"
    text = <<-EOT
      token {{1}}
      \${upper("{{3}}")}
    EOT
    token = var.old
    all   = local.token
  }
}

output "digest" {
  value = sha256(join(" ", [for key, text in terraform_data.server.input : text]))
  sensitive = true
}
output "shown" {
  value = sha256("{{4}}")
}
`,
  "variables.tf": `variable "old" {
  type    = string
  default = "{{5}}"
}
`,
};

describe.skipIf(!has("terraform", "version"))("a module of Terraform", () => {
  it("gives the same outputs, and asks for a variable that is missing", { timeout: 60_000 }, async () => {
    const module = made(TERRAFORM);
    const names = ["TF_VAR_old=$SECRET_5", ...["1", "2", "3", "4"].map((digit) => `TF_VAR_secret_${digit}=$SECRET_${digit}`)];
    const apply = (given: string, withSecrets: boolean) =>
      module.run(["sh", "-c", `${given} terraform apply -auto-approve -input=false -no-color && terraform output -json`], withSecrets);
    expect(module.run(["terraform", "init", "-no-color"], false).status).toBe(0);
    const before = apply("", false);
    module.run(["sh", "-c", "rm terraform.tfstate*"], false); // it holds all values
    await module.fix();
    const after = apply(names.join(" "), true);
    expect(valuesIn(after.stdout)).toEqual(valuesIn(before.stdout));
    expect(module.run(["terraform", "plan", "-input=false", "-no-color"], false).stderr).toContain("No value for required variable");
  });
});

function valuesIn(stdout: string): unknown[] {
  const outputs: unknown = JSON.parse(stdout.slice(stdout.lastIndexOf("\n{\n")));
  expect(outputs).toHaveProperty("digest.value", expect.stringMatching(/^[0-9a-f]{64}$/));
  return Object.values(outputs as Record<string, { value: unknown }>).map(({ value }) => value);
}

const SCRIPT = `# was {{9}}
          show() { printf '%s|' "$@"; }
          show -H "Authorization: Bearer {{1}}" -H 'X-Token: {{2}}' '{{3}}' --token={{1}} a{{2}}b
          export X={{3}}; show "$X" "$(show "{{1}} {{2}}")"
          cat <<END
          {{1}} 'and' "{{2}}"
          END`;

describe.skipIf(!has("bash", "--version"))("scripts in other files", () => {
  it("of a workflow print the same, and end where a variable is missing", async () => {
    const workflow = made({
      ".github/workflows/x.yml": `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${SCRIPT}\n`,
    });
    const step = (): { run: string; env?: Record<string, string> } =>
      parse(readFileSync(join(workflow.folder, ".github/workflows/x.yml"), "utf8")).jobs.a.steps[0];
    const before = workflow.run(["bash", "-c", step().run], false).stdout;
    await workflow.fix();
    expect(step().env).toEqual({
      SECRET_1: "${{ secrets.SECRET_1 }}",
      SECRET_2: "${{ secrets.SECRET_2 }}",
      SECRET_3: "${{ secrets.SECRET_3 }}",
    });
    expect(before).toContain(valueOf("1"));
    expect(workflow.run(["bash", "-c", step().run], true).stdout).toBe(before);
    expect(workflow.run(["bash", "-c", step().run], false).stderr).toContain("SECRET_1");
  });

  it("of a pipeline of GitLab and of a Dockerfile print the same", async () => {
    const lines = [`echo 'a {{1}}' "b {{2}}"`, `echo {{3}} c{{1}}`];
    const project = made({
      ".gitlab-ci.yml": `a:\n  script:\n${lines.map((line) => `    - ${line}\n`).join("")}`,
      Dockerfile: `FROM x\nRUN ${lines.join(" && \\\n    # {{1}}\n    ")}\nCMD ${lines.join("; ")}\n`,
    });
    const text = (path: string): string => readFileSync(join(project.folder, path), "utf8");
    const scripts = (): string[] => [
      parse(text(".gitlab-ci.yml")).a.script.join("\n"),
      /^RUN (?:--mount=\S+ )*((?:.*\\\n(?:\s*#.*\n)*)*.*)/m.exec(text("Dockerfile"))?.[1]?.replaceAll(/^\s*#.*\n/gm, "") ?? "",
      /^CMD (.*)/m.exec(text("Dockerfile"))?.[1] ?? "",
    ];
    const all = (withSecrets: boolean): string[] => scripts().map((script) => project.run(["sh", "-c", script], withSecrets).stdout);
    const before = all(false);
    await project.fix();
    expect(before.every((each) => each.includes(valueOf("3")))).toBe(true);
    expect(all(true)).toEqual(before);
    expect(text("Dockerfile")).toContain("--mount=type=secret,id=secret_3,env=SECRET_3,required=true");
  });
});

describe.skipIf(!has("npm", "--version"))("npm", () => {
  it("reads .npmrc and runs scripts as before", { timeout: 30_000 }, async () => {
    const folder = made({
      ".npmrc": "init-author-url=https://example.com/{{1}}\ninit-author-name={{2}}\n",
      "package.json": `{"name": "x", "scripts": {"show": "printf '%s|' --token={{1}} 'a {{2}}' \\"b {{3}} c\\""}}\n`,
    });
    const npm = (command: string, withSecrets: boolean): string => folder.run(["npm", ...command.split(" ")], withSecrets).stdout;
    const before = npm("run -s show", false);
    await folder.fix();
    expect(before).toContain(valueOf("3"));
    expect(npm("run -s show", true)).toBe(before);
    const settings = npm("config get init-author-url init-author-name", true);
    expect(settings).toContain(`https://example.com/${valueOf("1")}`);
    expect(settings).toContain(valueOf("2"));
    expect(npm("config get init-author-name", false)).toContain("${SECRET_2}");
  });
});

describe.skipIf(!has("ruby", "--version"))("ERB of Rails", () => {
  it("gives the same configuration, and fails where a variable is missing", async () => {
    const rails = made({
      "config/database.yml": `default: &default\n  pool: <%= 2 + 3 %>\nproduction:\n  <<: *default\n  password: {{1}}\n  url: "postgres://x:{{2}}@db"\n  other: '{{3}}'\n`,
    });
    const read = (withSecrets: boolean) =>
      rails.run(
        ["ruby", "-rjson", "-ryaml", "-rerb", "-e", 'p YAML.load(ERB.new(File.read("config/database.yml")).result, aliases: true)'],
        withSecrets,
      );
    const before = read(false).stdout;
    await rails.fix();
    expect(before).toContain(valueOf("3"));
    expect(read(true).stdout).toBe(before);
    expect(read(false).stderr).toContain("key not found");
  });
});

describe.skipIf(!has("kubectl", "version", "--client"))("kubectl", () => {
  it("sees references where the values were", async () => {
    const cluster = made({
      "app.yaml": `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: a\n    env:\n    - name: TOKEN\n      value: {{1}}\n    - name: URL\n      value: https://x:{{2}}@db\n`,
    });
    const list = (): string => cluster.run(["kubectl", "set", "env", "--local", "-f", "app.yaml", "--list"], false).stdout;
    expect(list()).toContain(`TOKEN=${valueOf("1")}`);
    await cluster.fix();
    expect(list()).toContain("# TOKEN from secret secret-1, key SECRET_1");
    expect(list()).toContain("# SECRET_2 from secret secret-2, key SECRET_2");
    expect(list()).toContain("URL=https://x:$(SECRET_2)@db");
  });
});

const PIP = `
import sys
from pip._internal.req.req_file import parse_requirements
print([r.requirement for r in parse_requirements("requirements.txt", session=None)])
`;

describe.skipIf(!has("python3", "-m", "pip", "--version"))("pip", () => {
  it("reads the requirements with the variable's value", async () => {
    const folder = made({ "requirements.txt": "x @ https://ci:{{1}}@example.com/x.whl\n# {{2}}\n" });
    await folder.fix();
    expect(folder.run(["python3", "-c", PIP], true).stdout).toBe(`['x @ https://ci:${valueOf("1")}@example.com/x.whl']\n`);
  });
});

const PARSERS = `
import json, sys, xml.etree.ElementTree as xml
try: import tomllib
except ImportError: tomllib = None
try: import yaml
except ImportError: yaml = None
def whole(kind, text):
    try:
        if kind == "yaml" and yaml:
            class Loader(yaml.SafeLoader): pass
            Loader.add_multi_constructor("", lambda loader, suffix, node: None)
            list(yaml.load_all(text, Loader))
        elif kind == "json": json.loads(text)
        elif kind == "toml" and tomllib: tomllib.loads(text)
        elif kind == "xml": xml.fromstring(text)
        return True
    except Exception: return False
print(json.dumps([[whole(k, b), whole(k, a)] for k, b, a in json.load(sys.stdin)]))
`;

describe.skipIf(!has("python3", "--version"))("other parsers", () => {
  it("read every file after its codemod that they read before", () => {
    const kinds: Readonly<Record<string, string>> = { yml: "yaml", yaml: "yaml", json: "json", toml: "toml", xml: "xml" };
    const cases = fixtures().flatMap(({ name, path, before, after }) => {
      const kind = kinds[/\.(\w+)$/.exec(path)?.[1] ?? ""];
      return kind === undefined ? [] : [{ name, told: [kind, before, after] }];
    });
    const input = JSON.stringify(cases.map(({ told }) => told));
    const answers: unknown = JSON.parse(spawnSync("python3", ["-c", PARSERS], { input, encoding: "utf8" }).stdout);
    const broken = cases.filter((_, index) => Array.isArray(answers) && answers[index][0] && !answers[index][1]);
    expect(broken.map(({ name }) => name)).toEqual([]);
    expect(Array.isArray(answers) && answers.filter(([before]) => before).length).toBeGreaterThan(30);
  });
});
