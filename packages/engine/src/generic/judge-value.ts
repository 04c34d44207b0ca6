import type { KeyName } from "./key-name.ts";
import type { Reading } from "./reading.ts";
import type { FileKind } from "./surroundings.ts";
import { valueShape } from "./value-shape.ts";

const TEMPLATE =
  /\$\{|\{\{|<%|%\{|#\{|\$\(|\$\[|\{\d\}|%\(\w{1,40}\)|%[sdvxq@](?![0-9A-Za-z])|\{[a-z_.]{1,40}\}|@[\w.]{2,40}@|^%[\w.]{2,60}%$|^__\w{1,60}__$|^\$[A-Za-z_][\w.:>-]{0,60}$|^\$[A-Za-z_]\w{0,60}[/:]|(?:%[A-Za-z][A-Za-z]?){3}|^@[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,3}$|\[\[|\$\$\{|^<[^<>]{1,80}>$|^\[[^\]]{1,80}\]$|^\{[^}]{0,80}\}$|\(\?[:=!<]|\[\^|\\[dwsSDW][+*]|\.\*|###\w+|^\$\$[A-Z][A-Z0-9_]+$|\[(?:0-9|a-z|A-Z)[^\]]{0,16}\][+*{]/;
const TYPES =
  /^(?:string|str|text|bool(?:ean)?|int(?:eger)?|number|long|float|double|char|byte|bytes|object|any|void|null|nil|none|undefined|true|false|yes|no|on|off|varchar|bytea|blob|uuid|required|optional|hidden|password|secret|token|unset|empty|default|auto|never|unknown|disabled|enabled|private|public|static|final|const|readonly|function|self|this|set|list|array|map|dict|options?|params?|value|file|basic|bearer|oauth2?|header|query|cookie|form|body|plain|login|session|utf-?8|ascii|latin-?1|base64|hex)$/i;
const URL = /^[a-z][a-z0-9+.-]{1,20}:\/\//i;

/** Why a value is no literal secret; undefined when it may be one. Cheap tests first. */
export function notLiteral(value: string, reading: Reading, file: () => FileKind): string | undefined {
  if (reading.isBytes) return isRandomBytes(value) ? undefined : "bytes in order";
  if (!reading.quoted) {
    const why = bareCode(value, reading, file);
    if (why !== undefined) return why;
  }
  if (TEMPLATE.test(value)) return "template";
  if (URL.test(value)) return "url";
  if (TYPES.test(value) && !(reading.quoted && value === value.toLowerCase() && /^(?:password|secret|token)$/.test(value)))
    return "type or keyword";
  if (isPath(value)) return "path";
  if (reading.template && /[{$]/.test(value)) return "template";
  if (HASH.test(value)) return "password hash";
  if (/^[A-Za-z]*[a-z_-]value[_-]?\d{0,3}$/i.test(value)) return "it says that it is a value";
  if (SAMPLES.test(value)) return "the sample of a specification";
  if (ESCAPED.test(value)) return "escaped signs";
  if (NAMES_KIND.test(value)) return "name of a resource or a type of media";
  if (CERTIFICATE.test(value)) return "certificate or public key";
  if (SEALED.test(value)) return "encrypted";
  if (REVISION.test(value)) return "revision";
  if (/^\{\\{0,3}"\w/.test(value)) return "object";
  if (LDAP_FILTER.test(value)) return "filter of LDAP";
  // Rails: `"admin/passwords" => "accounts#passwords"`.
  if (reading.join === "arrow" && /^[a-z_]+(?:\/[a-z_]+)*#[a-z_]+$/.test(value)) return "action of a controller";
  if (/\*{3,}|\.{4,}|[xX]{5,}|\.{3}$|\u2026|-----BEGIN/.test(value)) return "masked";
  if (/^[\w-]{1,40}(?: [\w-]{1,40})?=.{1,400}[,;&]\s?[\w-]{1,40}=/.test(value)) return "a list of pairs";
  // Helm's --set: `a.key=x,b[0].key=y`.
  if (/^[\w-]{1,40},[\w-]{1,40}[.[][\w.[\]-]{1,60}=/.test(value)) return "a list of pairs";
  if (value.length >= 16 && new Set(value).size <= Math.min(12, Math.max(4, value.length / 16))) return "too few different characters";
  if (isSequence(value)) return "letters or digits in order";
  if (/^[a-z][\w-]{1,40}:[A-Z][A-Za-z]{2,}$/.test(value)) return "action of a service";
  if (/^[\^~<>=v]{0,3}\d{1,4}\.(?:\d{1,4}|x)(?:\.|$|-)/.test(value) && value.length < 24) return "version";
  if (/^0x[0-9a-f]{1,16}$/i.test(value) || (/^\d+$/.test(value) && value.length < 4)) return "number";
  if (/^\s*[+.,;:)&|?=\]}]+\s|\s[+.,;:(&|?=[{]+\s*$|^[)\]}][.,;)]/.test(value)) return "between two strings";
  if (/^[A-Za-z_.-]*(?:pass|pwd|secret|token|key|auth)[A-Za-z_.-]*=$/i.test(value)) return "a name without its value";
  if (/^_*[A-Z]+(?:_+[A-Z]+)+_*$/.test(value) && /PASS|PWD|TOKEN|SECRET|KEY|AUTH/.test(value)) return "the name of a variable";
  if (isLookedUp(reading)) return "looked up";
  if (isForeign(value)) return "text in a language";
  if (/^#[0-9a-f]{3,8}$/i.test(value)) return "colour";
  if (/^[\w$]+(?:\.[A-Za-z_$][\w$]*)+(?:\(.*\))?$/.test(value) && !/\d{3}/.test(value) && value.length < 60) return "member or domain";
  if (/^[A-Za-z_$][\w$.]*\(.*\)?$/.test(value)) return "call";
  if (/[<>]{1}.*[<>]/.test(value) && /<\/?\w/.test(value)) return "markup";
  return undefined;
}

/** Signs written as percent and two digits, side by side: a test of escaping, as no one chooses them. */
const ESCAPED = /(?:%[0-9A-Fa-f]{2}.?){4}/;
/**
 * Tokens of RFC 6749, 6750 and 7636, `username:password` and its like in base64 (RFC 7617 too), the scope of a signature of
 * AWS, and the keys of its documents.
 */
const SAMPLES =
  /^(?:mF_9\.B5f-|2YotnFZFEjr1|tGzv3JOkF0XG|7Fjfp0ZBr1Kt|gX1fBat3bV$|SplxlOBeZQQY|dBjftJeZ4CVP|SlAV32hkKG$|dXNlcm5hbWU6cGFzc3dvcm|dXNlcjpwYXNz|QWxhZGRpbjpvcGVu)|(?:\/|%2F)aws4_request|^AKIA\w{0,16}EXAMPLE$|^[\w/]{17,23}bPxRfiCY[A-Z]{7,10}$/;
/** URN, ARN, and types of media. */
const NAMES_KIND = /^(?:urn|arn):[\w-]{1,32}:|^(?:application|audio|font|image|message|model|multipart|text|video)\/[\w.+-]+(?:;.*)?$/i;
/** What `-----BEGIN CERTIFICATE`, `-----BEGIN PUBLIC` and their kind begin with in base64, and in DER the start of an SSH key. */
const CERTIFICATE = /^(?:LS0tLS1CRUdJTiB(?:DRVJUSUZ|QVUJMSUMg|SU0EgUFVCTEl|UUlVTVEVE)|AAAAB3NzaC1|AAAAC3NzaC1|AAAAE2VjZHNh)/;
/** As SOPS, Jasypt and Ansible keep a value beside its name. */
const SEALED = /^ENC\[[A-Z0-9_]{2,20},|^ENC\(|^\$ANSIBLE_VAULT/;
/** What a list of dependencies was fetched at. */
const REVISION = /^(?:commit|rev|revision|ref|tag|branch|tree):[\w./-]{4,64}$/i;
/** RFC 4515: `(&(uid=a)(…`. */
const LDAP_FILTER = /^\((?:[&|!]\(|[\w-]{1,40}[~<>]?=)/;
/** Crypt and LDAP forms of hashed passwords. */
const HASH =
  /^(?:\{[A-Z0-9-]{3,20}\})?\$(?:2[abxy]?|1|5|6|7|8|y|apr1|argon2\w{1,2}|pbkdf2[\w-]{0,12}|scrypt|P|H|S|bcrypt-sha256)\$|^(?:pbkdf2_sha\d{1,3}|bcrypt(?:_sha256)?|argon2)\$|^\{(?:SSHA|SHA|MD5|SMD5|CRYPT|PBKDF2|BCRYPT|ARGON2|SSHA\d{3})[^}]{0,12}\}/;
/** Calls whose argument is the name of a value, a question or a command. `a || "b"` is the value itself. */
const LOOKUP =
  /(?:env(?:iron)?\b|env\(|environ|get\w{0,40}\(|propert|config|requir|import|element|\bby\.|quer|select|prompt|read|input|ask|param|format|\bt\(|\$t\(|i18n|transl|gettext|\b_\(|find|label|fields?\(|fetch|look|\$\(|exec|cmd|open|grep|awk|join|concat|attr|headers?|match|test\(|replace|split|pop\(|pluck|column|describe|it\(|has|contain|assert|expect|equal|error|exception|fail|log|print|warn|validat|check|verify|verif)[^"'`]{0,40}[([]?\s?$/i;

function isLookedUp(reading: Reading): boolean {
  if (reading.wrapEnd === reading.wrapStart) return false;
  const wrap = reading.cut(reading.wrapStart, reading.wrapEnd);
  return !/(?:\|\||\?\?|\?:|\bor) ?$/.test(wrap) && LOOKUP.test(wrap);
}

/** Most of it is no ASCII: a sentence in another language. */
function isForeign(value: string): boolean {
  let high = 0;
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) >= 0x80) high++;
  return high > 0 && (high * 3 > value.length || value.includes(" ") || !/[\d!-/:-@]/.test(value));
}

/** Bytes of a key spread over the whole range and do not repeat or count. */
function isRandomBytes(value: string): boolean {
  const bytes = value.split(",").map(Number);
  if (bytes.some((byte) => !(byte <= 255))) return false;
  let steps = 0;
  for (let i = 1; i < bytes.length; i++) if (Math.abs((bytes[i] ?? 0) - (bytes[i - 1] ?? 0)) <= 1) steps++;
  return new Set(bytes).size * 3 >= Math.min(bytes.length, 48) * 2 && steps * 4 < bytes.length && Math.max(...bytes) >= 64;
}

/** Three quarters of it are letters or digits in order or in a circle: `0123456789abcdef`, `aaaabbbb`. */
function isSequence(value: string): boolean {
  if (value.length < 10) return false;
  let steps = 0;
  for (let i = 1; i < value.length; i++) {
    const step = value.charCodeAt(i) - value.charCodeAt(i - 1);
    if (step === 1 || step === 0 || step === -1 || (step === -9 && value.charAt(i) === "0")) steps++;
  }
  return steps * 4 >= value.length * 3;
}

function isPath(value: string): boolean {
  if (/^[A-Za-z_-]{2,}(?:\/[A-Za-z_-]{2,})+$/.test(value) && valueShape(value).surprise < 4.3) return true;
  if (/^\/(?:[^/]*\/)+/.test(value) && /(?:^|\/)[A-Za-z]{4,}(?:\/|$|\.)/.test(value)) return true;
  if (/^(?:\.{0,2}|~)\/[\w.@-]/.test(value) && !/[+=]$/.test(value)) {
    // Base64 may begin with a slash too: a path has words between its slashes.
    return value.length < 24 || value.split("/").every((part) => /^[\w@.-]*$/.test(part) && (part.length < 4 || /[a-z]{3}/.test(part)));
  }
  if (/^[A-Za-z]:[\\/]/.test(value)) return true;
  return /\.(?:json|ya?ml|xml|txt|pem|key|crt|cert|jks|p12|pfx|js|ts|py|rb|go|java|php|html?|css|png|svg|conf|cfg|ini|env|properties|sh|sql|md|log|csv|keystore|asc|gpg|pub|tsx|jsx|vue|cs|dll|exe|com|org|net|io|local)$/i.test(
    value,
  );
}

/** PowerShell: `$password = Get-Parameter -name password`. */
const CMDLET = /^(?:Add|Convert(?:From|To)|Export|Get|Import|Invoke|Join|New|Out|Read|Resolve|Select|Set|Test)-[A-Z][A-Za-z]+$/;

/** A value without quotes: in code it is a name or an expression, in configuration it may be the secret. */
function bareCode(value: string, reading: Reading, file: () => FileKind): string | undefined {
  const { join } = reading;
  if (/^[&*!+|-]/.test(value)) return "operator";
  if (CMDLET.test(value)) return "call";
  // Go: `credentials := ec2Credentials{}`.
  if (/^[A-Za-z_]\w*\{\}?$/.test(value)) return "expression";
  if (/[()[\]{}]/.test(value) && (!/\d/.test(value) || /\w\(/.test(value))) return "expression";
  if (/^[A-Za-z_$][\w$]*(?:[([]|(?:\.|->|::)[A-Za-z_$])/.test(value)) return "expression";
  if (join === "query" || join === "flag") return undefined;
  // `identified by the header`: prose, where SQL would have a quote.
  if (join === "words" && /^[a-z`*]+$/.test(value)) return "prose";
  if (join === "compare") return "compared name";
  if (/^\d{1,5}$/.test(value)) return "small number";
  if (join === "colon" && /,["']?\w{1,40}["']?:/.test(value)) return "an object goes on";
  const rest = reading.cut(reading.valueEnd, reading.valueEnd + 4);
  // `attributes=uid=user,userPassword=password`.
  if (join === "assign" && /^[\w.-]+=[\w.-]+$/.test(value) && /^,\w/.test(rest)) return "a list of pairs";
  // `name = a + b`: an expression goes on after the value.
  if (/^ {0,2}[+*/?|&-](?: |$)/.test(rest)) return "expression";
  if (/^[A-Za-z_$@:][\w$]*$/.test(value)) {
    const why = bareName(value, rest, reading, file);
    if (why !== undefined) return why;
  }
  // The first word of a sentence: `forgot = Have you forgotten it?` of translations, `password: the value of`.
  if (/^ {1,2}[A-Za-z\xc3-\xf4]/.test(rest) && !/[\d$]/.test(value)) {
    if (join === "assign" && file() !== "shell") return "sentence";
    if (join === "colon" && rest.charAt(1) !== " " && file() !== "config") return "prose";
  }
  return undefined;
}

/** A bare value that is spelt like a variable. */
function bareName(value: string, rest: string, reading: Reading, file: () => FileKind): string | undefined {
  const { join, keyStart, keyEnd } = reading;
  if (join === "arrow" || /^[([.]/.test(rest)) return "name";
  if (reading.cut(keyEnd - value.length, keyEnd).toLowerCase() === value.toLowerCase() && value.length > 12) return "name";
  // `NAME=value` of environment files and shells, whatever the file is called.
  const isEnv = join === "assign" && reading.valueStart === keyEnd + 1 && /^[A-Z][A-Z0-9_]*$/.test(reading.cut(keyStart, keyEnd));
  if (isEnv || isRandomName(value)) return undefined;
  return /^[,);]/.test(rest) || file() === "code" ? "name" : undefined;
}

/** A bare word that no one would give to a variable: digits among its letters, or letters that make no words. */
function isRandomName(value: string): boolean {
  if (value.length < 12) return false;
  const shape = valueShape(value);
  return shape.surprise >= (shape.digits > 0 ? 4.3 : 4.8) || (shape.digits >= 3 && shape.turns >= 4);
}

const NAMES =
  /^(?:(?:x|xx|xxx+|\*+|\.+|-+|_+|\?+|#+)|test\w{0,2}|foo\w{0,3}|bar|baz|qux|foobar\w*|abc|abcd?|abc123|123abc|asd|qwe|a+|b+|my|pass|pwd|passwd|admin|root|user|username|name|guest1?|demo|wrong|bad|good|invalid|incorrect|none|some|something|default|old|new|hidden|redacted|removed|masked|changeit|secret|password|token|key|value|1+|0+|12345?6?7?8?9?0?|123123|111111|sa|doe|john|jane|admin123|root123|password1|passw0rd|test123|auth|login|string)$/i;
const PLACE =
  /(?:^|[^a-z])(?:your|you|my|the|insert|put|enter|place|paste|fill|replace|change|example|sample|placeholder|dummy|fake|mock|todo|fixme|tbd|here|redacted|removed|sanitized|some|any|this|invalid|wrong|bad|incorrect|missing|foo|bar|xxx+|generated?|random)(?:[^a-z]|$)/i;
const PLACE_CAMEL = /^(?:your|my|some|the|fake|dummy|mock|test|invalid|wrong|example|sample|random)[A-Z_-]/;

/** A word of the placeholders in a value, for values that people choose; stricter than in machine-made ones. */
export function isTrivial(value: string): boolean {
  return NAMES.test(value);
}

export function isPlaceholder(value: string): boolean {
  return (
    PLACE.test(value) ||
    PLACE_CAMEL.test(value) ||
    /x{5,}|X{4,}|\*{3,}|\.{3,}|_{4,}|-{3,}|…/.test(value) ||
    /change_?me|changeit/i.test(value)
  );
}

/** The value repeats its own name: `secret = "client_secret"`, `AUTH_NATIVE_PASSWORD = "mysql_native_password"`. */
export function repeatsName(value: string, key: KeyName): boolean {
  const words = value.toLowerCase().match(/[a-z]{2,}/g);
  if (words === null || /\d{4}/.test(value)) return false;
  const joined = key.words.join("");
  const shared = words.filter((word) => joined.includes(word)).length;
  return shared === words.length || (shared >= 2 && shared >= words.length - 1);
}

/** A call by this name does something with its argument but keep it as the secret. */
const VERBS = new Set(
  "get obtain acquire fetch find load read ask prompt check verify validate is has compare match test assert expect describe it generate create make build parse decode encode encrypt decrypt hash sign reset forgot change remove delete revoke require needs look lookup resolve log print on handle process format render show hide toggle update refresh request send lex next contains contain includes include".split(
    " ",
  ),
);

export function isOtherCall(key: KeyName): boolean {
  return (
    VERBS.has(key.words[0] ?? "") ||
    VERBS.has(key.words.find((word) => !/^(?:self|this|user|client|service|api|app|auth)$/.test(word)) ?? "")
  );
}
