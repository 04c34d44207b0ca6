import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Program, has } from "./program.ts";

const isHere = has("rustc", "--version");

const MAIN = `use std::collections::hash_map::DefaultHasher;
use std::env;
use std::hash::{Hash, Hasher};

mod keys;

const TOKEN: &str = "{{1}}";
static URL: &'static str = "https://u:{{2}}@example.com/{id}";

struct Sms<'a> {
    token: &'a str,
    key: String,
}

fn fixed() -> &'static str {
    "Bearer {{3}}"
}

const RAW: &[u8] = b"{{2}}";

fn bytes() -> Vec<u8> {
    let own: &[u8] = b"id:{{3}}";
    assert_eq!(own, &b"id:{{3}}"[..]);
    [RAW, own, &b"{{1}}".to_vec()].concat()
}

fn show(text: &str) {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    println!("{:x}", hasher.finish());
}

fn main() {
    let sms = Sms { token: "{{1}}", key: "{{2}}".to_string() };
    let other = env::var("NO_SUCH_VARIABLE").unwrap_or("{{3}}".to_owned());
    let text = format!("token {{1}} of {}", TOKEN.len());
    let all = vec![TOKEN, URL, fixed(), "{{3}}", &keys::KEY];
    std::thread::spawn(move || show("{{2}}")).join().unwrap();
    for text in all {
        show(text);
    }
    if TOKEN == sms.token {
        show(&sms.key);
    }
    show(&other);
    show(std::str::from_utf8(&bytes()).unwrap());
    show(&text);
    show(r#"{"token": "{{1}}"}"#);
    assert_eq!(sms.token, "{{1}}");
}
`;

const KEYS = `//! Keys.

/// The key.
pub static KEY: &str = "key";

#[allow(dead_code)]
pub fn pair() -> (&'static str, String) {
    ("{{1}}", String::from("a:{{2}}"))
}
`;

describe.skipIf(!isHere)("a program of Rust", () => {
  it("compiles, prints the same, and fails clearly when a variable is missing", { timeout: 60_000 }, async () => {
    const program = new Program({ "src/main.rs": MAIN, "src/keys.rs": KEYS });
    const compile = ["rustc", "--edition=2021", "-Cdebuginfo=0", "-o", "app", "src/main.rs"];
    try {
      expect(program.run(compile, false).stderr).toBe("");
      const before = program.run(["./app"], false);
      expect(before.stderr).toBe("");
      rmSync(join(program.folder, "app"), { recursive: true });
      await program.fix();
      expect(program.run(compile, false).stderr).toBe("");
      expect(program.run(["./app"], true)).toMatchObject({ stderr: "", stdout: before.stdout });
      const missing = program.run(["./app"], false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toMatch(/SECRET_\d is not set/);
    } finally {
      program.remove();
    }
  });

  it("fills its statics at their first use where its Rust has no LazyLock", { timeout: 60_000 }, async () => {
    const main =
      'fn fixed() -> &\'static str {\n    "Bearer {{1}}"\n}\n\nfn main() {\n    let bytes = b"{{2}}".to_vec();\n    println!("{} {}", fixed(), bytes.len());\n}\n';
    const program = new Program({
      "Cargo.toml": '[package]\nname = "app"\nedition = "2021"\nrust-version = "1.70"\n',
      "src/main.rs": main,
    });
    try {
      await program.fix();
      expect(program.run(["rustc", "--edition=2021", "-Cdebuginfo=0", "-o", "app", "src/main.rs"], false).stderr).toBe("");
      expect(program.run(["./app"], true).stdout).toMatch(/^Bearer \w{40} 40\n$/);
      expect(program.run(["./app"], false).stderr).toMatch(/SECRET_\d is not set/);
    } finally {
      program.remove();
    }
  });
});
