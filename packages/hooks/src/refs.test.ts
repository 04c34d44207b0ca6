import { describe, expect, it } from "vitest";
import { breakGlassOf } from "./break-glass.ts";
import { parsePrePush, parsePreReceive } from "./refs.ts";

const a = "a".repeat(40);
const b = "b".repeat(64);
const zero = "0".repeat(40);

describe("the refs of a push", () => {
  it("are all read, new ones and deletions too, with ids of either length", () => {
    expect(parsePrePush(`refs/heads/x ${a} refs/heads/y ${zero}\n(delete) ${zero} refs/heads/z ${b}\n`)).toEqual([
      { name: "refs/heads/y", oid: a, before: undefined },
      { name: "refs/heads/z", oid: undefined, before: b },
    ]);
    expect(parsePreReceive(`${zero} ${a} refs/tags/v1\n${b} ${zero} refs/heads/z\n`)).toEqual([
      { name: "refs/tags/v1", oid: a, before: undefined },
      { name: "refs/heads/z", oid: undefined, before: b },
    ]);
  });

  it("are none when all is up to date", () => {
    expect(parsePrePush("")).toEqual([]);
  });

  it("that git would not write are refused, not passed over", () => {
    expect(() => parsePrePush("refs/heads/x\n")).toThrow("no line that git gives");
    expect(() => parsePreReceive(`${a} refs/heads/x\n`)).toThrow("no line that git gives");
  });
});

describe("breaking the glass", () => {
  const asked = (...options: string[]): ReturnType<typeof breakGlassOf> =>
    breakGlassOf({
      GIT_PUSH_OPTION_COUNT: String(options.length),
      ...Object.fromEntries(options.map((option, i) => [`GIT_PUSH_OPTION_${i}`, option])),
    });

  it("takes a reason of a few words from among other options", () => {
    expect(asked("ci.skip", "stanch.allow=production is down")).toEqual({ kind: "reason", reason: "production is down" });
  });

  it.each(["stanch.allow", "stanch.allow=", "stanch.allow=please", "stanch.allow=1 2 3"])("refuses %s: that is no reason", (option) => {
    expect(asked(option)).toEqual({ kind: "no-reason" });
  });

  it("is not asked for by other options, nor where there are none", () => {
    expect(asked("stanch.allowance=a b c")).toEqual({ kind: "none" });
    expect(breakGlassOf({})).toEqual({ kind: "none" });
  });
});
