import type { Guide } from "../guide.ts";

export const serverKey: Guide = {
  kinds: ["google-fcm-server-key"],
  name: "Firebase Cloud Messaging server key (legacy)",
  purpose: "Sent push messages over the legacy FCM API, which Google has turned off in favour of the HTTP v1 API.",
  uses: [
    "Authentication of a server at the legacy FCM endpoint",
    "Push messages to all devices of a project",
    "Access control: none, one key for the whole project",
  ],
  made: {
    steps: [
      "Firebase console > Project settings > Cloud Messaging > legacy API",
      "New projects use a service account with the HTTP v1 API",
    ],
    scopes: "All messages of the project.",
    expiry: "None of its own; the API behind it is switched off.",
  },
  places: ["Code and .env files of push servers", "decompiled mobile apps, where it never belonged"],
  acts: [
    { does: "Where it still works: send any message to every device of the app", harm: "loss of reputation", severity: "medium" },
    { does: "Lead users by a push message to a page that asks for their password", harm: "data breach", severity: "medium" },
    { does: "Show by its life that the project's other keys may be old as well", harm: "unauthorised access", severity: "low" },
  ],
  misuse: {
    way: "console",
    steps: ["Firebase console > Messaging > Reports: messages that you did not send"],
    note: "There is no log by key.",
    isUnconfirmed: true,
  },
  rotate: {
    way: "console",
    steps: ["Move to the HTTP v1 API with a service account", "Take the legacy key out of code and delete it"],
    isUnconfirmed: true,
  },
  revoke: {
    way: "console",
    steps: ["Firebase console > Project settings > Cloud Messaging: disable the legacy API, delete the key"],
    isUnconfirmed: true,
  },
  overlap: { is: "yes", how: "The HTTP v1 API works beside it." },
  stops: ["Push servers that still speak the legacy protocol"],
  narrow: "A service account with the Cloud Messaging role only; keep server keys out of apps.",
  links: ["https://firebase.google.com/docs/cloud-messaging/migrate-v1"],
};
