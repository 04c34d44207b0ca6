/** Near misses of keys that have no prefix: only the name beside them tells whose they are. Nothing here does I/O. */

/**
 * What stands where such a key stands but is none: a reference, a placeholder, a fragment, a longer run, the value near the
 * word without a name, and behind another provider's name. `least` is how many characters make it too short.
 */
export function unnamed(name: string, make: (seed: number) => string, least = 1): string[] {
  const word = (name.split("_")[0] ?? "").toLowerCase();
  return [
    `${name}=\${${name}}\n`,
    `${name}=<your ${word} key>\n`,
    `${name}=${"x".repeat(make(1).length)}\n`,
    `${name}=${make(91).slice(0, -least)}\n`,
    `${name}=${make(92)}${make(93)}\n`, // a longer run
    `${word} 2.4.1 ${make(94)}\n`, // as a hash or an id stands
    `# ${word}\nWAREHOUSE_API_KEY=${make(95)}\n`, // another's
  ];
}

/** Before a value of small letters and digits: holds a digit within 32 characters, as names do not. */
export const DIGIT = "(?=[a-z]{0,31}[0-9])";
