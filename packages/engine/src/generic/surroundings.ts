import type { Text } from "../rule-match.ts";

/** What a blob seems to be: whether its bare words are values (settings, shells) or names (code). */
export type FileKind = "code" | "config" | "shell" | "prose" | "unknown";

const HEAD = 3000;
const AROUND = 1500;
const LONGEST_LINE = 300;

/**
 * Guesses the kind of a blob from its first lines and those around an offset. The path is not asked: one blob may have
 * many, and in a history it is not yet known.
 */
export function surroundings(text: Text, at: number): FileKind {
  const head = text.slice(0, Math.min(HEAD, text.length));
  const opening = /\S/.exec(head)?.[0];
  // Valid JSON has no bare words but for literals, and minified code has no lines to ask.
  if ((opening === "{" || opening === "[") && /^\s*[{[]\s*(?:"[^"\n]{0,80}"\s*[:,\]]|[{[])/.test(head)) return "config";
  if (/^\s*<\?php/.test(head)) return "code";
  if (/^#!.{0,40}(?:sh|bash|zsh)\b/.test(head)) return "shell";
  if (/^#!.{0,40}(?:node|python|ruby|perl|php)/.test(head)) return "code";
  if (/^\s*<(?:\?xml|!DOCTYPE|html|project|configuration|beans)\b/i.test(head)) return "config";
  const from = Math.max(0, at - AROUND);
  const sample =
    from <= HEAD ? text.slice(0, Math.min(text.length, at + AROUND)) : `${head}\n${text.slice(from, Math.min(text.length, at + AROUND))}`;
  let code = 0;
  let config = 0;
  let shell = 0;
  let prose = 0;
  for (const line of sample.split("\n")) {
    const trimmed = line.trim();
    if (trimmed.length < 3 || trimmed.length > LONGEST_LINE) continue;
    if (MARKDOWN.test(trimmed)) prose += 2;
    else if (SURE_CODE.test(trimmed)) code += 3;
    else if (CODE_END.test(trimmed)) code++;
    else if (SHELL.test(trimmed)) shell += 2;
    else if (SETTING.test(trimmed)) config++;
    else if (SENTENCE.test(trimmed)) prose++;
  }
  const most = Math.max(code, config, shell, prose);
  if (most === 0) return "unknown";
  return most === code ? "code" : most === config ? "config" : most === shell ? "shell" : "prose";
}

/** `name: value`, `NAME=value`, `- item`, `[section]`, comments with `#` or `;`. */
const SETTING =
  /^(?:-\s)?[#;]{0,2}\s?["']?\w[\w.\-/]{0,60}["']?\s{0,12}[:=](?:\s{0,12}[^\s({;]+(?:\s[^;({]*)?|\s*)$|^-\s[^;({]*$|^\[[\w.\-: "]+\]$|^[#;]/;
const SHELL = /^(?:export\s|set -|ENV\s|ARG\s|RUN\s|FROM\s|sudo\s|docker\s|curl\s|echo\s|if \[|fi$|done$|esac$|\w{1,40}\(\)\s?\{)/;
const SURE_CODE =
  /^(?:def|class|import|from|func|fn|public|private|protected|internal|const|let|var|val|package|using|module|struct|interface|impl|namespace|describe|it|expect|assert|require|include|#include|data|instance|where|return|self\.|this\.|@\w+|async|await|static|final|override|elif|else:|except|try|with|do|when|unless|attr_\w+|validates)\b.*|^(?:end|\}|\},|\}\);|\);|\)\))$/;
const CODE_END = /[;{}(,]$|\)\s*(?:->|=>|:|do)?$|^[*/]{1,2}\s|\bdo \|\w/;
const MARKDOWN = /^(?:#{2,6}\s\w|```|\*\s\w|\d\.\s\w|>\s|\|.*\|$|!?\[[^\]]+\]\(|=====|-----|\.\. \w+::)/;
const SENTENCE = /^[A-Z][a-z]*(?:[',]?\s+[\w'`"(),-]+){4,}[.:]?$/;
