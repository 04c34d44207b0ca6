import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Ended, cache, filled, has, must, nodeHome, pythonHome } from "./cache.ts";
import type { Cell } from "./cells.ts";

/** Makes the programs of one language ready and runs them. */
export interface Runner {
  /** Why this language, or this store in it, cannot run here; undefined when it can. */
  missing(store: string): string | undefined;
  /** Slow ones compile: they run with `npm run snippets`, not in each test run. */
  readonly isSlow: boolean;
  /** Compiles what has to be; `folder` is empty and its own. Returns how one program is started. */
  prepare(
    cells: readonly Cell[],
    folder: string,
  ): (cell: Cell) => { command: string; args: readonly string[]; environment?: Readonly<Record<string, string>> };
}

const NO_GEMS = "the gem is not in Debian, and RubyGems cannot be reached here";
const NO_COMPOSER = "the AWS SDK for PHP is not in Debian, and Packagist cannot be reached here";

export const runners: Readonly<Record<string, Runner>> = {
  javascript: {
    isSlow: false,
    missing: () => undefined,
    prepare: (cells, folder) => ecma(cells, folder, "mjs"),
  },
  typescript: {
    isSlow: false,
    missing: () => undefined,
    prepare: (cells, folder) => ecma(cells, folder, "ts"),
  },
  python: {
    isSlow: false,
    missing: () => undefined,
    prepare(cells, folder) {
      writeFileSync(
        join(folder, "plivo.py"),
        'class RestClient:\n    def __init__(self, auth_id, auth_token):\n        print("CLIENT", auth_id, auth_token)\n',
      );
      const python = join(pythonHome(), "bin/python");
      return startFrom(cells, folder, "py", (path) => ({ command: python, args: [path], environment: { PYTHONPATH: folder } }));
    },
  },
  shell: {
    isSlow: false,
    missing: (store) =>
      has("curl")
        ? store !== "env" && !has("jq")
          ? "jq is not here"
          : store.startsWith("aws-sm") && !has("aws")
            ? "the AWS CLI is not here"
            : undefined
        : "curl is not here",
    prepare(cells, folder) {
      // OpenBao's program answers to the commands of Vault's.
      symlinkSync(join(pythonHome(), "bin/bao"), join(folder, "vault"));
      const path = [folder, process.env["PATH"]].join(delimiter);
      return startFrom(cells, folder, "sh", (file) => ({ command: "sh", args: [file], environment: { PATH: path } }));
    },
  },
  ruby: {
    isSlow: false,
    missing: (store) => (has("ruby") ? (store === "env" ? undefined : NO_GEMS) : "ruby is not here"),
    prepare(cells, folder) {
      writeFileSync(
        join(folder, "plivo.rb"),
        'module Plivo\n  class RestClient\n    def initialize(id, token)\n      puts "CLIENT #{id} #{token}"\n    end\n  end\nend\n',
      );
      return startFrom(cells, folder, "rb", (path) => ({ command: "ruby", args: ["-I", folder, path] }));
    },
  },
  php: {
    isSlow: false,
    missing(store) {
      if (!has("php")) return "php is not here";
      if (store.startsWith("aws-sm")) return NO_COMPOSER;
      return existsSync(GUZZLE) ? undefined : "Guzzle (Debian's php-guzzlehttp-guzzle) is not here";
    },
    prepare(cells, folder) {
      mkdirSync(join(folder, "vendor"));
      const fake = 'namespace Plivo { class RestClient { public function __construct($id, $token) { echo "CLIENT $id $token\\n"; } } }';
      writeFileSync(join(folder, "vendor/autoload.php"), `<?php\nnamespace { require "${GUZZLE}"; }\n${fake}\n`);
      return startFrom(cells, folder, "php", (path) => ({ command: "php", args: [path] }));
    },
  },
  go: { isSlow: true, missing: () => (has("go") ? undefined : "go is not here"), prepare: goPrograms },
  java: { isSlow: true, missing: jvmMissing, prepare: javaPrograms },
  kotlin: { isSlow: true, missing: jvmMissing, prepare: kotlinPrograms },
  rust: { isSlow: true, missing: () => (has("cargo") ? undefined : "cargo is not here"), prepare: rustPrograms },
};

const GUZZLE = "/usr/share/php/GuzzleHttp/autoload.php";

type Start = ReturnType<Runner["prepare"]>;

/** Interpreted: each program is a file of its own name. */
function startFrom(cells: readonly Cell[], folder: string, extension: string, start: (path: string) => ReturnType<Start>): Start {
  for (const cell of cells) writeFileSync(join(folder, `${cell.id}.${extension}`), cell.text);
  return (cell) => start(join(folder, `${cell.id}.${extension}`));
}

function ecma(cells: readonly Cell[], folder: string, extension: string): Start {
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "plivo"), { recursive: true });
  writeFileSync(join(modules, "plivo/package.json"), '{"name":"plivo","main":"index.js"}');
  writeFileSync(
    join(modules, "plivo/index.js"),
    'exports.Client = class { constructor(id, token) { console.log("CLIENT", id, token); } };\n',
  );
  for (const name of ["node-vault", "@aws-sdk"]) symlinkSync(join(nodeHome(), "node_modules", name), join(modules, name));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
  return startFrom(cells, folder, extension, (path) => ({ command: process.execPath, args: ["--no-warnings", path] }));
}

const GO_MODULES = [
  "github.com/hashicorp/vault/api@v1.23.0",
  "github.com/aws/aws-sdk-go-v2/config@v1.33.18",
  "github.com/aws/aws-sdk-go-v2/service/secretsmanager@v1.50.11",
  "github.com/cyberark/conjur-api-go@v0.15.7",
];

function goPrograms(cells: readonly Cell[], folder: string): Start {
  const home = filled("go-1", (made) => {
    writeFileSync(join(made, "go.mod"), "module snippets\n\ngo 1.26\n");
    must("go", ["get", ...GO_MODULES], made);
  });
  for (const name of ["go.mod", "go.sum"]) copyFileSync(join(home, name), join(folder, name));
  mkdirSync(join(folder, "plivo"));
  writeFileSync(join(folder, "plivo/go.mod"), "module github.com/plivo/plivo-go/v7\n\ngo 1.26\n");
  writeFileSync(
    join(folder, "plivo/plivo.go"),
    'package plivo\n\nimport "fmt"\n\ntype ClientOptions struct{}\ntype Client struct{}\n\nfunc NewClient(id, token string, _ *ClientOptions) (*Client, error) {\n\tfmt.Println("CLIENT", id, token)\n\treturn &Client{}, nil\n}\n',
  );
  for (const cell of cells) {
    mkdirSync(join(folder, cell.id));
    writeFileSync(join(folder, cell.id, "main.go"), cell.text);
  }
  must(
    "go",
    ["mod", "edit", "-replace", "github.com/plivo/plivo-go/v7=./plivo", "-require", "github.com/plivo/plivo-go/v7@v7.0.0"],
    folder,
  );
  must("go", ["mod", "tidy"], folder);
  const unformatted = must("gofmt", ["-l", "."], folder).trim();
  if (unformatted !== "") throw new Error(`gofmt would change ${unformatted}`);
  must("go", ["vet", "./..."], folder);
  must("go", ["build", "-o", join(folder, "bin/"), ...cells.map(({ id }) => `./${id}`)], folder);
  return (cell) => ({ command: join(folder, "bin", cell.id), args: [] });
}

/** Maven resolves what the programs and the Kotlin compiler need into one folder. */
function jvmHome(): string {
  return filled("jvm-3", (folder) => {
    const dependencies = [
      "software.amazon.awssdk:secretsmanager:2.54.14",
      "com.fasterxml.jackson.core:jackson-databind:2.20.1",
      "io.github.jopenlibs:vault-java-driver:6.2.1",
      "com.cyberark.conjur.api:conjur-api:3.0.3",
      "org.glassfish.jersey.core:jersey-client:2.47",
      "org.glassfish.jersey.inject:jersey-hk2:2.47",
      "aws.sdk.kotlin:secretsmanager-jvm:1.5.59",
      "org.jetbrains.kotlin:kotlin-compiler-embeddable:2.3.21",
      "org.jetbrains.kotlin:kotlin-stdlib:2.3.21",
      "commons-codec:commons-codec:1.18.0",
      "com.google.code.gson:gson:2.11.0",
      "joda-time:joda-time:2.13.1",
      // Maven takes the nearest version where Gradle takes the newest, which the SDK's HTTP engine needs.
      "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm:1.10.2",
      "org.slf4j:slf4j-nop:1.7.36",
    ].map((coordinates) => {
      const [group = "", artifact = "", version = ""] = coordinates.split(":");
      return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
    });
    writeFileSync(
      join(folder, "pom.xml"),
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>s</groupId><artifactId>s</artifactId><version>1</version><dependencies>${dependencies.join("")}</dependencies></project>`,
    );
    must("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], folder);
  });
}

function jvmMissing(): string | undefined {
  return ["javac", "mvn"].map((name) => (has(name) ? undefined : `${name} is not here`)).find((reason) => reason !== undefined);
}

function jars(): string {
  const lib = join(jvmHome(), "lib");
  return readdirSync(lib)
    .map((name) => join(lib, name))
    .join(delimiter);
}

/** A stand-in for Plivo's client, compiled for both languages. */
function fakePlivo(folder: string): string {
  const source = join(folder, "fake/com/plivo/api/PlivoClient.java");
  mkdirSync(dirname(source), { recursive: true });
  writeFileSync(
    source,
    'package com.plivo.api;\npublic class PlivoClient {\n  public PlivoClient(String id, String token) { System.out.println("CLIENT " + id + " " + token); }\n}\n',
  );
  must("javac", ["-d", join(folder, "classes"), source], folder);
  return join(folder, "classes");
}

function javaPrograms(cells: readonly Cell[], folder: string): Start {
  const path = [fakePlivo(folder), jars()].join(delimiter);
  for (const cell of cells) {
    mkdirSync(join(folder, cell.id));
    writeFileSync(join(folder, cell.id, "Client.java"), cell.text);
    must(
      "javac",
      [
        "-Xlint:all,-processing,-classfile",
        "-Werror",
        "-proc:none",
        "-cp",
        path,
        "-d",
        join(folder, cell.id),
        join(folder, cell.id, "Client.java"),
      ],
      folder,
    );
  }
  return (cell) => ({ command: "java", args: ["-XX:TieredStopAtLevel=1", "-cp", [join(folder, cell.id), path].join(delimiter), "Client"] });
}

function kotlinPrograms(cells: readonly Cell[], folder: string): Start {
  const path = [fakePlivo(folder), jars()].join(delimiter);
  for (const cell of cells) {
    mkdirSync(join(folder, cell.id));
    writeFileSync(join(folder, cell.id, "Client.kt"), cell.text);
    const compiler = ["-cp", jars(), "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", "-no-stdlib", "-no-reflect", "-cp", path];
    must("java", [...compiler, "-d", join(folder, cell.id), join(folder, cell.id, "Client.kt")], folder);
  }
  return (cell) => ({
    command: "java",
    args: ["-XX:TieredStopAtLevel=1", "-cp", [join(folder, cell.id), path].join(delimiter), "ClientKt"],
  });
}

/** One package, so that the libraries are compiled once; the target folder stays in the cache. */
function rustPrograms(cells: readonly Cell[]): Start {
  const folder = join(cache, "rust-1");
  mkdirSync(join(folder, "src/bin"), { recursive: true });
  writeFileSync(
    join(folder, "Cargo.toml"),
    `[package]
name = "snippets"
version = "0.0.0"
edition = "2024"

[dependencies]
reqwest = "0.13"
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
vaultrs = "0.8"
aws-config = { version = "1", features = ["behavior-version-latest"] }
aws-sdk-secretsmanager = "1"
serde_json = "1"

[profile.dev]
debug = 0
`,
  );
  for (const cell of cells) writeFileSync(join(folder, "src/bin", `${cell.id}.rs`), cell.text);
  must("cargo", ["build", "--quiet", ...cells.flatMap(({ id }) => ["--bin", id])], folder, 1_800_000);
  return (cell) => ({ command: join(folder, "target/debug", cell.id), args: [] });
}

/** Runs one program with nothing in its environment but what it needs. The servers of this process go on meanwhile. */
export async function runCell(start: ReturnType<Start>, environment: Readonly<Record<string, string>>, folder: string): Promise<Ended> {
  const child = spawn(start.command, start.args, {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, LANG: "C.UTF-8", ...environment, ...start.environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += String(chunk)));
  child.stderr.on("data", (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ code: -1, stdout, stderr: error.message }));
    child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
  });
}
