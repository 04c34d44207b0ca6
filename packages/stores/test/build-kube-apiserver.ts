// Builds Kubernetes' API server into the cache folder of the tests' servers. Takes Go and, on two cores, five to ten minutes.
//   node packages/stores/test/build-kube-apiserver.ts
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { APISERVER, KUBE_VERSION } from "./kubernetes.ts";

if (existsSync(APISERVER)) process.stderr.write(`${APISERVER} is there\n`);
else build();

function build(): void {
  const folder = mkdtempSync(join(tmpdir(), "stanch-kube-build-"));
  const go = (...args: readonly string[]): string =>
    execFileSync("go", args, {
      cwd: folder,
      env: { ...process.env, GOFLAGS: "-mod=mod" },
      stdio: ["ignore", "pipe", "inherit"],
    }).toString();
  try {
    const module = JSON.parse(go("mod", "download", "-json", `k8s.io/kubernetes@v${KUBE_VERSION}`)) as { GoMod: string };
    // Its parts are published as modules of their own; in its own go.mod they are folders that the module has not.
    const parts = new Set(readFileSync(module.GoMod, "utf8").match(/k8s\.io\/[a-z-]+(?= v0\.0\.0$)/gm));
    const replaced = [...parts].map((part) => `replace ${part} => ${part} v0${KUBE_VERSION.slice(1)}`);
    const goVersion = go("env", "GOVERSION").trim().slice(2);
    writeFileSync(
      join(folder, "go.mod"),
      ["module build", `go ${goVersion}`, `require k8s.io/kubernetes v${KUBE_VERSION}`, ...replaced, ""].join("\n"),
    );
    writeFileSync(join(folder, "main.go"), 'package main\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver/app"\n\nfunc main() {}\n');
    go("mod", "tidy");
    const [major = "", minor = ""] = KUBE_VERSION.split(".");
    const told = Object.entries({ gitVersion: `v${KUBE_VERSION}`, gitMajor: major, gitMinor: minor })
      .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
      .join(" ");
    mkdirSync(dirname(APISERVER), { recursive: true });
    go("build", "-trimpath", "-ldflags", `-s -w ${told}`, "-o", `${APISERVER}.new`, "k8s.io/kubernetes/cmd/kube-apiserver");
    renameSync(`${APISERVER}.new`, APISERVER);
    process.stderr.write(`${APISERVER} is built\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
