import type { Guide } from "../guide.ts";

export const clientSecret: Guide = {
  kinds: ["azure-client-secret"],
  name: "Client secret of a Microsoft Entra application",
  purpose: "Password of an application: gets tokens for Microsoft Graph, Azure and every API that the application was granted.",
  uses: [
    "Authentication of services and pipelines (client-credentials grant)",
    "Secure communication: short-lived access tokens are issued for it",
    "Access control: app roles in Graph, role assignments in Azure subscriptions",
  ],
  made: {
    steps: [
      "Entra admin centre > App registrations > the app > Certificates & secrets > New client secret",
      "or Microsoft Graph: POST https://graph.microsoft.com/v1.0/applications/{id}/addPassword with passwordCredential; secretText is answered once",
    ],
    scopes: "The application's own grants: app roles and role assignments.",
    expiry: "endDateTime, chosen when it is made.",
  },
  places: [
    "AZURE_CLIENT_SECRET in environments and .env files",
    "appsettings.json",
    "Terraform variables and state",
    "service connections of pipelines",
  ],
  acts: [
    { does: "Read mail, files and directory data that the app's Graph roles allow", harm: "data breach", severity: "critical" },
    {
      does: "Change resources, read storage and key vaults of the subscriptions it has a role in",
      harm: "unauthorised access",
      severity: "critical",
    },
    { does: "Start machines at the owner's cost", harm: "financial loss", severity: "high" },
    { does: "Send mail as your people where the app may", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "api",
    steps: [
      "Sign-in logs of the service principal (Entra admin centre, or Microsoft Graph): createdDateTime, ipAddress, resourceDisplayName, servicePrincipalCredentialKeyId",
      "Map the leaked value to its keyId by the hint: the first three characters",
      "Audit logs for new secrets, owners and grants of the app",
    ],
    note: "Checking the secret leaves a sign-in log entry of its own.",
  },
  rotate: {
    way: "api",
    steps: [
      "POST https://graph.microsoft.com/v1.0/applications/{id}/addPassword (az ad app credential reset --append)",
      "Put secretText into your secret store and switch the users",
      "POST …/applications/{id}/removePassword with the old keyId",
    ],
  },
  revoke: {
    way: "api",
    steps: ["POST https://graph.microsoft.com/v1.0/applications/{id}/removePassword with keyId (az ad app credential delete)"],
    note: "Issued access tokens live on until they end, about an hour. Look at the service principal too: it can have secrets of its own.",
  },
  overlap: { is: "yes", how: "An application may have many secrets at once." },
  stops: ["Services and pipelines that sign in with the old secret"],
  narrow:
    "Managed identity or federated credentials and no secret; else the fewest app roles, and conditional access for workload identities.",
  links: [
    "https://learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal",
    "https://learn.microsoft.com/en-us/graph/api/serviceprincipal-removepassword",
  ],
};

export const storageKey: Guide = {
  kinds: ["azure-storage-account-key"],
  name: "Azure storage account key",
  purpose: "Full access to one storage account: blobs, files, queues and tables, and the right to sign SAS tokens.",
  uses: ["Authentication in connection strings", "Signing of SAS tokens for others", "Access control: none, the key is the whole account"],
  made: {
    steps: ["Each account has two: portal > the storage account > Access keys", "az storage account keys renew makes a new value"],
    scopes: "The whole account.",
    expiry: "None, but a reminder can be set.",
  },
  places: ["Connection strings in appsettings.json, web.config and .env files", "AZURE_STORAGE_KEY in environments"],
  acts: [
    { does: "Read every blob, file, queue and table", harm: "data breach", severity: "critical" },
    { does: "Change or delete all of it", harm: "unauthorised access", severity: "critical" },
    { does: "Sign SAS tokens that outlive the discovery until the key is renewed", harm: "unauthorised access", severity: "critical" },
    { does: "Put its own data and traffic on your bill", harm: "financial loss", severity: "medium" },
    { does: "Serve its files from your address", harm: "loss of reputation", severity: "high" },
  ],
  misuse: {
    way: "console",
    steps: [
      "Diagnostic logs of the account (StorageBlobLogs): CallerIpAddress, AuthenticationType, OperationName, if they were switched on",
    ],
    note: "Without diagnostic settings there is no record.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "command",
    steps: [
      "Move all users to key2",
      "az storage account keys renew --account-name NAME --key key1",
      "Move back to the new key1 when key2 is to be renewed",
    ],
    isUnconfirmed: true,
  },
  revoke: {
    way: "command",
    steps: ["az storage account keys renew --account-name NAME --key key1 (or key2: the one that leaked)"],
    note: "SAS tokens that were signed with it end with it.",
    isUnconfirmed: true,
  },
  overlap: { is: "yes", how: "Two keys are valid together; renew the one that nobody uses." },
  stops: ["Connection strings with that key", "SAS tokens that it signed"],
  narrow: "Forbid shared keys for the account and use Entra identities with roles; limit networks in its firewall.",
  links: ["https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage"],
};
