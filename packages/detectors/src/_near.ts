/** Pieces for keys without a prefix: a token that many of them are, and what stands in their place but is none. */

/** A JSON Web Token: header, payload, and a signature of one of the lengths that HMAC and RSA give. */
export const TOKEN_JWT = String.raw`eyJ[A-Za-z0-9_-]{14,180}\.eyJ[A-Za-z0-9_-]{24,1400}\.(?:[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{64}|[A-Za-z0-9_-]{86}|[A-Za-z0-9_-]{342}|[A-Za-z0-9_-]{512}|[A-Za-z0-9_-]{683})`;

/**
 * Near misses of a key that only its name tells. `name` is a variable's name that opens with the provider's word; `cut`
 * is how many characters make the value too short.
 */
export function nearMisses(name: string, make: (seed: number) => string, cut = 1): string[] {
  const word = name.slice(0, name.indexOf("_")).toLowerCase();
  return [
    `${name}=\${${name}}\n`,
    `${name}=${"x".repeat(make(90).length)}\n`,
    `${name}=${make(91).slice(cut)}\n`,
    `${name}=${make(92)}${make(93)}\n`, // too long
    `OTHERS_API_KEY=${make(94)}\n`, // somebody else's
    `${word}-1.4.2.tgz ${make(95)}\n`, // a hash beside the word
    `see https://${word}.test/files/${make(96)}\n`,
  ];
}
