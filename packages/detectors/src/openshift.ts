import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sha256~[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);

export const openshiftToken: Detector = {
  id: "openshift-user-token",
  title: "OpenShift user token",
  provider: "openshift",
  category: "cloud",
  severity: "critical",
  opens: "Acts as its owner on the cluster until it expires, mostly a day.",
  prefixes: ["sha256~"],
  pattern: alone("sha256~[A-Za-z0-9_-]{43}"),
  entropy: 4.0,
  confidence: 0.96,
  examples: [...shown("OPENSHIFT_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("OPENSHIFT_TOKEN", "sha256~", make),
    `OPENSHIFT_TOKEN=${fake("sha256~[A-Za-z0-9]{20}", 20)}`,
    `OPENSHIFT_TOKEN=${fake("sha256:[0-9a-f]{64}", 21)}`,
  ],
  references: ["https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/authentication_and_authorization/"],
  revoke: "oc logout with the token, or oc delete useroauthaccesstoken",
};
