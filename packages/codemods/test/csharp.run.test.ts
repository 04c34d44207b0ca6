import { rmSync } from "node:fs";
import { join } from "node:path";
import { languages, parseReference } from "@stanch/snippets";
import { describe, expect, it } from "vitest";
import { Program, has } from "./program.ts";

// Mono's compiler knows C# up to version 7.
const isHere = has("mcs", "--version") && has("mono", "--version");

const MAIN = `using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace Shop
{
    public class Sms
    {
        private const string Token = "{{1}}";
        public const string Bearer = "Bearer " + Token;
        public string Key { get; set; } = "{{2}}";
        public string Url(string user) => $"Server=db;User={user};Password={{3}};{{Pooling}}";
    }

    public static class Program
    {
        public static void Main()
        {
            const string local = "{0}: {{2}}";
            var verbatim = @"C:\\x\\""{{1}}"" {y}";
            var map = new Dictionary<string, string> { { "k", "{{3}}" } };
            var more = new Dictionary<string, string> { ["l"] = "{{2}}" };
            var other = System.Environment.GetEnvironmentVariable("NO_SUCH_VARIABLE") ?? "{{2}}";
            var all = new[] { Sms.Bearer, new Sms().Key, new Sms().Url("root"), string.Format(local, 1), verbatim, map["k"], more["l"], other };
            foreach (var text in all)
            {
                var digest = SHA256.Create().ComputeHash(Encoding.UTF8.GetBytes(text));
                System.Console.WriteLine(System.BitConverter.ToString(digest) + "{{1}}".Length);
            }
        }
    }
}
`;

const COMPILE = ["mcs", "-langversion:latest", "-out:app.exe", "-recurse:*.cs"];
const RUN = ["mono", "app.exe"];

describe.skipIf(!isHere)("a program of C#", () => {
  it("compiles, prints the same, and fails clearly when a variable is missing", { timeout: 60_000 }, async () => {
    const program = new Program({ "Program.cs": MAIN });
    try {
      expect(program.run(COMPILE, false).status).toBe(0);
      const before = program.run(RUN, false);
      expect(before.stdout).not.toBe("");
      rmSync(join(program.folder, "app.exe"), { recursive: true });
      await program.fix();
      expect(program.run(COMPILE, false)).toMatchObject({ status: 0 });
      expect(program.run(RUN, true).stdout).toBe(before.stdout);
      const missing = program.run(RUN, false);
      expect(missing.status).not.toBe(0);
      expect(missing.stderr).toMatch(/SECRET_\d is not set/);
    } finally {
      program.remove();
    }
  });

  it("asks a store by classes beside it", { timeout: 60_000 }, async () => {
    const program = new Program({ "Program.cs": MAIN });
    try {
      const helper = languages.find(({ id }) => id === "csharp")?.helper;
      await program.fixEach((variable) => {
        const made = helper?.(parseReference(`env:#${variable}`, { id: "x", provider: "x" }), "Secret", variable);
        // It does not know nullable references yet.
        return made === undefined ? undefined : { ...made, text: made.text.replace("#nullable enable\n", "") };
      });
      expect(program.run(COMPILE, false)).toMatchObject({ status: 0 });
      expect(program.run(RUN, true)).toMatchObject({ status: 0 });
      expect(program.run(RUN, false).stderr).toMatch(/SECRET_\d is not set in the environment/);
    } finally {
      program.remove();
    }
  });
});
