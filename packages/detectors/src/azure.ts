import { type Companion, type Detector, type Rule, fake } from "@stanch/model";
import { nearMisses as unnamed } from "./_names.ts";
import { named, shown } from "./_token.ts";
import { ASSIGN, LEFT, RIGHT, anyCase, toBase64 } from "./_words.ts";
import { apimFacts, azureKeyFacts, sasFacts } from "./_facts.ts";

// Newer keys carry a signature at a fixed place: `+ASt` at 76 of 88 for storage, `JQQJ99` at 52 of 84 for the common form.
const B = "[A-Za-z0-9+/]";
const uuid = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", seed);
const key64 = (seed: number): string => `${fake(`[A-Za-z0-9+/]{85}[AQgw]`, seed)}==`;
const key32 = (seed: number): string => toBase64(fake("[A-Za-z0-9]{32}", seed));
const hex32 = (seed: number): string => fake("[0-9a-f]{32}", seed);

const TENANT: Companion = {
  name: "tenantId",
  pattern: /tenant[\w.-]{0,12}["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/i,
  withinBytes: 1024,
};
const CLIENT: Companion = {
  name: "clientId",
  pattern: /(?:client|app(?:lication)?)[_-]?id["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})/i,
  withinBytes: 1024,
};

export const azureClientSecret: Detector = {
  id: "azure-client-secret",
  title: "Microsoft Entra client secret",
  provider: "azure",
  category: "identity",
  severity: "critical",
  opens: "Signs in as the application and reaches what it was granted in Azure and Microsoft 365.",
  prefixes: ["0Q~", "1Q~", "2Q~", "3Q~", "4Q~", "5Q~", "6Q~", "7Q~", "8Q~", "9Q~"],
  pattern: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~-])/,
  entropy: 3.5,
  companions: [TENANT, CLIENT],
  examples: [
    `AZURE_TENANT_ID=${uuid(1)}\nAZURE_CLIENT_ID=${uuid(2)}\nAZURE_CLIENT_SECRET=${fake("[A-Za-z0-9]{3}8Q~[A-Za-z0-9_~.-]{33}[a-z]", 3)}`,
    `"clientSecret": "${fake("[A-Za-z0-9_~.-]{3}7Q~[A-Za-z0-9_~.-]{30}[a-z]", 4)}"`,
  ],
  counterExamples: [`abc8Q~${"x".repeat(34)}`, fake("[A-Za-z0-9]{3}8Q~[A-Za-z0-9]{20}", 5), fake("[A-Za-z0-9]{30}8Q~[A-Za-z0-9]{34}", 6)],
  references: ["https://learn.microsoft.com/entra/identity-platform/howto-create-service-principal-portal"],
  revoke: "az ad app credential delete --id APP --key-id KEY",
};

export const azureRefreshToken: Detector = {
  id: "azure-refresh-token",
  title: "Microsoft Entra refresh token",
  provider: "azure",
  category: "identity",
  severity: "critical",
  opens: "Gets access tokens in the user's name for weeks, without password or second factor.",
  prefixes: ["0.A", "1.A"],
  pattern: /(?<![\w.-])[01]\.A[A-Za-z0-9_-]{50,120}\.Ag[A-Za-z0-9_-]{250,2048}(?![A-Za-z0-9_-])/,
  window: { before: 8, after: 2300 },
  entropy: 4.5,
  examples: [
    `"refresh_token": "${fake("0.A[A-Za-z0-9_-]{60}.Ag[A-Za-z0-9_-]{800}", 11)}"`,
    `REFRESH=${fake("1.A[A-Za-z0-9_-]{90}.Ag[A-Za-z0-9_-]{1200}", 12)}`,
  ],
  counterExamples: ["0.AX0A...", fake("0.A[A-Za-z0-9_-]{60}", 13), "version 1.Alpha.Ag"],
  references: ["https://learn.microsoft.com/entra/identity-platform/refresh-tokens"],
  revoke: "POST https://graph.microsoft.com/v1.0/users/{id}/revokeSignInSessions",
};

const ACCOUNT: Companion = {
  name: "accountName",
  pattern: /account[_-]?name["']?\s{0,4}[:=]\s{0,4}["']?(?<value>[a-z0-9]{3,24})(?![A-Za-z0-9])/i,
  withinBytes: 512,
};

export const azureStorageKey: Detector = {
  id: "azure-storage-account-key",
  title: "Azure Storage account key",
  provider: "azure",
  category: "storage",
  severity: "critical",
  opens: "Reads, changes and deletes all data of the storage account: blobs, files, queues and tables.",
  keywords: [
    "accountkey",
    "account_key",
    "account-key",
    "storage_key",
    "storagekey",
    "storage-key",
    "storage_access_key",
    "storageaccesskey",
    "+ast",
  ],
  pattern: new RegExp(
    String.raw`${LEFT}(?=${B}{80})(?:(?<!documents\.azure\.com[^\n]{0,64})(?<=${anyCase("(?:account|storage)[_-]?(?:access[_-]?)?key")}[\w-]{0,8}(?:=|${ASSIGN}))(?!${B}{76}ACDb)${B}{86}==|${B}{76}\+ASt${B}{5}[AQgw]==)${RIGHT}`,
  ),
  window: { before: 160, after: 192 },
  entropy: 4.3,
  confidence: 0.85,
  companions: [ACCOUNT],
  // The emulator's account has one documented key, the same everywhere.
  notSecret: [/^Eby8vdM02xNOcqFlqUwJPLlm/],
  examples: [
    `DefaultEndpointsProtocol=https;AccountName=acmedata;AccountKey=${key64(21)};EndpointSuffix=core.windows.net`,
    `AZURE_STORAGE_KEY="${key64(22)}"`,
    `const key = "${fake("[A-Za-z0-9+/]{76}", 23)}+ASt${fake("[A-Za-z0-9]{5}", 24)}A==";`,
    `  - name: STORAGE_ACCOUNT_KEY\n    value: ${key64(25)}`,
  ],
  counterExamples: [
    "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=<key>;EndpointSuffix=core.windows.net",
    `AccountKey=${"A".repeat(86)}==`,
    `AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=${key64(26)};`, // Cosmos DB: another kind
    `integrity sha512-${key64(27)}`,
    `AccountKey=${key32(28)}`,
  ],
  references: ["https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage"],
  revoke: "az storage account keys renew --account-name NAME --key key1",
};

export const azureCosmosKey: Detector = {
  id: "azure-cosmosdb-key",
  title: "Azure Cosmos DB account key",
  provider: "azure",
  category: "database",
  severity: "critical",
  opens: "Reads, changes and deletes all databases of the account.",
  keywords: ["documents.azure.com", "cosmos", "acdb"],
  pattern: new RegExp(
    String.raw`${LEFT}(?=${B}{80})(?:(?<=documents\.azure\.com[^\n]{0,64}?AccountKey=)${B}{86}==|(?<=${anyCase("cosmos")}[\w .-]{0,32}${anyCase("key")}[\w-]{0,8}${ASSIGN})${B}{86}==|${B}{76}ACDb${B}{5}[AQgw]==)${RIGHT}`,
  ),
  window: { before: 160, after: 256 },
  entropy: 4.3,
  confidence: 0.9,
  companions: [{ name: "endpoint", pattern: /https:\/\/[a-z0-9-]{3,64}\.documents\.azure\.com/, withinBytes: 512 }],
  notSecret: [/^C2y6yDjf5\/R\+ob0N8A7Cgv30VRDJIWEHLM\+4QDU5/],
  examples: [
    `AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=${key64(31)};`,
    `COSMOS_KEY=${key64(32)}`,
    `"${fake("[A-Za-z0-9+/]{76}", 33)}ACDb${fake("[A-Za-z0-9]{5}", 34)}A=="`,
  ],
  counterExamples: [
    "AccountEndpoint=https://acme.documents.azure.com:443/;AccountKey=<your-key>;",
    `COSMOS_KEY=${"x".repeat(86)}==`,
    `AccountName=a;AccountKey=${key64(35)}`,
    `COSMOS_KEY=${key32(36)}`,
  ],
  references: ["https://learn.microsoft.com/azure/cosmos-db/secure-access-to-data"],
  revoke: "az cosmosdb keys regenerate --key-kind primary",
};

export const azureSasToken: Detector = {
  id: "azure-sas-token",
  title: "Azure shared access signature",
  provider: "azure",
  category: "storage",
  severity: "high",
  opens: "Does with the container or blob what its sp= allows, until the time in its se=.",
  keywords: ["sig="],
  // The storage emulator's account has a published key.
  pattern:
    /(?<!devstoreaccount1\/[^\s"'<>]{0,500})(?<secret>(?:\?|(?<![A-Za-z0-9%=&])|&|&amp;)(?=[^\s"'<>\\]{0,600}\bsig=)(?=[^\s"'<>\\]{0,600}\bsv=20\d\d-\d\d-\d\d)(?=[^\s"'<>\\]{0,600}\bs[pr]t?=[a-z]{1,16}\b)(?:sv|sp|st|se|ss|srt?|spr|sip|si|sdd|skoid)=[^\s"'<>\\]{20,700}?\bsig=[A-Za-z0-9%+/]{43,80}(?:%3[Dd]|=)?[^\s"'<>\\]{0,200})/,
  window: { before: 640, after: 320 },
  entropy: 4,
  confidence: 0.9,
  companions: [
    {
      name: "url",
      pattern: /https:\/\/[a-z0-9-]{3,64}\.(?:blob|file|queue|table|dfs)\.core\.windows\.net\/[^\s"'<>?]{0,200}/,
      withinBytes: 1024,
    },
  ],
  facts: sasFacts,
  examples: [
    `https://acme.blob.core.windows.net/c/f.zip?sv=2024-11-04&st=2026-01-01T00%3A00%3A00Z&se=2027-01-01T00%3A00%3A00Z&sr=b&sp=r&sig=${fake("[A-Za-z0-9]{43}", 41)}%3D`,
    `SAS_TOKEN="sp=racwdl&st=2026-01-01T00:00:00Z&se=2027-01-01T00:00:00Z&sv=2024-11-04&sr=c&sig=${fake("[A-Za-z0-9]{20}%2B[A-Za-z0-9]{22}", 42)}%3D"`,
  ],
  counterExamples: [
    "https://acme.blob.core.windows.net/c/f.zip?sv=2024-11-04&sr=b&sp=r&sig=<signature>",
    `https://acme.test/?id=1&sig=${fake("[A-Za-z0-9]{43}", 43)}%3D`, // of something else
    `?sv=2024-11-04&sr=b&sp=r&sig=${"x".repeat(43)}%3D`,
    `http://127.0.0.1:10000/devstoreaccount1/c/f.txt?se=2027-01-01T00%3A00%3A00Z&sig=${fake("[A-Za-z0-9]{43}", 44)}%3D&sp=r&sr=b&sv=2024-11-04`,
  ],
  references: ["https://learn.microsoft.com/azure/storage/common/storage-sas-overview"],
  revoke: "Delete its stored access policy, or renew the account key that signed it",
};

/** `Endpoint=…;…Key=…`: the host tells the service. */
const connectionRule = (host: string, keyName: string, value: string): Partial<Rule> => ({
  pattern: new RegExp(
    String.raw`[Ee](?:ndpoint)=(?:https|sb|amqps):\/\/[\w.-]{2,128}\.${host}[:\d]{0,6}\/?;[^\n"'<>]{0,200}?${keyName}=(?<secret>${value})(?![A-Za-z0-9+/=])`,
  ),
  window: { before: 256, after: 320 },
  entropy: 4,
  confidence: 0.95,
  companions: [{ name: "endpoint", pattern: new RegExp(String.raw`[\w.-]{2,128}\.${host}`), withinBytes: 384 }],
});
const KEY_32 = `${B}{43}=`;
const KEY_64 = `${B}{86}==`;
/** The common form of newer keys: 84 letters and digits. */
const KEY_84 = "[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{26}";
/** Behind the 52 random characters what the issuer reserved is zero, a run of A: there a repeated character tells of no placeholder. */
const RESERVED = {
  humanChosen: true,
  notSecret: [/^.{0,44}(.)\1{7}.{32}|^.{0,44}(?:01234567|12345678|abcdefgh|ABCDEFGH).{32}/],
} as const satisfies Pick<Rule, "humanChosen" | "notSecret">;
const nearMisses = (text: (key: string) => string): string[] => [
  text("<key>"),
  text(`${"A".repeat(43)}=`),
  text(fake("[A-Za-z0-9]{16}", 990)),
  text("{{ key }}"),
];

const bus = (key: string): string =>
  `Endpoint=sb://acme.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${key}`;
export const azureServiceBusConnection: Detector = {
  id: "azure-servicebus-connection-string",
  title: "Azure Service Bus, Event Hubs or Relay connection string",
  provider: "azure",
  category: "messaging",
  severity: "high",
  opens: "Sends, reads or manages messages of the namespace as its policy allows; the root policy all of it.",
  keywords: ["servicebus.windows.net"],
  ...connectionRule(String.raw`servicebus\.(?:windows\.net|usgovcloudapi\.net|chinacloudapi\.cn)`, "SharedAccessKey", KEY_32),
  examples: [bus(key32(51)), `EVENTHUB="${bus(`${fake("[A-Za-z0-9+/]{33}", 52)}+AEh${fake("[A-Za-z0-9]{5}", 53)}A=`)};EntityPath=hub"`],
  counterExamples: nearMisses(bus),
  references: ["https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas"],
  revoke: "az servicebus namespace authorization-rule keys renew",
};

const iot = (key: string): string => `HostName=acme.azure-devices.net;SharedAccessKeyName=iothubowner;SharedAccessKey=${key}`;
export const azureIotHubConnection: Detector = {
  id: "azure-iot-hub-connection-string",
  title: "Azure IoT Hub connection string",
  provider: "azure",
  category: "cloud",
  severity: "high",
  opens: "Speaks as the device, or with a hub policy reads and commands all devices.",
  keywords: ["azure-devices"],
  pattern: new RegExp(
    String.raw`HostName=[\w.-]{2,128}\.azure-devices(?:-provisioning)?\.net;[^\n"'<>]{0,200}?SharedAccessKey=(?<secret>${KEY_32})(?![A-Za-z0-9+/=])`,
  ),
  window: { before: 160, after: 320 },
  entropy: 4,
  confidence: 0.95,
  examples: [iot(key32(61)), `HostName=acme.azure-devices.net;DeviceId=pump-7;SharedAccessKey=${key32(62)}`],
  counterExamples: nearMisses(iot),
  references: ["https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-sas"],
  revoke: "az iot hub policy renew-key",
};

const signalr = (key: string): string => `Endpoint=https://acme.service.signalr.net;AccessKey=${key};Version=1.0;`;
export const azureSignalrConnection: Detector = {
  id: "azure-signalr-connection-string",
  title: "Azure SignalR or Web PubSub connection string",
  provider: "azure",
  category: "messaging",
  severity: "medium",
  opens: "Sends messages to every connected client and signs tokens for them.",
  keywords: ["service.signalr.net", "webpubsub.azure.com"],
  ...connectionRule(String.raw`(?:service\.signalr\.net|webpubsub\.azure\.com)`, "AccessKey", `(?:${KEY_32}|${KEY_84})`),
  facts: azureKeyFacts,
  examples: [signalr(key32(71)), `Endpoint=https://acme.webpubsub.azure.com;AccessKey=${key32(72)};Version=1.0;`],
  counterExamples: nearMisses(signalr),
  references: ["https://learn.microsoft.com/azure/azure-signalr/"],
  revoke: "az signalr key renew --key-type primary",
};

const communication = (key: string): string => `endpoint=https://acme.communication.azure.com/;accesskey=${key}`;
export const azureCommunicationConnection: Detector = {
  id: "azure-communication-connection-string",
  title: "Azure Communication Services connection string",
  provider: "azure",
  category: "messaging",
  severity: "high",
  opens: "Sends SMS and mail and places calls in the owner's name and at the owner's cost.",
  keywords: ["communication.azure.com"],
  ...connectionRule(String.raw`communication\.azure\.com`, "access[Kk]ey", `(?:${KEY_64}|${KEY_84})`),
  facts: azureKeyFacts,
  examples: [communication(key64(81)), communication(`${fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}AZCS[A-Za-z0-9]{4}", 82)}`)],
  counterExamples: nearMisses(communication),
  references: ["https://learn.microsoft.com/azure/communication-services/"],
  revoke: "az communication regenerate-key",
};

const appConfig = (key: string): string => `Endpoint=https://acme.azconfig.io;Id=abcd;Secret=${key}`;
export const azureAppConfigConnection: Detector = {
  id: "azure-app-configuration-connection-string",
  title: "Azure App Configuration connection string",
  provider: "azure",
  category: "cloud",
  severity: "high",
  opens: "Reads the application's configuration, other secrets in it too, and may change it.",
  keywords: ["azconfig.io"],
  ...connectionRule(String.raw`azconfig\.io`, "Secret", `(?:${KEY_32}|${KEY_84})`),
  facts: azureKeyFacts,
  examples: [appConfig(key32(91)), `APPCONFIG="${appConfig(fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}AZAC[A-Za-z0-9]{4}", 92))}"`],
  counterExamples: nearMisses(appConfig),
  references: ["https://learn.microsoft.com/azure/azure-app-configuration/rest-api-authentication-hmac"],
  revoke: "az appconfig credential regenerate",
};

export const azureDevopsPat: Detector = {
  id: "azure-devops-pat",
  title: "Azure DevOps personal access token",
  provider: "azure",
  category: "vcs",
  severity: "critical",
  opens: "Reads and writes repositories, pipelines and packages as its scopes allow, in the user's name.",
  rules: [
    {
      prefixes: ["AZDO"],
      pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/,
      window: { before: 96, after: 8 },
      entropy: 4,
      ...RESERVED,
    },
    {
      id: "legacy",
      keywords: ["azure", "devops", "vsts", "visualstudio.com", "system_accesstoken", "ado_pat", "adopat"],
      pattern: new RegExp(
        String.raw`(?<![A-Za-z0-9+/_-])(?=[a-z2-7]{52})(?<=(?:${anyCase("(?:token|pat|password|secret|auth)")}[\w.-]{0,16}${ASSIGN}|\/\/[^\s:@/]{0,64}:))(?<secret>[a-z2-7]{52})(?![A-Za-z0-9+/=_-])`,
      ),
      window: { before: 128, after: 128 },
      entropy: 3.9,
      confidence: 0.7,
      notSecret: [/^[^2-7]+$/],
    },
  ],
  facts: azureKeyFacts,
  examples: [
    `AZURE_DEVOPS_EXT_PAT=${fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}AZDO[A-Za-z0-9]{4}", 101)}`,
    // As they are today: a month, and A for all that is reserved.
    `$pat = "${fake("[A-Za-z0-9]{52}JQQJ99B[A-L]ACAAAAAAAAAAAAASAZDO[A-Za-z0-9]{4}", 109)}"`,
    `AZURE_DEVOPS_TOKEN=${fake("[a-z2-7]{51}7", 102)}`,
    `ado_pat = "${fake("[a-z2-7]{51}7", 107)}"`,
    `adoPat: ${fake("[a-z2-7]{51}7", 108)}\n`,
    `git clone https://acme:${fake("[a-z2-7]{51}7", 103)}@dev.azure.com/acme/app/_git/app`,
  ],
  counterExamples: [
    "AZURE_DEVOPS_EXT_PAT=${PAT}",
    `AZURE_DEVOPS_TOKEN=${"a".repeat(52)}`,
    `PAT=${"x".repeat(52)}JQQJ99BBACAAAAAAAAAAAAASAZDO0000`,
    `PAT=abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZJQQJ99BBACAAAAAAAAAAAAASAZDO0000`,
    `azure id ${fake("[a-z2-7]{52}", 104)}`, // nothing says token
    fake("[A-Za-z0-9]{70}AZDO[A-Za-z0-9]{4}", 105),
    `azure_token=${fake("[a-z2-7]{60}", 106)}`,
  ],
  references: ["https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate"],
  revoke: "dev.azure.com/{org}/_usersSettings/tokens > Revoke",
};

export const azureAiKey: Detector = {
  id: "azure-ai-key",
  title: "Azure OpenAI or AI Services key",
  provider: "azure",
  category: "ai",
  severity: "high",
  opens: "Calls the models and AI services of the resource at the owner's cost.",
  rules: [
    {
      prefixes: ["ACOG"],
      pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}ACOG[A-Za-z0-9]{4}(?![A-Za-z0-9])/,
      window: { before: 96, after: 8 },
      entropy: 4,
      ...RESERVED,
    },
    {
      id: "legacy",
      keywords: [
        "azure_openai",
        "azureopenai",
        "azure-openai",
        "openai.azure.com",
        "cognitiveservices",
        "cognitive_services",
        "ocp-apim-subscription-key",
      ],
      pattern: new RegExp(
        String.raw`(?=[0-9a-f]{32})(?<=${anyCase("(?:key|api[_-]?key)")}[\w.-]{0,8}${ASSIGN})(?<secret>[0-9a-f]{32})(?![A-Za-z0-9_-])`,
      ),
      window: { before: 160, after: 192 },
      entropy: 3,
      confidence: 0.75,
      companions: [
        {
          name: "endpoint",
          pattern: /https:\/\/[a-z0-9-]{2,64}\.(?:openai\.azure|cognitiveservices\.azure|services\.ai\.azure)\.com/,
          withinBytes: 1024,
        },
      ],
    },
  ],
  facts: azureKeyFacts,
  examples: [
    `AZURE_OPENAI_API_KEY=${fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}ACOG[A-Za-z0-9]{4}", 111)}`,
    `AZURE_OPENAI_API_KEY="${fake("[0-9a-f]{32}", 112)}"`,
    `curl -H 'Ocp-Apim-Subscription-Key: ${fake("[0-9a-f]{32}", 113)}' https://westeurope.api.cognitive.microsoft.com/`,
  ],
  counterExamples: [
    "AZURE_OPENAI_API_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    `md5: ${fake("[0-9a-f]{32}", 114)} # azure_openai`,
    `api_key=${fake("[0-9a-f]{32}", 115)}`, // nothing says whose
    `AZURE_OPENAI_API_KEY=${fake("[0-9a-f]{40}", 116)}`,
  ],
  references: ["https://learn.microsoft.com/azure/ai-services/openai/reference"],
  revoke: "az cognitiveservices account keys regenerate",
};

export const azureCommonKey: Detector = {
  id: "azure-identifiable-key",
  title: "Azure service key (common format)",
  provider: "azure",
  category: "cloud",
  severity: "high",
  opens: "Calls the Azure service that issued it (Maps, Event Grid, Content Safety, …); four letters near its end name the service.",
  prefixes: ["JQQJ99"],
  pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}(?!AZDO|ACOG)[A-Z][A-Za-z0-9]{7}(?![A-Za-z0-9])/,
  window: { before: 64, after: 40 },
  entropy: 4,
  ...RESERVED,
  yieldsTo: ["azure-communication-connection-string", "azure-app-configuration-connection-string", "azure-signalr-connection-string"],
  facts: azureKeyFacts,
  examples: [
    `AZURE_MAPS_KEY=${fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}AZMP[A-Za-z0-9]{4}", 121)}`,
    `aeg-sas-key: ${fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}AZEG[A-Za-z0-9]{4}", 122)}`,
  ],
  counterExamples: [
    fake("[A-Za-z0-9]{52}JQQJ99[A-Za-z0-9]{18}ACOG[A-Za-z0-9]{4}", 123), // the AI kind
    fake("[A-Za-z0-9]{40}JQQJ99[A-Za-z0-9]{26}", 124),
    `${"x".repeat(52)}JQQJ99${"x".repeat(18)}AZMP0000`,
  ],
  references: ["https://learn.microsoft.com/azure/azure-maps/"],
  revoke: "Azure portal > the resource > Keys > Regenerate",
};

/** Kinds whose key has one shape with a signature inside. */
const signed = (prefix: string, source: string, before: number): Pick<Rule, "prefixes" | "pattern" | "window" | "entropy"> => ({
  prefixes: [prefix],
  pattern: new RegExp(`${LEFT}${source}(?![A-Za-z0-9+/=_-])`),
  window: { before, after: 24 },
  entropy: 4,
});

export const azureFunctionKey: Detector = {
  id: "azure-function-key",
  title: "Azure Functions key",
  provider: "azure",
  category: "cloud",
  severity: "high",
  opens: "Calls the function; a master key also changes its code and reads its settings.",
  ...signed("AzFu", "[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9_-]{6}==", 56),
  examples: [
    `x-functions-key: ${fake("[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9]{6}", 131)}==`,
    `https://acme.azurewebsites.net/api/f?code=${fake("[A-Za-z0-9_-]{44}AzFu[A-Za-z0-9]{6}", 132)}==`,
  ],
  counterExamples: [
    `${"x".repeat(44)}AzFu123456==`,
    `${fake("[A-Za-z0-9]{30}AzFu[A-Za-z0-9]{6}", 133)}==`,
    fake("[A-Za-z0-9]{44}AzFu[A-Za-z0-9]{12}", 134),
  ],
  references: ["https://learn.microsoft.com/azure/azure-functions/function-keys-how-to"],
  revoke: "az functionapp keys set, or the portal > App keys > Renew",
};

export const azureSearchKey: Detector = {
  id: "azure-search-key",
  title: "Azure AI Search key",
  provider: "azure",
  category: "database",
  severity: "high",
  opens: "Reads all indexes; an admin key also changes and deletes them.",
  ...signed("AzSe", "[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}", 56),
  examples: [
    `api-key: ${fake("[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}", 141)}`,
    `SEARCH_KEY="${fake("[A-Za-z0-9]{42}AzSe[A-D][A-Za-z0-9]{5}", 142)}"`,
  ],
  counterExamples: [
    fake("[A-Za-z0-9]{42}AzSeZ[A-Za-z0-9]{5}", 143),
    fake("[A-Za-z0-9]{30}AzSeA[A-Za-z0-9]{5}", 144),
    `${"x".repeat(42)}AzSeA00000`,
  ],
  references: ["https://learn.microsoft.com/azure/search/search-security-api-keys"],
  revoke: "az search admin-key renew",
};

export const azureRedisKey: Detector = {
  id: "azure-redis-key",
  title: "Azure Cache for Redis access key",
  provider: "azure",
  category: "database",
  severity: "high",
  opens: "Reads and changes everything in the cache.",
  ...signed("AzCa", "[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}=", 48),
  examples: [
    `REDIS_PASSWORD=${fake("[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}", 151)}=`,
    `acme.redis.cache.windows.net:6380,password=${fake("[A-Za-z0-9]{33}AzCa[A-P][A-Za-z0-9]{5}", 152)}=,ssl=True`,
  ],
  counterExamples: [
    fake("[A-Za-z0-9]{33}AzCaZ[A-Za-z0-9]{5}", 153),
    `${fake("[A-Za-z0-9]{20}AzCaA[A-Za-z0-9]{5}", 154)}=`,
    `${"x".repeat(33)}AzCaA00000=`,
  ],
  references: ["https://learn.microsoft.com/azure/azure-cache-for-redis/"],
  revoke: "az redis regenerate-keys --key-type Primary",
};

export const azureContainerRegistryKey: Detector = {
  id: "azure-container-registry-password",
  title: "Azure Container Registry password",
  provider: "azure",
  category: "registry",
  severity: "critical",
  opens: "Pulls every image and pushes changed ones that others will run.",
  ...signed("+ACR", String.raw`[A-Za-z0-9/+]{42}\+ACR[A-D][A-Za-z0-9]{5}`, 56),
  examples: [
    `docker login acme.azurecr.io -u acme -p ${fake("[A-Za-z0-9/+]{42}", 161)}+ACRA${fake("[A-Za-z0-9]{5}", 162)}`,
    `ACR_PASSWORD=${fake("[A-Za-z0-9/+]{42}", 163)}+ACRB${fake("[A-Za-z0-9]{5}", 164)}`,
  ],
  counterExamples: [
    `${fake("[A-Za-z0-9/+]{42}", 165)}+ACRZ00000`,
    `${fake("[A-Za-z0-9/+]{30}", 166)}+ACRAabcde`,
    `${"x".repeat(42)}+ACRA00000`,
  ],
  references: ["https://learn.microsoft.com/azure/container-registry/container-registry-authentication"],
  revoke: "az acr credential renew --password-name password",
};

export const azureBatchKey: Detector = {
  id: "azure-batch-key",
  title: "Azure Batch account key",
  provider: "azure",
  category: "cloud",
  severity: "high",
  opens: "Starts machines and jobs at the owner's cost and reads their results.",
  ...signed("+ABa", String.raw`${B}{76}\+ABa${B}{5}[AQgw]==`, 96),
  examples: [
    `BATCH_KEY=${fake("[A-Za-z0-9+/]{76}", 171)}+ABa${fake("[A-Za-z0-9]{5}", 172)}A==`,
    `"key": "${fake("[A-Za-z0-9+/]{76}", 173)}+ABa${fake("[A-Za-z0-9]{5}", 174)}Q=="`,
  ],
  counterExamples: [
    `${fake("[A-Za-z0-9+/]{60}", 175)}+ABaabcdeA==`,
    `${"x".repeat(76)}+ABaabcdeA==`,
    `${fake("[A-Za-z0-9+/]{76}", 176)}+ABaabcdeA`,
  ],
  references: ["https://learn.microsoft.com/azure/batch/"],
  revoke: "az batch account keys renew --key-name primary",
};

export const azureApimKey: Detector = {
  id: "azure-apim-repository-password",
  title: "Azure API Management git password",
  provider: "azure",
  category: "vcs",
  severity: "high",
  opens: "Reads and changes the configuration of all APIs of the service.",
  prefixes: ["git&2"],
  pattern: /(?<![\w&])git&\d{12}&[A-Za-z0-9+/]{85,86}==(?![A-Za-z0-9+/=])/,
  entropy: 4,
  facts: apimFacts,
  examples: [
    `password: ${fake("git&202612312359&[A-Za-z0-9+/]{86}", 181)}==`,
    `https://apim:x@acme.scm.azure-api.net # ${fake("git&202701010000&[A-Za-z0-9+/]{86}", 182)}==`,
  ],
  counterExamples: [
    "git&202612312359&...==",
    `${fake("git&2026&[A-Za-z0-9+/]{86}", 183)}==`,
    fake("git&202612312359&[A-Za-z0-9+/]{40}", 184),
  ],
  references: ["https://learn.microsoft.com/azure/api-management/api-management-configuration-repository-git"],
  revoke: "Azure portal > API Management > Repository > Regenerate",
};

export const azureLogicAppUrl: Detector = {
  id: "azure-logic-app-url",
  title: "Azure Logic Apps trigger URL",
  provider: "azure",
  category: "cloud",
  severity: "medium",
  opens: "Starts the workflow with any input, as often as wanted.",
  keywords: ["logic.azure.com"],
  pattern:
    /https:\/\/[\w.-]{2,64}\.logic\.azure\.com(?::443)?\/workflows\/[0-9a-f]{32}\/[^\s"'<>]{4,256}[?&]sig=(?<secret>[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/,
  window: { before: 64, after: 512 },
  entropy: 4,
  confidence: 0.95,
  examples: [
    `https://prod-07.westeurope.logic.azure.com:443/workflows/${fake("[0-9a-f]{32}", 191)}/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=${fake("[A-Za-z0-9_-]{43}", 192)}`,
    `"url": "https://prod-1.eastus.logic.azure.com/workflows/${fake("[0-9a-f]{32}", 193)}/triggers/request/paths/invoke?sig=${fake("[A-Za-z0-9_-]{43}", 194)}"`,
  ],
  counterExamples: [
    `https://prod-07.westeurope.logic.azure.com:443/workflows/${fake("[0-9a-f]{32}", 195)}/triggers/manual/paths/invoke?api-version=2016-10-01`,
    `https://prod-07.westeurope.logic.azure.com/workflows/${fake("[0-9a-f]{32}", 196)}/triggers/manual?sig=<sig>`,
    `https://acme.test/workflows/${fake("[0-9a-f]{32}", 197)}/run?sig=${fake("[A-Za-z0-9_-]{43}", 198)}`,
  ],
  references: ["https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app"],
  revoke: "Azure portal > Logic app > Access keys > Regenerate",
};

export const azurePublishProfile: Detector = {
  id: "azure-publish-profile-password",
  title: "Azure App Service publish profile password",
  provider: "azure",
  category: "cloud",
  severity: "critical",
  opens: "Puts any code on the web app and reads its settings and files.",
  keywords: ["userpwd"],
  pattern: /userPWD\s{0,4}=\s{0,4}\\?["'](?<secret>[A-Za-z0-9]{60})\\?["']/,
  entropy: 4.5,
  confidence: 0.95,
  examples: [
    `<publishProfile profileName="acme" publishMethod="MSDeploy" userName="$acme" userPWD="${fake("[A-Za-z0-9]{60}", 201)}" />`,
    `userPWD='${fake("[A-Za-z0-9]{60}", 202)}'`,
  ],
  counterExamples: ['userPWD=""', 'userPWD="$(password)"', `userPWD="${"a".repeat(60)}"`, `userPWD="${fake("[A-Za-z0-9]{20}", 203)}"`],
  references: ["https://learn.microsoft.com/azure/app-service/deploy-configure-credentials"],
  revoke: "Azure portal > App Service > Reset publish profile",
};

const mapsKey = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{39}[A-Za-z0-9]", seed);
export const azureMapsKey: Detector = {
  id: "azure-maps-key",
  title: "Azure Maps subscription key",
  provider: "azure",
  category: "geo",
  severity: "medium",
  opens: "Uses the maps account at its owner's cost; pages that show maps often hold it, and an Entra sign-in would replace it.",
  keywords: ["azuremap", "azure_map", "azure-map", "atlas.microsoft.com"],
  pattern: named(
    "azure[_-]?maps?|atlas[.]microsoft",
    "(?:subscription|shared|primary|auth|api|access)?[_.-]?(?:subscription[_.-]?)?key",
    "(?=[A-Za-z_-]{0,42}[0-9])(?=[a-z0-9_-]{0,42}[A-Z])[A-Za-z0-9_-]{43}",
  ),
  entropy: 3.9,
  confidence: 0.85,
  examples: [
    ...shown("AZURE_MAPS_KEY", mapsKey),
    `https://atlas.microsoft.com/search/address/json?api-version=1.0&subscription-key=${mapsKey(13)}&query=a`,
    `azure-maps.key=${mapsKey(14)}\n`,
  ],
  counterExamples: [...unnamed("AZUREMAPS_KEY", mapsKey), `AZURE_MAPS_CLIENT_ID=${uuid(301)}`],
  references: ["https://learn.microsoft.com/azure/azure-maps/azure-maps-authentication"],
  revoke: "az maps account keys renew --key primary",
};

export const azureEventGridKey: Detector = {
  id: "azure-event-grid-key",
  title: "Azure Event Grid access key",
  provider: "azure",
  category: "messaging",
  severity: "medium",
  opens: "Sends any event to the topic, which starts whatever listens to it.",
  keywords: ["event_grid", "eventgrid", "event-grid", "aeg-sas-key"],
  pattern: named(
    "event[_-]?grid|aeg(?=-sas)",
    "(?:sas|topic|access|api|shared|account)?[_.-]?(?:sas|access)?[_.-]?key",
    "(?=[A-Za-z+/]{0,42}[0-9])(?=[a-z0-9+/]{0,42}[A-Z])[A-Za-z0-9+/]{43}=",
  ),
  entropy: 4,
  confidence: 0.85,
  companions: [{ name: "host", pattern: /[a-z0-9-]{3,50}\.[a-z0-9-]{2,24}\.eventgrid\.azure\.net/, withinBytes: 256 }],
  examples: [
    ...shown("EVENT_GRID_TOPIC_KEY", key32),
    `curl -H "aeg-sas-key: ${key32(302)}" https://acme.westeurope-1.eventgrid.azure.net/api/events`,
    `event-grid.key: ${key32(303)}\n`,
  ],
  counterExamples: [
    ...unnamed("EVENTGRID_KEY", key32, 4),
    `SERVICEBUS_KEY=${key32(304)}`, // another service's
  ],
  references: ["https://learn.microsoft.com/azure/event-grid/authenticate-with-access-keys-shared-access-signatures"],
  revoke: "az eventgrid topic key regenerate --key-name key1",
};

export const azureApimSubscriptionKey: Detector = {
  id: "azure-apim-subscription-key",
  title: "Azure API Management subscription key",
  provider: "azure",
  category: "cloud",
  severity: "medium",
  opens: "Calls the APIs of the subscription's products as the subscriber; what they do is the owner's own.",
  keywords: ["apim_", "azure-api.net", "azure_apim", "apimsubscription"],
  // The header is that of the AI services too: here the gateway's name, or the product's, stands before it.
  pattern: named("(?<!ocp-)apim|azure-api[.]net", "(?:(?:ocp-apim|apim|gateway|product)[_.-]?)?subscription[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.85,
  companions: [{ name: "host", pattern: /[a-z0-9-]{1,50}\.azure-api\.net/, withinBytes: 256 }],
  examples: [
    ...shown("APIM_SUBSCRIPTION_KEY", hex32),
    `AZURE_APIM_SUBSCRIPTION_KEY=${hex32(305)}\n`,
    `curl https://acme.azure-api.net/orders -H "Ocp-Apim-Subscription-Key: ${hex32(306)}"`,
  ],
  counterExamples: [
    ...unnamed("APIM_SUBSCRIPTION_KEY", hex32),
    `curl https://westeurope.api.cognitive.microsoft.com/ -H "Ocp-Apim-Subscription-Key: ${hex32(307)}"`, // of an AI service
  ],
  references: ["https://learn.microsoft.com/azure/api-management/api-management-subscriptions"],
  revoke: "Azure portal > API Management > Subscriptions > the subscription > Regenerate primary key",
};

// A PKCS#12 opens with a sequence of two lengths and the version 3: in base64 always these letters.
const pkcs12 = (seed: number): string => `MII${fake("[A-Za-z0-9+/]{3}CAQMwgg[A-Za-z0-9+/]{900}", seed)}==`;
export const azureManagementCertificate: Detector = {
  id: "azure-management-certificate",
  title: "Azure management certificate of a publish settings file",
  provider: "azure",
  category: "cloud",
  severity: "critical",
  opens: "Manages the classic resources of the subscription as a co-administrator; its private key has no password.",
  keywords: ["managementcertificate"],
  pattern: /ManagementCertificate\s{0,4}=\s{0,4}\\?["'](?<secret>MI[I-K][A-Za-z0-9+/\s]{300,12000}={0,2})\\?["']/,
  window: { before: 32, after: 12_200 },
  entropy: 4.5,
  confidence: 0.95,
  companions: [{ name: "subscriptionId", pattern: /(?<=Id=["'])[0-9a-f-]{36}(?=["'])/, withinBytes: 4096 }],
  examples: [
    `<PublishProfile SchemaVersion="2.0" PublishMethod="AzureServiceManagementAPI">\n  <Subscription ServiceManagementUrl="https://management.core.windows.net" Id="${uuid(308)}" Name="acme" ManagementCertificate="${pkcs12(309)}" />\n</PublishProfile>\n`,
    `ManagementCertificate='${pkcs12(310)}'`,
  ],
  counterExamples: [
    'ManagementCertificate=""',
    'ManagementCertificate="$(certificate)"',
    `ManagementCertificate="${fake("[0-9A-F]{40}", 311)}"`, // a thumbprint
    `Certificate="${pkcs12(312)}"`,
  ],
  references: ["https://learn.microsoft.com/azure/cloud-services/cloud-services-certs-create"],
  revoke: "Azure portal > Subscriptions > Management certificates > Delete",
};
