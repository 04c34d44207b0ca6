/**
 * What stands in a password's place and is none. For secrets that people choose: there a word such as `example` inside
 * proves nothing, so only the whole value is judged.
 */
export const NOT_PASSWORD: readonly RegExp[] = [
  // References: shell, templates of many kinds, batch, printf, Ruby, C#, Python, Vault, Spring.
  /^\\?\${1,2}[A-Za-z_{(*:]|\$\{|\$\(|\{\{|\}\}|#\{|^%[-\w.]{1,64}%$|^%(?:\w|\(\w{1,40}\)\w|\d?\$?[sdv@])$|^@(?:Microsoft\.|@|\w{1,40}@$)|^:\w{1,40}$|<%|%>/,
  /^\\?\{[^{}]{0,80}\}$|^\[[^[\]]{0,80}\]$|^\(.{0,80}\)$|^&?<.{0,120}|^&lt;|^\{\d{0,2}\}|^__\w{1,80}__$|^~~/,
  /^(?:ENC\[|ENC\(|vault:|secretref:|ref\+|op:\/\/|aws-?sm:|arn:aws|ssm:|projects\/|sops|!vault|\$ANSIBLE_VAULT|akv:|keyvault|keyring:)/i,
  /process\.env|os\.environ|getenv|System\.get|config\.|settings\.|\bENV\b|env\.|\.get\(|\(\)|secrets\.|vars?\.|self\.|this\./,
  // Code rather than a value: a call, an index, a concatenation, an expression.
  /^\w{1,40}[([]\w{0,40}[\])]$|^[A-Za-z_]{1,40}(?:\.[A-Za-z_]{1,40}){1,4}$|["'`]|\s\+\s|\\n|=>|\[[^\]]{1,24}\]\{\d|\(\?[:<]/,
  // Written out for a test of escaping, or a template that a tool escaped.
  /^(?:%[0-9a-f]{2}){6,}$|^%7B[\w-]{1,60}%7D$/i,
  // The name of a variable that a script puts a password in the place of.
  /^[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20}){0,5}_(?:PASS(?:WORD|WD)?|PWD|TOKEN|SECRET|KEY|CREDENTIALS?)$/,
  // `LICENSE_HERE`.
  /^[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,20}){0,5}_HERE$/,
  // No ASCII letter or digit: the word for it in another script.
  /^(?=[^\x80-\xff]*[\x80-\xff])[^A-Za-z0-9]+$/,
  // Ports: docker's -p.
  /^\d{1,5}:\d{1,5}(?:\/(?:tcp|udp))?$/,
  // Masks.
  /^(.)\1{2,}$|^[*x.#•_?-]+$|^\*{2,}|\*{3,}|\.{3,}|\u00e2\u0080\u00a6|^x{3,}|x{4,}$/i,
  // Words of documents, and names of the thing itself.
  /^(?:(?:my|your|the|some|new|old|other|another|wrong|bad|good|correct|current|personal|repo|db|database|user|admin|root|super|test|prod|dev|local|sample|demo|example|real|strong|secure|insecure|very|random|generated|long|plain|any|valid|invalid|default|app|api|redis|mysql|mongo|postgres|ftp|smtp|mail|proxy|login|service|server|client|encoded|url|base64|a|an)[-_. ]?){0,4}(?:pass(?:word|wd|phrase|code|wort)?s?|pwd?|psw|pswd|secret(?:key)?|token|key|credentials?|creds|api[-_]?key|auth[-_]?token|access[-_]?token|here|value|string|base64)(?:[-_. ]?(?:here|value|string|goes|is|example|test|placeholder)){0,3}[-_]?\d?!?$/i,
  /^(?:change[-_ ]?(?:me|it|this)\w{0,12}|replace[-_ ]?\w{0,16}|insert[-_]\w{0,24}|fill[-_]?\w{0,16}|put[-_]\w{0,24}|enter[-_]\w{0,24}|todo|tbd|fixme|redacted|removed|hidden|masked|censored|omitted|sanitized|obfuscated|encrypted|dummy\w{0,8}|fake\w{0,12}|mock\w{0,8}|placeholder\w{0,8}|example\w{0,8}|sample\w{0,8}|foo(?:bar)?(?:baz)?|bar|baz|qux|quux|abc(?:def)?\d{0,6}|lorem|ipsum|none|null|nil|undefined|true|false|yes|no|empty|blank|string|optional|required|unset|n\/a)$/i,
  /^(?:p[a4@][s5$]{2}[-_(]?w[o0@]rd\)?\d{0,4}!?|pass(?:word)?\d{1,6}|pw\d{0,4}|secret\d{0,4}|s3cr[e3]t|test\w{0,5}|testing|guest|admin\d{0,4}|root\d{0,4}|user(?:name)?\d{0,4}|usr|postgres|postgresql|pg|mysql|mariadb|mongo(?:db)?|redis|rabbit(?:mq)?|oracle|sa|hr|scott|tiger|minio(?:admin)?|elastic|kibana|default|docker|ubuntu|vagrant|jenkins|sonar|nginx|django|laravel|symfony|rails|letmein|hunter2|qwerty\w{0,6}|1?2?3?4?5?6?7?8?9?0?|\d{1,3}|hello|world|alice|bob|john|jane|joe)$/i,
  /your[-_ ]?(?:\w{1,12}[-_ ]?){0,2}(?:pass|secret|token|key|pwd)|ch[a4]ng[e3].?m[e3]|placeholder|notasecret|^passme$|^pass(?:word|wd)?(?:[-_][a-z]{1,12}){1,4}$|^(?:my|the)[-_ ]?(?:pass(?:word|wd)?|secret|token|pwd)\d{0,4}!?$|^(?:deadbeef|cafebabe)/i,
];

const LABEL = "[A-Za-z0-9_-]{1,63}";
/**
 * Hosts behind which a password is most often a sample or a developer's own: the machine itself, reserved names, and bare
 * names, as compose files use them.
 */
export const LOCAL_HOST = String.raw`(?:localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1?\]|0\.0\.0\.0|host\.docker\.internal|(?:${LABEL}\.){0,4}(?:example\.(?:com|org|net)|example|test|invalid|localhost|local)|(?:host(?:name)?|server|my[\w-]{0,20}|your[\w-]{0,20})(?:\.[a-z]{2,6}){0,2}|${LABEL})(?![A-Za-z0-9_.-])`;
/** Any other name or address. */
export const REMOTE_HOST = String.raw`(?!${LOCAL_HOST})(?:\[[0-9a-fA-F:.]{3,45}\]|[A-Za-z0-9_][A-Za-z0-9_.-]{2,252})`;
