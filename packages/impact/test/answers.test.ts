import fc from "fast-check";
import { AppError, type UseRecord } from "@stanch/model";
import { describe, expect, it } from "vitest";
import {
  type ImpactAnswer,
  type Sources,
  buildGraph,
  dependantsOf,
  dotOf,
  graphFromIndex,
  indexBytes,
  markdownOf,
  pictureOf,
  svgOf,
  textOf,
} from "../src/index.ts";
import { matcher } from "../src/readers/codeowners.ts";
import { hash } from "./ask.ts";

const tree = (files: Readonly<Record<string, string>>): Sources["files"] =>
  Object.entries(files).map(([path, text]) => ({ repository: "shop", path, text }));
const asked = async (files: Readonly<Record<string, string>>, query: string, more: Partial<Sources> = {}): Promise<ImpactAnswer> =>
  dependantsOf(await buildGraph({ files: tree(files), fingerprint: hash, ...more }), { asked: query });

const plain = (words: string): string => words;
const deployment = (name: string, container: string, volumes = ""): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name}, namespace: shop }\nspec:\n  template:\n    spec:\n      containers:\n        - { name: c, image: a/${name}, ${container} }\n${volumes}---\n`;
const VOLUMES = "      volumes: [{ name: s, secret: { secretName: plivo } }]\n";
const KUBERNETES = {
  "a.yaml":
    deployment("env", "env: [{ name: T, valueFrom: { secretKeyRef: { name: plivo, key: token } } }]") +
    deployment("mount", "volumeMounts: [{ name: s, mountPath: /s }]", VOLUMES) +
    deployment("sub", "volumeMounts: [{ name: s, mountPath: /s, subPath: token }]", VOLUMES),
};

describe("what a rotation means", () => {
  it("is a restart for variables and subPath, and nothing but reading again for a mount", async () => {
    const { dependants } = await asked(KUBERNETES, "k8s:shop/plivo#token");
    const restarts = Object.fromEntries(dependants.map(({ label, rotation }) => [label, [rotation.restart, rotation.steps[0]?.command]]));
    expect(restarts).toEqual({
      "Deployment shop/env": ["restart", "kubectl rollout restart deployment/env -n shop"],
      "Deployment shop/mount": ["none", undefined],
      "Deployment shop/sub": ["restart", "kubectl rollout restart deployment/sub -n shop"],
    });
  });

  it("is a new run for a CI job, a deployment for a function, a change of code for a literal", async () => {
    const ci = await asked({ ".github/workflows/a.yml": "jobs:\n  t:\n    env: { A: '${{ secrets.TOKEN_A }}' }\n" }, "TOKEN_A");
    expect(ci.dependants.map(({ rotation, atRevocation }) => [rotation.restart, atRevocation])).toEqual([
      ["next-run", "Runs fail from then on, at the step that uses it"],
    ]);
    const task = await asked(
      { "t.json": JSON.stringify({ family: "f", containerDefinitions: [{ name: "c", secrets: [{ name: "A", valueFrom: "/p/token" }] }] }) },
      "aws-ssm:/p/token",
    );
    expect(task.dependants[0]?.rotation.restart).toBe("redeploy");
  });

  it("gives no command where a name is none that a shell takes as it is", async () => {
    const { dependants } = await asked({ "a.yaml": KUBERNETES["a.yaml"].replaceAll("name: env", 'name: "$(x)"') }, "k8s:shop/plivo#token");
    expect(JSON.stringify(dependants.map(({ rotation }) => rotation))).not.toContain("$(x)");
  });
});

describe("what Plivo's token does", () => {
  it.each([
    ["plivo-rest", "a.py", "import plivo\nclient = plivo.RestClient(os.environ['PLIVO_AUTH_ID'], os.environ['PLIVO_AUTH_TOKEN'])\n"],
    [
      "plivo-rest",
      "a.go",
      'package m\nclient, err := plivo.NewClient(os.Getenv("PLIVO_AUTH_ID"), os.Getenv("PLIVO_AUTH_TOKEN"), &plivo.ClientOptions{})\n',
    ],
    ["plivo-rest", "a.sh", 'curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" https://api.plivo.com/v1/Account/\n'],
    ["plivo-rest", "A.java", 'Plivo.init(System.getenv("PLIVO_AUTH_ID"), System.getenv("PLIVO_AUTH_TOKEN"));\n'],
    ["plivo-rest", "a.rb", 'api = Plivo::RestClient.new(ENV["PLIVO_AUTH_ID"], ENV["PLIVO_AUTH_TOKEN"])\n'],
    ["plivo-rest", "a.php", '<?php $c = new RestClient(getenv("PLIVO_AUTH_ID"), getenv("PLIVO_AUTH_TOKEN")); // Plivo\n'],
    [
      "plivo-rest",
      "A.cs",
      'var api = new PlivoApi(Environment.GetEnvironmentVariable("PLIVO_AUTH_ID"), Environment.GetEnvironmentVariable("PLIVO_AUTH_TOKEN"));\n',
    ],
    ["plivo-webhook-v3", "a.js", "plivo.validateV3Signature(m, u, n, process.env.PLIVO_AUTH_TOKEN, req.headers['x-plivo-signature-v3'])\n"],
    ["plivo-webhook-v3", "a.py", "plivo.utils.validate_v3_signature(m, u, n, os.environ['PLIVO_AUTH_TOKEN'], s)\n"],
    ["plivo-webhook-v2", "a.js", "plivo.validateSignature(u, n, s, process.env.PLIVO_AUTH_TOKEN) // X-Plivo-Signature-V2\n"],
    ["plivo-jwt", "a.py", "from plivo.utils.jwt import AccessToken\nt = AccessToken(i, os.environ['PLIVO_AUTH_TOKEN'])\n"],
    ["plivo-phlo", "a.js", "new plivo.PhloClient(i, process.env.PLIVO_AUTH_TOKEN)\n"],
    ["plivo-verify", "a.js", "fetch(`https://lookup.plivo.com/v1/Number/${n}`, auth(process.env.PLIVO_AUTH_TOKEN))\n"],
    ["plivo-cli", "a.sh", "echo $PLIVO_AUTH_TOKEN\nplivo messages list\n"],
  ])("shows %s in %s", async (kind, path, text) => {
    const { dependants, provider } = await asked({ [path]: text }, "PLIVO_AUTH_TOKEN");
    expect(dependants.flatMap(({ uses }) => uses.map((use) => use.kind))).toContain(kind);
    expect(provider?.checks.find((check) => check.kind === kind)?.places.length).toBeGreaterThan(0);
  });

  it("lists what was not seen, and what stays as it is", async () => {
    const { provider } = await asked({ "a.js": "x(process.env.PLIVO_AUTH_TOKEN)" }, "PLIVO_AUTH_TOKEN");
    expect(provider?.checks.length).toBeGreaterThanOrEqual(7);
    expect(provider?.checks.every(({ places }) => places.length === 0)).toBe(true);
    expect(provider?.notAffected.join()).toContain("SIP");
  });
});

describe("owners and their answers", () => {
  it.each([
    ["*", "a/b.js", true],
    ["*.js", "a/b.js", true],
    ["/docs/", "docs/a/b.md", true],
    ["/docs/", "x/docs/a.md", false],
    ["docs/*", "docs/a.md", true],
    ["docs/*", "docs/a/b.md", false],
    ["apps/", "x/apps/y/z", true],
    ["**/logs", "a/b/logs/c", true],
    ["/a/**/z", "a/b/c/z", true],
    ["/a/**/z", "b/a/z", false],
    ["build/logs/", "build/logs/x", true],
    ["a?c", "abc", true],
  ])("CODEOWNERS %s and %s: %s", (pattern, path, expected) => {
    expect(matcher(pattern)(path)).toBe(expected);
  });

  it("takes the last line that matches, sections of GitLab each for itself, and catalogue files", async () => {
    const files = {
      "a/package.json": "{}",
      "a/x.js": "process.env.TOKEN_A",
      ".gitlab/CODEOWNERS": "* @all\n/a/ @first\n/a/ @second # why\n[Ops] @ops\n/a/\n",
      "a/catalog-info.yaml": "metadata: { name: a }\nspec: { owner: group:default/sms }\n",
    };
    const { dependants } = await asked(files, "TOKEN_A");
    expect(dependants[0]?.owners.map(({ name }) => name)).toEqual(["@second", "@ops", "sms"]);
  });

  it("carries acknowledgements and objections, by the dependant's id", async () => {
    const graph = await buildGraph({ files: tree(KUBERNETES) });
    const [first, second] = dependantsOf(graph, { asked: "k8s:shop/plivo#token" }).dependants;
    const answer = dependantsOf(graph, {
      asked: "k8s:shop/plivo#token",
      acknowledgements: {
        acknowledgements: [
          { dependant: first?.id ?? "", state: "ready", by: "ana", at: "2026-01-02" },
          { dependant: second?.id ?? "", state: "objected", by: "ben", note: "release on Monday" },
        ],
      },
    });
    expect(answer.summary).toMatchObject({ dependants: 3, acknowledged: 1, objected: 1, withoutOwner: 3 });
    expect([...markdownOf(answer)].join("")).toContain("- [x] ready for the old value to be refused; ready — ana, 2026-01-02");
  });
});

it("tells which address and agent used it, and leaves refused uses out", async () => {
  const use = (address: string, result: "ok" | "refused", time: number): UseRecord => ({
    time,
    source: "plivo",
    action: "call.outbound",
    address,
    agent: "plivo-node/4.60",
    result,
    reference: "x",
  });
  const records = [
    use("203.0.113.7", "ok", 1_767_000_000_000),
    use("203.0.113.7", "ok", 1_767_000_100_000),
    use("203.0.113.9", "refused", 1_767_000_000_000),
  ];
  const answer = await asked({ "a.js": "process.env.PLIVO_AUTH_TOKEN" }, "PLIVO_AUTH_TOKEN", {
    records: [{ about: "PLIVO_AUTH_TOKEN", name: "uses.jsonl", records }],
  });
  const seen = answer.dependants.find(({ form }) => form === "observed");
  expect(seen?.label).toBe("client 203.0.113.7 (plivo-node/4.60)");
  expect(seen?.ways[0]?.notes).toEqual(["2 uses, last 2025-12-29T09:21:40.000Z"]);
  expect(answer.dependants.map(({ label }) => label).join()).not.toContain("203.0.113.9");
});

describe("a kept graph", () => {
  it("answers as the one that it was made of", async () => {
    const graph = await buildGraph({ files: tree(KUBERNETES), fingerprint: hash });
    const again = graphFromIndex(indexBytes(graph), "x");
    expect(dependantsOf(again, { asked: "k8s:plivo" })).toEqual(dependantsOf(graph, { asked: "k8s:plivo" }));
  });

  it("is refused when it is cut or changed, and never read beyond what it has", async () => {
    const bytes = indexBytes(await buildGraph({ files: tree(KUBERNETES) }));
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.boolean(), (at, value, isCut) => {
        const broken = isCut ? bytes.slice(0, at) : Uint8Array.from(bytes).fill(value, at, at + 1);
        try {
          dependantsOf(graphFromIndex(broken, "x"), { asked: "k8s:plivo" });
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("pictures and runbooks", () => {
  it("are one drawing, one graph for Graphviz, and one part for each owner", async () => {
    const answer = await asked({ ...KUBERNETES, CODEOWNERS: "* @ops\n" }, "k8s:shop/plivo#token");
    const picture = pictureOf(answer);
    const svg = svgOf(picture);
    for (const name of ["env", "mount", "sub"]) expect(svg).toContain(`Deployment shop/${name}`);
    expect(svg.match(/<path /g)).toHaveLength(picture.edges.length);
    expect(dotOf(picture).match(/ -> /g)).toHaveLength(picture.edges.length);
    expect([...markdownOf(answer)].join("")).toContain("## @ops\n");
    expect([...textOf(answer, plain)].join("")).toContain("3 dependants: 2 to be restarted");
  });

  it("take names for text, whatever stands in them", async () => {
    const name = '"><script>alert(1)</script>`]()\u202e|@all';
    const answer = await asked(
      {
        "a.yaml": `apiVersion: v1\nkind: Pod\nmetadata: { name: ${JSON.stringify(name)} }\nspec: { containers: [{ name: c, env: [{ name: T, valueFrom: { secretKeyRef: { name: p, key: k } } }] }] }\n`,
      },
      "k8s:p#k",
    );
    expect(svgOf(pictureOf(answer))).not.toMatch(/<script|\u202e/);
    expect([...markdownOf(answer)].join("")).not.toMatch(/(?<!\\)<script|\u202e|\n## .*@all/);
    expect(dotOf(pictureOf(answer))).not.toContain("\u202e");
  });

  it("draw the first sixty of many, and say how many more there are", async () => {
    const many = Array.from({ length: 80 }, (_, index) =>
      deployment(`d${index}`, "env: [{ name: T, valueFrom: { secretKeyRef: { name: plivo, key: token } } }]"),
    ).join("");
    const answer = await asked({ "a.yaml": many }, "k8s:shop/plivo#token");
    expect(answer.dependants).toHaveLength(80);
    expect(svgOf(pictureOf(answer))).toContain("and 20 more");
  });
});

describe("hostile input", () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, index) => `${String.fromCharCode(98 + index)}: &${String.fromCharCode(98 + index)} [${Array.from({ length: 10 }, () => `*${String.fromCharCode(97 + index)}`).join(",")}]`).join("\n")}\n`;
  const head = "apiVersion: v1\nkind: Secret\n";
  it.each([
    ["a billion laughs", { "a.yaml": head + bomb }, "too-large"],
    ["brackets that nest", { "a.yaml": `${head}x: ${"[".repeat(20_000)}\n` }, "too-deep"],
    [
      "maps that nest",
      { "a.yaml": `${head}${Array.from({ length: 300 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")} 1\n` },
      "too-deep",
    ],
    ["a huge file", { "a.yaml": head + "#".repeat(3_000_000) }, "too-large"],
    ["blocks of HCL that nest", { "a.tf": "a {\n".repeat(5000) }, "too-deep"],
    ["a state that is none", { "x.tfstate": '{"version":4' }, "broken"],
  ])("%s is left, said, and the rest is read", async (_, files, reason) => {
    const answer = await asked({ ...files, "ok.js": "process.env.TOKEN_A" }, "TOKEN_A");
    expect(answer.notRead[reason]?.count).toBe(1);
    expect(answer.notVisible.map(({ what }) => what).join()).toContain(reason);
    expect(answer.dependants).toHaveLength(1);
  });

  it.each([
    ["an anchor within itself", `${head}a: &a { b: *a }\n`],
    ["keys of every object", `${head}metadata: { name: __proto__ }\nstringData: { __proto__: "aaaaaaaa1", constructor: "bbbbbbbb2" }\n`],
    ["an alias of nothing", `${head}a: *nothing\n`],
    ["bytes that are no text", "\ufffd\u0001{{{{: [\n"],
  ])("%s harms nothing", async (_, text) => {
    const answer = await asked(
      { "a.yaml": text, "values.yaml": text, "compose.yaml": `services:\n${text}`, ".gitlab-ci.yml": text, "ok.js": "process.env.TOKEN_A" },
      "TOKEN_A",
    );
    expect(answer.dependants).toHaveLength(1);
  });

  it("paths that leave the tree are not followed", async () => {
    const answer = await asked(
      {
        "compose.yml":
          "services:\n  a:\n    image: x\n    env_file: ../../etc/x.env\n    secrets: [s]\n    environment: [TOKEN_A]\nsecrets: { s: { file: ../../../etc/passwd } }\n",
      },
      "TOKEN_A",
    );
    expect(answer.dependants).toHaveLength(1);
  });

  it("any text in any format is read or left, and never throws", async () => {
    const names = [
      "a.yaml",
      "compose.yml",
      "a.tf",
      "Jenkinsfile",
      ".gitlab-ci.yml",
      "values.yaml",
      "templates/a.yaml",
      "serverless.yml",
      "CODEOWNERS",
      "a.sh",
      ".env",
      "kustomization.yaml",
      "Dockerfile",
      "x.tfstate",
      ".github/workflows/a.yml",
      "azure-pipelines.yml",
    ];
    const piece = fc.constantFrom(
      "apiVersion: v1\n",
      "kind: Secret\n",
      "services:\n",
      "  a:\n",
      "    env:\n",
      "- ",
      "{{ .Values.a }}",
      "${A:-",
      "}",
      "{",
      "[",
      "]",
      '"',
      "secrets.A",
      'resource "a" "b" {\n',
      "x = <<EOF\n",
      "&a ",
      "*a",
      "!Ref ",
      "\n",
      "steps:\n",
      "jobs:\n",
      "resources",
      "containerDefinitions",
      "\u0000",
      "a: ",
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.array(piece, { maxLength: 40 }), async (path, pieces) => {
        const graph = await buildGraph({ files: tree({ [path]: pieces.join("") }), fingerprint: hash });
        expect(graph.columns.facts.files).toBe(1);
      }),
      { numRuns: 400 },
    );
  });
});
