import { type Replacement, namedInComment } from "../rewrite.ts";
import { rewriteEach } from "../text/place.ts";
import type { Codemod, Target } from "../types.ts";

export const hocon: Codemod = {
  id: "hocon",
  title: "HOCON",
  matches: (path) => /\.hocon$|(?:^|\/)(?:application|reference)[\w.-]*\.conf$/.test(path),
  parses: async (text) => [...tokensOf(text)].every(({ kind }) => kind !== "broken"),
  async rewrite(file, targets) {
    const tokens = [...tokensOf(file.text)];
    return rewriteEach(file, targets, (target) => {
      const token = tokens.find(({ start, end }) => start <= target.start && end >= target.end);
      return token === undefined ? { refused: "it stands in no value of the file" } : replace(target, token, file.text);
    });
  },
};

interface Token {
  readonly kind: "comment" | "quoted" | "long" | "bare" | "broken";
  readonly start: number;
  readonly end: number;
}

/** Comments, strings of both kinds, and runs of other text. */
function* tokensOf(text: string): Generator<Token> {
  for (const found of text.matchAll(/(#|\/\/)[^\n]*|("""[\s\S]*?"""+)|("(?:[^"\\\n]|\\.)*")|(")|[^\s"#/={}[\],]+|\//g)) {
    const [whole, comment, long, quoted, broken] = found;
    const kind =
      comment !== undefined
        ? "comment"
        : long !== undefined
          ? "long"
          : quoted !== undefined
            ? "quoted"
            : broken !== undefined
              ? "broken"
              : "bare";
    yield { kind, start: found.index, end: found.index + whole.length };
  }
}

/** `${NAME}` is filled from the environment, never within quotes: what stands before and after is put beside it. */
function replace(target: Target, token: Token, text: string): Replacement {
  if (token.kind === "comment") return namedInComment(target);
  if (token.kind === "broken") return { refused: "a string around it is not whole" };
  if (/^\s*(?:[:={]|\+=)/.test(text.slice(token.end))) return { refused: "it is a key, and a key is a name that programs look for" };
  const read = `\${${target.variable}}`;
  if (token.kind === "bare") return { edits: [{ start: target.start, end: target.end, text: read }] };
  const quote = token.kind === "long" ? '"""' : '"';
  const isFirst = target.start === token.start + quote.length;
  const isLast = target.end === token.end - quote.length;
  return {
    edits: [
      {
        start: isFirst ? token.start : target.start,
        end: isLast ? token.end : target.end,
        text: `${isFirst ? "" : quote}${read}${isLast ? "" : quote}`,
      },
    ],
  };
}
