import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";
import { fromBase64, toBase64 } from "./_words.ts";

const isLogin = (value: string): boolean => {
  const text = fromBase64(value) ?? "";
  const split = text.indexOf(":");
  if (split < 1 || !/^[\x20-\x7e]{6,4096}$/.test(text)) return false;
  const password = text.slice(split + 1);
  return password.length >= 4 && !NOT_PASSWORD.some((none) => none.test(password));
};

const login = (seed: number): string => toBase64(`deploy:${fake("[A-Za-z0-9_-]{17}7", seed)}`);
const QUOTE = String.raw`\\{0,3}"`;

export const dockerConfigAuth: Detector = {
  id: "docker-config-auth",
  title: "Registry login in a Docker config",
  provider: "docker",
  category: "registry",
  severity: "high",
  opens: "Pulls private images and mostly pushes changed ones that others will run: base64 hides nothing.",
  rules: [
    {
      keywords: ['"auth"', '"auth\\"'],
      pattern: new RegExp(String.raw`${QUOTE}auth${QUOTE}\s{0,8}:\s{0,8}${QUOTE}(?<secret>[A-Za-z0-9+/]{8,4096}={0,2})${QUOTE}`),
      window: { before: 8, after: 512 },
      humanChosen: true,
      checksum: { name: "decodes to user:password", verify: isLogin },
      companions: [
        {
          name: "registry",
          pattern: /"(?<value>(?:https?:\/\/)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?::\d{1,5})?(?:\/v\d\/?)?)\\{0,3}"\s{0,8}:\s{0,8}\{/,
          withinBytes: 512,
        },
      ],
    },
    {
      id: "identity-token",
      keywords: ["identitytoken"],
      pattern: new RegExp(
        String.raw`${QUOTE}identitytoken${QUOTE}\s{0,8}:\s{0,8}${QUOTE}(?!eyJ)(?<secret>[A-Za-z0-9_.-]{32,4096})${QUOTE}`,
      ),
      entropy: 3.5,
      confidence: 0.85,
    },
  ],
  examples: [
    `{"auths": {"https://index.docker.io/v1/": {"auth": "${login(1)}"}}}`,
    `{\n  "auths": {\n    "ghcr.io": {\n      "auth": "${login(2)}"\n    }\n  }\n}`,
    `DOCKER_AUTH_CONFIG='{"auths":{"registry.acme.io:5000":{"auth":"${login(3)}"}}}'`,
    JSON.stringify({ config: JSON.stringify({ auths: { "registry.acme.io": { auth: login(4) } } }) }),
    `{"auths":{"acme.azurecr.io":{"identitytoken":"${fake("[A-Za-z0-9_-]{200}", 5)}"}}}`,
  ],
  counterExamples: [
    '{"auths": {"https://index.docker.io/v1/": {}}, "credsStore": "desktop"}',
    `{"auths": {"ghcr.io": {"auth": "${toBase64("user:password")}"}}}`,
    `{"auths": {"ghcr.io": {"auth": "${fake("[A-Za-z0-9+/]{40}", 6)}"}}}`, // decodes to no login
    '{"auths": {"ghcr.io": {"auth": "${AUTH}"}}}',
    `{"auth": "${toBase64("only-a-user-name")}"}`,
  ],
  references: ["https://docs.docker.com/reference/cli/docker/login/#credential-stores"],
  revoke: "Revoke the token, or change the password, at the registry; use a credential helper",
};
