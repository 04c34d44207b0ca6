import { Fragment } from "react";

/** Of most languages: comments, strings, numbers, words that are keywords somewhere. A guess for the eye, never for a decision. */
const TOKENS =
  /(?<comment>(?:#|\/\/|--)\s.*$|\/\*.*?\*\/)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(?<number>\b\d[\d._]*\b)|(?<keyword>\b(?:const|let|var|function|return|import|from|export|class|def|if|else|for|while|new|public|private|static|final|string|true|false|null|None|nil|func|type|struct|env|name|value)\b)/gm;

interface Props {
  readonly text: string;
  /** Number of the excerpt's first line. */
  readonly firstLine: number;
  /** Number of the line that holds the secret. */
  readonly marked: number;
}

/** An excerpt as the scan wrote it: the secret is masked in it already. React writes it as text, whatever it says. */
export function Code({ text, firstLine, marked }: Props) {
  return (
    <pre className="code" tabIndex={0}>
      {text.split("\n").map((line, index) => {
        const number = firstLine + index;
        return (
          <span key={number} className={number === marked ? "code-line code-marked" : "code-line"}>
            <span className="code-number" aria-hidden="true">
              {number}
            </span>
            <span>{coloured(line)}</span>
            {"\n"}
          </span>
        );
      })}
    </pre>
  );
}

function coloured(line: string) {
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const match of line.matchAll(TOKENS)) {
    parts.push(<Fragment key={at}>{line.slice(at, match.index)}</Fragment>);
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0];
    parts.push(
      <span key={`${at} ${kind}`} className={kind === "number" ? "code-number-literal" : `code-${kind}`}>
        {match[0]}
      </span>,
    );
    at = match.index + match[0].length;
  }
  return [...parts, <Fragment key="rest">{line.slice(at)}</Fragment>];
}
