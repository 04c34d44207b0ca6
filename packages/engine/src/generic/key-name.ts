/** What a name says its value is. `key` covers api, access, private and other keys; a bare `key` says the least. */
export type KeyKind = "password" | "secret" | "token" | "key" | "auth" | "credential" | "weak";

export interface KeyName {
  readonly kind: KeyKind;
  /** Lower-case words of the name. */
  readonly words: readonly string[];
  /** The telling word ends the name (but for words like `confirm` and numbers): `userPassword`, not `passwordRules`. */
  readonly isHead: boolean;
  /** The word after the telling one when that says nothing by itself: `credentialValue`. */
  readonly isQualified: boolean;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const HEADS: readonly (readonly [KeyKind, ReadonlySet<string>])[] = [
  [
    "password",
    set("password passwords passwd pwd pass passphrase passcode passwort pswd passwrd psw pw userpass requirepass identified authpass"),
  ],
  ["secret", set("secret secrets")],
  ["token", set("token tokens jwt bearer ticket")],
  ["credential", set("credential credentials cred creds")],
  ["key", set("key keys apikey")],
  ["auth", set("auth authorization authentication oauth verifier seed session")],
];

/** Heads that end longer words written together: `mysqlrootpwd`, `accesskey`. */
const ENDINGS: readonly (readonly [KeyKind, RegExp])[] = [
  ["password", /(?:password|passwd|pwd|passphrase|[a-z]{2}pass)\d{0,4}$/],
  ["secret", /secret$/],
  ["token", /token$/],
  [
    "key",
    /(?:api|access|secret|private|auth|account|app|master|shared|sign|signing|session|license|consumer|client|encryption|mac|cipher|crypt|storage|service|server|n|x)keys?$/,
  ],
  ["weak", /[a-z]{2}key$/],
];
const NOT_ENDINGS = set(
  "bypass compass encompass trespass surpass overpass underpass nopass nopasswd nopassword subpass askpass pkpass monkey turkey donkey hockey jockey whiskey hotkey keykey forkey primarykey foreignkey publickey pubkey resourcekey nkey xkey",
);

/** After the head these change nothing. */
const NEUTRAL = set(
  "value val values text txt str string plain plaintext cleartext raw confirm confirmation confirmed repeat repeated again verify new old current default prod production dev development test testing staging stage live sandbox env base64 b64 hex encoded data primary secondary admin user root db local main base const constant var bytes buffer master demo public a b c i in id2",
);

/** After the head these say that the value is about the secret, not the secret. */
const ABOUT = set(
  "field fields type types name names url urls uri uris path paths file files filename dir directory folder length len size min max minimum maximum minlength maxlength count num number limit expiry expires expire expiration exp ttl lifetime timeout age interval duration days label labels hint placeholder message messages msg error errors err exception input inputs button btn form page view screen modal dialog tab link policy policies rule rules reset recovery forgot change changed manager provider providers service services store storage index idx id ids identifier sha md sum hash hashed hasher digest encoder encoded validator validation validate validity valid header headers prefix suffix format pattern regex regexp param params parameter parameters arg args option options opt class classname enabled enable disabled required require optional version algorithm algo alg method mode strategy scope scopes endpoint host hostname port server user username usernames owner email ref refs reference arn mount namespace title description desc text help tooltip icon color colour style css nonce timestamp callback strength score char chars character characters case prompt question info list map set table column property properties prop attribute attributes attr attrs schema model entity request response resp req res handler callback func function factory builder generator util utils helper helpers event action status state flag check checker checked match matching mismatch failed failure fail success succeeded incorrect wrong expired denied sent source target template kind issuer audience realm grant plugin module import component controller guard interceptor filter middleware config configuration settings setting conf pair pairs ring chain usage vault cache fingerprint",
);

/** A name that starts so asks or tells something: `isPassword`, `forgotPassword`, `LABEL_PASSWORD`. */
const ASKS = set(
  "is has have had no not non use uses using enable disable allow allows allowed require requires required need needs show hide forgot forgotten reset change update missing empty label title placeholder hint msg message error err mandatory tooltip lbl btn button can should must check validate",
);

/** Kinds of keys that are no secret. */
const OPEN_KEYS = set(
  "public pub foreign primary sort partition cache map index unique shortcut hot translation i18n locale message object row column lookup group hash dict data sub parent registry reg context query param field property attribute event storage config setting settings state store item entry record label tag lang meta route bucket s3 file path name type sequence composite alternate up down left right arrow enter escape any press code char idempotency site dedup ordering routing recv receive annotation document",
);

/** What stands before the telling word and makes the value harmless: its hash, its encrypted or its public form. */
const DERIVED = set(
  "hashed hash encrypted enc encryptedkey public pub sha1 sha256 sha512 md5 digest masked redacted checksum resource fingerprint sealed wrapped",
);

/** Texts and pages about a lost password. */
const LOST = set("forgot forget forgotten lost recover");

/** Tokens that open nothing: places in a list, forgery guards, parts of a grammar. */
const OPEN_TOKENS = set(
  "page next prev previous sync cursor continuation continue pagination paging scroll csrf xsrf anticsrf authenticity verification antiforgery start end first last lex lexer parser syntax comma eof string number word identifier operator design cancellation stop change idempotency sort",
);

const STRONG_KEYS = set(
  "api access secret private auth account app master shared sign signing session license licence consumer client encryption encrypt mac cipher crypto aes des rsa hmac jwt webhook deploy deployment service subscription stream integration write ingest admin",
);

/** Reads a name; undefined when it names no secret. */
export function keyName(name: string): KeyName | undefined {
  const words: string[] = [];
  for (const found of name.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)) words.push(found[0].toLowerCase());
  if (words.length === 0 || words.length > 9) return undefined;
  let at = words.length - 1;
  for (; at >= 0; at--) {
    const word = words[at] ?? "";
    const kind = kindOf(word, words[at - 1]);
    if (kind === undefined) continue;
    const tail = words.slice(at + 1);
    let isHead = true;
    let isQualified = false;
    for (const after of tail) {
      if (NEUTRAL.has(after) || /^\d+$/.test(after)) continue;
      if (ABOUT.has(after)) return undefined;
      isHead = false;
      isQualified = true;
    }
    // allowByPass, by_pass: to go around something.
    if (word === "pass" && words[at - 1] === "by") return undefined;
    // A language with its country: `en_PW` is the English of Palau.
    if (word === "pw" && at === 1 && words.length === 2 && /^[a-z]{2,3}[_-]PW$/.test(name)) return undefined;
    if (words.length > 1 && at > 0 && ASKS.has(words[0] ?? "")) return undefined;
    for (let i = 0; i < at; i++) if (DERIVED.has(words[i] ?? "") || LOST.has(words[i] ?? "")) return undefined;
    const before = words[at - 1];
    if (kind === "token" && before !== undefined && OPEN_TOKENS.has(before)) return undefined;
    if (kind === "key" || kind === "weak") {
      // RFC 6455: a nonce of the handshake.
      if (/web-?socket-?key$/i.test(name)) return undefined;
      if (before !== undefined && OPEN_KEYS.has(before)) return undefined;
      const isStrong = (kind === "key" && word.length > 4) || (before !== undefined && STRONG_KEYS.has(before));
      return { kind: isStrong ? "key" : "weak", words, isHead, isQualified };
    }
    return { kind, words, isHead, isQualified };
  }
  return undefined;
}

function kindOf(word: string, before: string | undefined): KeyKind | undefined {
  for (const [kind, heads] of HEADS) {
    if (heads.has(word)) return word === "ticket" && before === undefined ? undefined : kind;
  }
  if (NOT_ENDINGS.has(word) || word.endsWith("pubkey") || word.endsWith("publickey")) return undefined;
  for (const [kind, ending] of ENDINGS) if (ending.test(word)) return kind;
  return undefined;
}
