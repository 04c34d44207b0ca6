import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const clientSecretValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const boxClientSecret: Detector = {
  id: "box-client-secret",
  title: "Box app client secret",
  provider: "box",
  category: "storage",
  severity: "high",
  opens: "With the client ID, and for server apps the enterprise ID, it gets tokens that read and change the files of the app's users.",
  keywords: ["boxappsettings", "box_client", "boxclient", "boxsdk", "box_app", "box_secret", "box_api", "box_oauth"],
  pattern: named("box(?:[_.-]?(?:sdk|app|appsettings|api|oauth2?))?", "(?:client|app)?[_.-]?secret", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.8,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[a-z0-9]{32}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("BOX_CLIENT_SECRET", clientSecretValue),
    `{"boxAppSettings": {"clientID": "${fake("[a-z0-9]{32}", 13)}", "clientSecret": "${clientSecretValue(14)}", "appAuth": {"publicKeyID": "x"}}}`,
    `from boxsdk import OAuth2\nbox_secret = '${clientSecretValue(15)}'\n`,
    `BOX_APP_SECRET=${clientSecretValue(17)}\n`,
    `BOX_API_SECRET=${clientSecretValue(19)}\n`,
    `BOX_OAUTH2_CLIENT_SECRET=${clientSecretValue(21)}\n`,
  ],
  counterExamples: [
    ...nearMisses("BOX_CLIENT_SECRET", clientSecretValue),
    `MAILBOX_CLIENT_SECRET=${clientSecretValue(31)}`, // inside another word
    `BOX_CLIENT_ID=${clientSecretValue(33)}`, // the public half
  ],
  references: ["https://developer.box.com/guides/authentication/client-credentials/"],
  revoke: "https://app.box.com/developers/console > the app > Configuration > Reset client secret",
};

const developerTokenValue = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const boxDeveloperToken: Detector = {
  id: "box-developer-token",
  title: "Box developer or access token",
  provider: "box",
  category: "storage",
  severity: "medium",
  opens: "Acts as its user for 60 minutes: reads and changes the user's files.",
  keywords: ["box_developer", "boxdeveloper", "box_dev", "boxdev", "box_access", "boxaccess", "box_token", "boxtoken", "api.box.com"],
  pattern: named(
    "box(?:[_.-]?(?:sdk|app|api|dev))?",
    "(?:developer|dev|access|api|auth)?[_.-]?(?:access[_.-]?)?token",
    `${MIXED}[A-Za-z0-9]{32}`,
  ),
  entropy: 3.6,
  confidence: 0.7,
  examples: [
    ...shown("BOX_DEVELOPER_TOKEN", developerTokenValue),
    ...shown("BOX_ACCESS_TOKEN", developerTokenValue),
    `BOX_DEV_TOKEN=${developerTokenValue(13)}\n`,
    `boxDevToken: '${developerTokenValue(15)}'\n`,
    `box_token=${developerTokenValue(17)}\n`,
    `boxToken = '${developerTokenValue(19)}'\n`,
    `# api.box.com\naccess_token = '${developerTokenValue(21)}'\n`,
  ],
  counterExamples: [
    ...nearMisses("BOX_DEVELOPER_TOKEN", developerTokenValue),
    `TEXTBOX_ACCESS_TOKEN=${developerTokenValue(31)}`, // inside another word
    `BOX_FOLDER_ID=${developerTokenValue(33)}`,
  ],
  references: ["https://developer.box.com/guides/authentication/tokens/developer-tokens/"],
  revoke: "POST https://api.box.com/oauth2/revoke with the client's id and secret",
  lifetime: "60 minutes",
};
