import type { FoundSecret } from "./batch.ts";

const MOST_WORDS = 120;

/** Words as the search index has them: letters and digits in lower case, each once, at most 120 of at most 60 characters. */
export function searchWords(texts: Iterable<string | null | undefined>): readonly string[] {
  const words = new Set<string>();
  for (const text of texts)
    for (const [word] of (text ?? "")
      .slice(0, 2000)
      .toLowerCase()
      .matchAll(/[\p{L}\p{N}]{1,60}/gu)) {
      words.add(word);
      if (words.size === MOST_WORDS) return [...words];
    }
  return [...words];
}

/**
 * The query of PostgreSQL for what a person typed: all words, of which the last may be a beginning (three letters or more).
 * undefined when there is no word in it. Beginnings are dear: each gathers all words that begin so before it is joined.
 */
export function searchQuery(text: string): string | undefined {
  const words = searchWords([text]).slice(0, 12);
  return words.length === 0
    ? undefined
    : words.map((word, index) => `'${word}'${index === words.length - 1 && word.length >= 3 ? ":*" : ""}`).join(" & ");
}

/** Words by which an incident is found; places beyond the twentieth say little more. */
export function wordsOf({ finding, places }: FoundSecret, ownerLabel: string | null): readonly string[] {
  const of = places.slice(0, 20).flatMap(({ repository, path, author, email }) => [repository, path, author, email]);
  return searchWords([finding.title, finding.detector, finding.provider, finding.masked, ownerLabel, ...of]);
}
