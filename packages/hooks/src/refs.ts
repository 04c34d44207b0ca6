import { AppError } from "@stanch/model";

/** One ref of a push. Ids in hex; undefined where git writes zeros: nothing there before, or nothing any more. */
export interface PushedRef {
  /** As the receiving side calls it. */
  readonly name: string;
  readonly oid: string | undefined;
  /** What the receiving side has under this name; it may not be here. */
  readonly before: string | undefined;
}

/** Standard input of pre-push, all of it: «local ref, local id, remote ref, remote id» a line. Throws `USAGE`. */
export function parsePrePush(text: string): PushedRef[] {
  return linesOf(text).map((line) => {
    const found = /^\S+ ([0-9a-f]{40,64}) (\S+) ([0-9a-f]{40,64})$/.exec(line);
    if (found === null) throw wrong("pre-push", line);
    const [, oid = "", name = "", before = ""] = found;
    return { name, oid: given(oid), before: given(before) };
  });
}

/** Standard input of pre-receive, all of it: «old id, new id, ref» a line. Throws `USAGE`. */
export function parsePreReceive(text: string): PushedRef[] {
  return linesOf(text).map((line) => {
    const found = /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) (\S+)$/.exec(line);
    if (found === null) throw wrong("pre-receive", line);
    const [, before = "", oid = "", name = ""] = found;
    return { name, oid: given(oid), before: given(before) };
  });
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

function given(oid: string): string | undefined {
  return /^0+$/.test(oid) ? undefined : oid;
}

function wrong(hook: string, line: string): AppError {
  return new AppError("USAGE", {
    what: `This is no line that git gives to ${hook}`,
    where: JSON.stringify(line.slice(0, 100)),
    next: "The hook is started by git; by hand, give it the lines that git would.",
  });
}
