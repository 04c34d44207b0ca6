import type { Guide } from "../guide.ts";

const LINKS = [
  "https://plivo.com/docs/faq/account/account-management",
  "https://support.plivo.com/hc/en-us/articles/360041731231-How-can-I-change-my-Auth-ID-or-Auth-Token",
  "https://www.plivo.com/docs/account/api/subaccount",
  "https://docs.plivo.com/docs/voice/concepts/signature-validation/",
  "https://plivo.com/docs/messaging/concepts/geo-permissions",
];

const SPEND =
  "Place calls, send messages, buy numbers and start verifications at the owner's cost, most often to ranges that pay the attacker";

const RECORDS: readonly string[] = [
  "GET https://api.plivo.com/v1/Account/{auth_id}/Call/ with end_time__gte and end_time__lte in UTC, window by window: without both bounds you see 7 or 30 days only. Look at source_ip, to_number, total_amount",
  "GET https://api.plivo.com/v1/Account/{auth_id}/Message/ with message_time__gte and message_time__lte: without them you see the last 24 hours only, and 20 requests a minute are allowed. Look at requester_ip, destination_country_iso2, total_amount",
  "Both reach back 90 days: export them before you clean up",
  "Look for new sub-accounts, numbers, endpoints and SIP credentials, and for changed answer_url and message_url of applications",
];

const NO_LOG =
  "There is no API request log, no audit-log API and no time of last use: the evidence is calls, messages and what was changed";

/** Webhooks are where most teams are surprised: the token is the key of their signatures. */
const STOPS: readonly string[] = [
  "Every REST client and SDK that has the old token, also PHLO, Lookup, Verify, Zentrunk's API and call insights",
  "Checks of webhook signatures: callbacks are signed with the token. A receiver that checks with the old one only refuses them, and calls end with hang-up cause 7011 or 8011",
  "JWT access tokens for browser and mobile SDKs that are minted with the old token",
  "Profiles of the Plivo CLI: log in again",
  "Not affected: passwords of SIP endpoints and Zentrunk SIP credentials, console log-ins, numbers, applications",
];

export const authToken: Guide = {
  kinds: ["plivo-auth-token"],
  name: "Plivo Auth Token of the main account",
  purpose: "Password of the whole Plivo account: with the Auth ID it signs in to every API, and it is the key that signs callbacks.",
  uses: [
    "Authentication: HTTP Basic user (Auth ID) and password (Auth Token) of every call to api.plivo.com",
    "Secure communication: your server checks with it that a callback comes from Plivo (X-Plivo-Signature-V3 and V2)",
    "Access control: it mints JWT access tokens for browser and mobile SDKs, and it creates and reads sub-accounts",
  ],
  made: {
    steps: [
      "Sign in to the Plivo console",
      "Account > Settings > Credentials shows the Auth ID and the Auth Token",
      "Generate Auth Token makes a new one; the dialog asks whether to keep or to revoke the old one",
    ],
    scopes: "None: one pair has the full power of the account. A sub-account of its own for each workload is the only way to less.",
    expiry: "None: it lives until it is replaced and revoked in the console.",
  },
  places: [
    "PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN in environments and .env files",
    "~/.plivo/config.toml of the Plivo CLI: versions before 1.1.0 could leave it readable for everybody",
    "Arguments of RestClient(…) or Client(…) in code, and Basic headers in scripts and request collections",
  ],
  acts: [
    { does: SPEND, harm: "financial loss", severity: "critical" },
    {
      does: "Read the tokens of all sub-accounts in clear, create sub-accounts, delete them with all that they own",
      harm: "unauthorised access",
      severity: "critical",
    },
    {
      does: "Point applications and numbers at another server: calls and messages, one-time codes among them, go to the attacker",
      harm: "unauthorised access",
      severity: "critical",
    },
    {
      does: "Read messages, call records, recordings, MMS media, identity and compliance documents of end users",
      harm: "data breach",
      severity: "critical",
    },
    { does: "Listen to live calls (stream them to a foreign server), transfer, record or end them", harm: "data breach", severity: "high" },
    {
      does: "Send fraud and spam from your numbers: carriers block them and your customers stop answering",
      harm: "loss of reputation",
      severity: "high",
    },
    {
      does: "Forge callbacks: whoever has the token can sign what your server then believes",
      harm: "unauthorised access",
      severity: "high",
    },
  ],
  misuse: { way: "api", steps: RECORDS, note: NO_LOG },
  rotate: {
    way: "console",
    steps: [
      "Account > Settings > Credentials > Generate Auth Token, and choose to keep the old one: both are valid now",
      "Put the new token into your secret store and let every service read it from there",
      "Let receivers of callbacks accept both: during the overlap the V3 header holds one signature for each live token, the SDKs accept any",
      "Test the new one: GET https://api.plivo.com/v1/Account/{auth_id}/ answers 200",
      "Revoke the old token in the console, then test that it gets 401",
    ],
    note: "No API: the public API of an account takes name, city and address only. The Auth ID can never be changed.",
  },
  revoke: {
    way: "console",
    steps: [
      "Account > Settings > Credentials > Generate Auth Token, and choose to revoke the old one: it ends at once, with all that used it",
      "To gain time: narrow the geo permissions for SMS and voice in the console to the countries that you need",
    ],
    note: "No API ends a token of the main account.",
  },
  overlap: { is: "yes", how: "Keep the old token in the dialog. How long it lives then is not documented: revoke it yourself." },
  stops: STOPS,
  narrow:
    "Move each workload to a sub-account (POST …/Subaccount/): it can be switched off alone by API. Narrow the geo permissions; no IP allowlist for the REST API is known.",
  links: LINKS,
};

export const subaccountToken: Guide = {
  kinds: ["plivo-subaccount-token"],
  name: "Plivo Auth Token of a sub-account",
  purpose: "Password of one Plivo sub-account: signs in to the API for what that sub-account owns, and signs its callbacks.",
  uses: [
    "Authentication of one workload, with the sub-account's own Auth ID (SA…)",
    "Secure communication: callbacks of its applications are signed with it",
    "Access control: its calls and messages are counted apart, and it can be switched off alone",
  ],
  made: {
    steps: [
      "POST https://api.plivo.com/v1/Account/{main auth_id}/Subaccount/ with name and enabled=true (it is off by default), or the console's page of sub-accounts",
      "The answer holds auth_id and auth_token; the main account can read both again at any time",
    ],
    scopes: "What the sub-account owns: its applications, numbers, endpoints, calls and messages.",
    expiry: "None: it lives until the sub-account is switched off or deleted.",
  },
  places: ["PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN of one service", "Answers of the Subaccount API, which hold the token in clear"],
  acts: [
    { does: SPEND, harm: "financial loss", severity: "high" },
    { does: "Read the sub-account's messages, call records and recordings", harm: "data breach", severity: "high" },
    { does: "Change where its applications send calls and messages", harm: "unauthorised access", severity: "high" },
    { does: "Send spam from its numbers", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: {
    way: "api",
    steps: ["Add the filter subaccount={SA…} to the calls below", ...RECORDS],
    note: NO_LOG,
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://api.plivo.com/v1/Account/{main auth_id}/Subaccount/ with name and enabled=true: a new sub-account with its own pair",
      "Move applications, numbers and endpoints over: their update calls take subaccount={new SA…}",
      "Put the new pair into your secret store and switch the services",
      "POST …/Subaccount/{old SA…}/ with name and enabled=false, watch, and delete it later",
    ],
    note: "The API replaces the whole sub-account: it has no call that gives the same sub-account a new token.",
  },
  revoke: {
    way: "api",
    steps: [
      "POST https://api.plivo.com/v1/Account/{main auth_id}/Subaccount/{SA…}/ with name and enabled=false, signed in as the main account: can be undone",
      "DELETE …/Subaccount/{SA…}/ ends it for good; with cascade=true its applications, numbers and endpoints go too",
    ],
    note: "The Python SDK's update() switches a sub-account off when enabled is left out.",
  },
  overlap: { is: "yes", how: "The old and the new sub-account work side by side until the old one is switched off." },
  stops: [
    "Everything that signs in with this sub-account",
    "Checks of the signatures of its callbacks",
    "JWT access tokens minted with it",
  ],
  narrow: "One sub-account a workload; narrow its geo permissions in the console.",
  links: LINKS,
};

export const accessToken: Guide = {
  kinds: ["plivo-access-token"],
  name: "Plivo access token (JWT) of a browser or mobile SDK",
  purpose: "Signs one endpoint in to voice calls from a browser or an app, for a short time.",
  uses: ["Authentication of an SDK endpoint without its password", "Access control: it grants incoming or outgoing calls, until it ends"],
  made: {
    steps: ["Your server signs it with the Auth Token (HS256), or POST https://api.plivo.com/v1/Account/{auth_id}/JWT/Token/"],
    scopes: "Incoming calls, outgoing calls, or both, for one subject.",
    expiry: "180 to 86,400 seconds, as its maker chose.",
  },
  places: ["Answers of your own token endpoint", "Logs of browsers and proxies"],
  acts: [
    { does: "Place calls as that endpoint at the owner's cost until the token ends", harm: "financial loss", severity: "medium" },
    { does: "Take the calls that are meant for that endpoint", harm: "data breach", severity: "medium" },
    { does: "Call your customers under your number", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: { way: "api", steps: RECORDS, note: NO_LOG },
  rotate: { way: "api", steps: ["Mint a new one from your server", "The leaked one ends by itself, within 24 hours at most"] },
  revoke: {
    way: "none",
    steps: ["Wait for its end: a day at most", "If calls are placed now, replace the Auth Token that signed it"],
    note: "No call takes a single token back.",
  },
  overlap: { is: "yes", how: "Any number of tokens live together." },
  stops: ["The one client that uses it"],
  narrow: "Give it the shortest life and only the direction of calls that the client needs.",
  links: ["https://github.com/plivo/plivo-python/blob/master/plivo/utils/jwt.py", ...LINKS],
};
