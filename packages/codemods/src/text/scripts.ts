import { type YamlSpot, columnAt } from "./yaml.ts";
import { type Script, indentedScript, plainScript, quotedScript } from "./shell.ts";

/** The shell script that a value of YAML is; undefined where its letters cannot be told one by one. */
export function scriptOf(text: string, { scalar, start, end }: YamlSpot): Script | undefined {
  switch (scalar.type) {
    case "PLAIN":
      return text.slice(start, end).includes("\n") ? undefined : plainScript(text, start, end);
    case "QUOTE_DOUBLE":
      return quotedScript(text, start + 1, end - 1);
    case "QUOTE_SINGLE": {
      const inner = text.slice(start + 1, end - 1);
      if (/''|\n/.test(inner)) return undefined;
      return { ...plainScript(text, start + 1, end - 1), escape: (each) => each.replaceAll("'", "''") };
    }
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED": {
      const head = text.indexOf("\n", start) + 1;
      const first = head + (/^\s*/.exec(text.slice(head, end))?.[0].length ?? 0);
      return head === 0 ? undefined : indentedScript(text, head, end, columnAt(text, first));
    }
    case undefined:
    default:
      return undefined;
  }
}
