import type { Guide } from "../guide.ts";

export const serviceAccountKey: Guide = {
  kinds: ["google-service-account-key"],
  name: "Google Cloud service-account key",
  purpose: "A private key that signs in to Google Cloud as one service account.",
  uses: [
    "Authentication of programs outside Google Cloud (GOOGLE_APPLICATION_CREDENTIALS)",
    "Secure communication: a JWT signed with it is exchanged for an access token",
    "Access control: IAM roles of the service account say what it may do",
  ],
  made: {
    steps: [
      "Console > IAM & Admin > Service accounts > the account > Keys > Add key",
      "or POST https://iam.googleapis.com/v1/projects/{project}/serviceAccounts/{email}/keys; privateKeyData is answered once",
    ],
    scopes: "The IAM roles of the account in all projects.",
    expiry: "validBeforeTime of the key; without an organisation's limit it is far away. At most 10 keys an account.",
  },
  places: [
    "JSON files named after the project",
    "GOOGLE_APPLICATION_CREDENTIALS and the files it names",
    "variables of CI jobs, often as Base64",
  ],
  acts: [
    { does: "Start machines and model calls at the owner's cost", harm: "financial loss", severity: "critical" },
    { does: "Read buckets, BigQuery data and secrets that the roles allow", harm: "data breach", severity: "critical" },
    {
      does: "Make further keys, or act as other service accounts, where the roles allow it",
      harm: "unauthorised access",
      severity: "critical",
    },
    { does: "Host fraud and send abuse from your project, until Google suspends it", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "Cloud Audit Logs: protoPayload.authenticationInfo.serviceAccountKeyName names this very key; read methodName, requestMetadata.callerIp, status",
      "Monitoring metric of authentication events of service-account keys",
      "Without a call: the public list at https://www.googleapis.com/robot/v1/metadata/x509/{email} shows whether the key id still exists",
    ],
    note: "Data access logs are off for most services until somebody turns them on.",
  },
  rotate: {
    way: "api",
    steps: [
      "POST …/serviceAccounts/{email}/keys (gcloud iam service-accounts keys create)",
      "Put it into your secret store and switch the users",
      "POST …/keys/{id}:disable for the old one, watch, then DELETE …/keys/{id}",
    ],
  },
  revoke: {
    way: "api",
    steps: [
      "POST https://iam.googleapis.com/v1/projects/{project}/serviceAccounts/{email}/keys/{id}:disable. Can be undone by :enable",
      "DELETE …/keys/{id} (gcloud iam service-accounts keys delete) when nothing misses it",
    ],
    note: "Access tokens that were issued before live on for up to their hour.",
  },
  overlap: { is: "yes", how: "Up to ten keys of an account are valid together." },
  stops: ["Programs that hold the JSON file", "URLs signed with the key"],
  narrow: "Use workload identity federation or an attached service account and no key; else one account a workload with the fewest roles.",
  links: [
    "https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys/disable",
    "https://cloud.google.com/iam/docs/keys-create-delete",
  ],
};

export const apiKey: Guide = {
  kinds: ["google-api-key", "google-bound-api-key"],
  name: "Google API key",
  purpose: "Names a Google Cloud project to Google's APIs: for quota and billing, and for some APIs it is all they ask for.",
  uses: [
    "Access to Maps, Places, Translation, YouTube and Gemini on the project's bill",
    "Configuration of a Firebase web or mobile app, where it only names the project",
    "Access control by restrictions: which APIs, which sites, apps or addresses",
  ],
  made: {
    steps: ["Console > APIs & Services > Credentials > Create credentials > API key", "or gcloud services api-keys create"],
    scopes: "None until it is restricted to APIs and to sites, apps or addresses.",
    expiry: "None.",
  },
  places: ["Code of web pages and apps", "google-services.json, GoogleService-Info.plist, Firebase's configuration object", ".env files"],
  acts: [
    { does: "Use up paid quota (Maps, Gemini) at the owner's cost", harm: "financial loss", severity: "high" },
    { does: "Read and write Firebase data where its rules are open", harm: "data breach", severity: "high" },
    { does: "Reach every API of the project that takes a key and is not restricted", harm: "unauthorised access", severity: "high" },
    { does: "Use up the quota, so that your own maps and pages fail", harm: "loss of reputation", severity: "medium" },
  ],
  misuse: {
    way: "console",
    steps: ["APIs & Services > Metrics, grouped by credential: which APIs, how often", "Billing > Reports by day and API"],
    note: "A key is no identity: audit logs do not name a caller for it.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "api",
    steps: [
      "Make a new key with restrictions (gcloud services api-keys create, or the console)",
      "Ship it with your apps, wait until old versions are gone",
      "Delete the old one (gcloud services api-keys delete)",
    ],
    isUnconfirmed: true,
  },
  revoke: {
    way: "api",
    steps: ["Restrict it at once to the APIs and sites that need it", "gcloud services api-keys delete, or Credentials > Delete"],
    isUnconfirmed: true,
  },
  overlap: { is: "yes", how: "A project has many keys, each valid by itself." },
  stops: ["Maps, pages and installed apps that carry the old key"],
  narrow: "Restrict to APIs, and to referrers, app signatures or addresses. Firebase keys: App Check and security rules do the guarding.",
  links: ["https://cloud.google.com/docs/authentication/api-keys", "https://firebase.google.com/docs/projects/api-keys"],
};
