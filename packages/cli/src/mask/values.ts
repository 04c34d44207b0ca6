import type { Detection } from "./mask-stream.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of variables that hold secrets; `_` parts their words. */
const SECRET_NAME =
  /(?:^|_)(?:TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|PAT|API_?KEY|ACCESS_?KEY|SECRET_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|SSH_?KEY|DEPLOY_?KEY|AUTH|CREDENTIALS?|DSN|COOKIE|JWT)(?:_|\d|$)/i;
/** Of those, what the shell and others set themselves. */
const NO_SECRET =
  /^(?:PWD|OLDPWD|SSH_AUTH_SOCK|SSH_ASKPASS|GIT_ASKPASS|XAUTHORITY|.*_(?:FILE|PATH|URL|URI|DIR|HOST|PORT|USER(?:NAME)?|ID|NAME|TTL|TYPE|ALGORITHM))$/i;
const LEAST_SECRET = 8;
/** In a URL there is no doubt what it is. */
const LEAST_PASSWORD = 6;
const NO_VALUE =
  /^(?:true|false|none|null|undefined|yes|no|on|off|enabled|disabled|required|optional|\d{1,12}|\/[\w./-]*|[A-Z]:\\.*|\$\{?\w+\}?)$/i;

/**
 * Values of variables that look like secrets: by their names, or because a detector knows them (the key of `NAME=value`, the password
 * in a URL).
 */
export function secretsOf(env: Environment, { scanner, minConfidence }: Detection): Buffer[] {
  const out: Buffer[] = [];
  for (const [name, value = ""] of Object.entries(env)) {
    if (value.length >= LEAST_SECRET && SECRET_NAME.test(name) && !NO_SECRET.test(name) && !NO_VALUE.test(value))
      out.push(Buffer.from(value));
    for (const [, password = ""] of value.matchAll(/[a-z][a-z\d+.-]{1,20}:\/\/[^\s:/@]*:([^\s/@]+)@/gi))
      if (password.length >= LEAST_PASSWORD && !NO_VALUE.test(password)) out.push(Buffer.from(password), Buffer.from(unescaped(password)));
    for (const match of scanner.matches(Buffer.from(`${name}=${value}\n`)))
      if (match.confidence >= minConfidence && match.secret.length >= LEAST_SECRET) out.push(Buffer.from(match.secret, "latin1"));
  }
  return out;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone percent sign
  }
}
