import { type Detector, fake } from "@stanch/model";
import { NOT_PASSWORD } from "./_password.ts";
import { fromBase64, toBase64 } from "./_words.ts";

/** Entries of a Secret that are public, or say where and who rather than how. */
const PUBLIC_ENTRY = String.raw`(?:[\w.-]{0,64}(?:\.crt|\.pub|\.pem\.pub|\.cer|\.csr)|ca|ca[-_.]?(?:cert|bundle)|cert(?:ificate)?|known_hosts|user(?:name)?|login|email|host(?:name)?|port|url|uri|endpoint|address|region|namespace|name|db(?:_?name)?|database|type|provider|driver|scheme|token-id|expiration|auth-extra-groups|description|usage-[a-z-]{1,40}|audience|issuer(?:[-_]?[uU]rl)?|client[-_]?[iI]d|bucket(?:[-_]?[nN]ames?)?|kind|tenant(?:[-_]?[iI]d)?|realm|(?:access[-_]?key|accessKey)[-_]?[iI]d|[a-z]{1,24}User(?:[nN]ame)?|\w{0,40}_(?:HOST|PORT|USER|USERNAME|NAME|DB|DATABASE|REGION|EMAIL|BUCKET))`;
const ENTRY_NAME = String.raw`(?!${PUBLIC_ENTRY}["']?[ \t]{0,4}:)[A-Za-z0-9._-]{1,128}`;
/** Lines of the block before this entry: as deep as it, which `data:` is not, or empty. Look-behind reads from right to left. */
const LINES = String.raw`(?:(?=\k<deep>)[ \t][^\n]{0,4096}\n|\r?\n){0,24}`;
const yamlEntry = (block: string): string =>
  String.raw`(?<=\n(?!\k<deep>)[ \t]{0,12}${block}:[ \t]{0,4}\r?\n${LINES}(?<=\n)(?<deep>[ \t]{1,40})["']?${ENTRY_NAME}["']?:[ \t]{1,4}["']?)`;
const jsonEntry = (block: string): string => String.raw`(?<="${block}"\s{0,4}:\s{0,4}\{[^{}]{0,4096}"${ENTRY_NAME}"\s{0,4}:\s{0,4}")`;
const YAML_END = String.raw`(?=["']?[ \t]{0,4}(?:#[^\n]{0,200})?(?:\r?\n|$))`;

// `kind` stands above or, where keys are sorted, below: it is looked for on both sides.
const KIND = {
  name: "kind",
  pattern: /(?<![\w-])"?kind"?:[ \t]{0,4}["']?Secret["']?(?![\w-])/,
  withinBytes: 4096,
  required: true,
} as const;

const isSecretValue = (value: string): boolean => {
  const text = fromBase64(value);
  if (text === undefined || text.length < 4) return false;
  const trimmed = text.trim();
  // Short words are base64 too; what they decode to is no text.
  if (text.length < 16 && /[^ -~\s]/.test(trimmed)) return false;
  return (
    !NOT_PASSWORD.some((none) => none.test(trimmed)) &&
    !/-----BEGIN (?:CERTIFICATE|PUBLIC KEY)|^(?:ssh-\w|https?:\/\/[^\s@]{0,400}$)/.test(trimmed)
  );
};

const BASE64 = "[A-Za-z0-9+/]{6,8192}={0,2}";
const value = (seed: number): string => toBase64(fake("[A-Za-z0-9_-]{15}7q", seed));
const manifest = (entries: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ntype: Opaque\n${entries}`;

export const kubernetesSecret: Detector = {
  id: "kubernetes-secret",
  title: "Value in a Kubernetes Secret manifest",
  provider: "kubernetes",
  category: "cloud",
  severity: "high",
  opens: "Whatever the application signs in to with it: base64 hides nothing.",
  rules: [
    {
      keywords: ["kind: secret", 'kind: "secret', '"kind":"secret', '"kind": "secret'],
      pattern: new RegExp(
        // Most places fail at the first two looks, which are cheap.
        String.raw`(?<=[ \t"'])(?=[A-Za-z0-9+/]{6})(?:${yamlEntry("data")}(?<![A-Za-z0-9+/=])(?=${BASE64}["']?[ \t]{0,4}(?:#[^\n]{0,200})?(?:\r?\n|$))|${jsonEntry("data")}(?=${BASE64}"))(?<secret>${BASE64})`,
      ),
      window: { before: 3072, after: 4096 },
      humanChosen: true,
      companions: [KIND],
      checksum: { name: "decodes to a value that is no placeholder", verify: isSecretValue },
    },
    {
      id: "string-data",
      keywords: ["stringdata:", '"stringdata"'],
      pattern: new RegExp(
        String.raw`(?<=[ \t"'])(?=[^\s"'|>#&*])(?:${yamlEntry("stringData")}(?=[^\s"'|>#&*][^\n"']{3,512}?${YAML_END})|${jsonEntry("stringData")})(?<secret>[^\s"'|>][^\n"'\\]{3,512}?)(?=["']|[ \t]{0,4}(?:#[^\n]{0,200})?(?:\r?\n|$))`,
      ),
      window: { before: 64, after: 4096 },
      confidence: 0.6,
      humanChosen: true,
      companions: [KIND],
      notSecret: [...NOT_PASSWORD, /^(?:https?:\/\/[^\s@]{0,400}|-----BEGIN|ssh-)/],
    },
  ],
  examples: [
    manifest(`data:\n  password: ${value(1)}\n`),
    manifest(`data:\n  username: YWRtaW4=\n  api-key: "${value(2)}"\n`),
    `apiVersion: v1\ndata:\n  token: ${value(3)}\nkind: Secret\nmetadata:\n  name: app\n`, // keys in order
    `{"apiVersion":"v1","kind":"Secret","metadata":{"name":"app"},"data":{"username":"YWRtaW4=","password":"${value(4)}"}}`,
    manifest(`stringData:\n  username: app\n  password: ${fake("[a-z]{9}[0-9]{3}", 5)}\n`),
    `1: |\n    data:\n      note: |\n        words\n      token: ${value(7)}\n    kind: Secret\n`, // in a snapshot
    `---\napiVersion: v1\nkind: ConfigMap\ndata:\n  a: b\n---\n${manifest(`data:\n  DB_PASSWORD: ${value(6)}\n`)}`,
  ],
  counterExamples: [
    `apiVersion: v1\nkind: ConfigMap\ndata:\n  logo: ${value(11)}\n`, // no Secret
    `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: ${fake("Ag[A-Za-z0-9+/]{600}", 12)}\n  template:\n    data:\n      x: ${value(13)}\n`,
    manifest("data:\n  key: prod/app\n"), // a path
    // Labels beside the data, where all of it is indented.
    `1: |\n    data:\n      username: ${toBase64("deployer")}\n    kind: Secret\n    metadata:\n      labels:\n        heritage: ${value(18)}\n`,
    manifest("stringData:\n  token-id: 07401b\n  expiration: 2021-03-10T03:22:11Z\n  auth-extra-groups: system:bootstrappers:worker\n"),
    manifest(`data:\n  password: ENC[AES256_GCM,data:${value(14)},iv:${value(15)},tag:x,type:str]\nsops:\n  version: 3.9.0\n`),
    manifest(`stringData:\n  password: ENC[AES256_GCM,data:abc,iv:def,tag:x,type:str]\n`),
    manifest("stringData:\n  audience: telemetry\n  clientId: collector\n  issuerUrl: http://hydra.hydra.svc:4444/\n"),
    manifest("stringData:\n  bucketnames: chunks\n  access_key_id: collector\n"),
    manifest("stringData:\n  license.jwt: LICENSE_HERE\n"),
    manifest(`data:\n  rootUser: ${toBase64("collector-root")}\n`),
    manifest(`data:\n  password: ${toBase64("changeme")}\n`),
    manifest(`data:\n  password: {{ .Values.password | b64enc }}\n`),
    manifest(`stringData:\n  password: \${DB_PASSWORD}\n`),
    manifest(`data:\n  username: ${toBase64("deployer")}\n`),
    manifest(`data:\n  ca.crt: ${toBase64("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----")}\n`),
    "kind: ExternalSecret\nspec:\n  data:\n    - secretKey: password\n      remoteRef:\n        key: prod/app\n",
  ],
  references: ["https://kubernetes.io/docs/concepts/configuration/secret/"],
  revoke: "Change the value where it is used, then kubectl apply the new Secret; keep manifests sealed (SealedSecret, SOPS)",
};

const pemKey = (seed: number): string =>
  toBase64(
    `-----BEGIN RSA PRIVATE KEY-----\n${fake("MIIE[A-Za-z0-9+/]{1588}", seed).replace(/.{64}/g, "$&\n")}\n-----END RSA PRIVATE KEY-----\n`,
  );

export const kubeconfigClientKey: Detector = {
  id: "kubeconfig-client-key",
  title: "Client key in a kubeconfig",
  provider: "kubernetes",
  category: "cloud",
  severity: "critical",
  opens: "Calls the cluster's API as this user, often as its administrator.",
  keywords: ["client-key-data"],
  pattern: /client-key-data"?:\s{0,4}["']?(?<secret>LS0t[A-Za-z0-9+/]{100,16000}={0,2})(?![A-Za-z0-9+/=])/,
  window: { before: 8, after: 6000 },
  humanChosen: true,
  checksum: {
    name: "decodes to a private key",
    verify: (text) => /^-{5}BEGIN [A-Z ]{0,20}PRIVATE KEY-{5}\s[^]{64,}-{5}END/.test(fromBase64(text) ?? ""),
  },
  companions: [{ name: "server", pattern: /server:\s{1,4}["']?(?<value>https:\/\/[^\s"']{4,200})/, withinBytes: 4096 }],
  examples: [
    `apiVersion: v1\nkind: Config\nclusters:\n- cluster:\n    server: https://10.0.0.1:6443\nusers:\n- name: admin\n  user:\n    client-key-data: ${pemKey(21)}\n`,
    `{"user":{"client-key-data":"${pemKey(22)}"}}`,
  ],
  counterExamples: [
    "users:\n- name: admin\n  user:\n    client-key-data: REDACTED\n",
    `users:\n- user:\n    client-certificate-data: ${toBase64(`-----BEGIN CERTIFICATE-----\n${fake("[A-Za-z0-9+/]{800}", 23)}\n-----END CERTIFICATE-----`)}\n`,
    "client-key-data: DATA+OMITTED",
    `client-key-data: ${fake("LS0t[A-Za-z0-9+/]{400}", 24)}`, // decodes to no key
  ],
  references: ["https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/"],
  revoke: "Client certificates cannot be revoked: remove the user's role bindings, or change the cluster's CA",
};

// Tokens that are JWTs belong to the detector of service account tokens.
const TOKEN = String.raw`(?!eyJ)(?<secret>[^\\\s"'#]{6,1024})`;
const CLUSTER_LOGIN = {
  confidence: 0.8,
  humanChosen: true,
  notSecret: NOT_PASSWORD,
  companions: [{ name: "server", pattern: /server:\s{1,4}["']?(?<value>https:\/\/[^\s"']{4,200})/, withinBytes: 4096 }],
} as const;
/** All that is seen in ASCII. */
const PRINTABLE = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join("");

export const kubeconfigCredential: Detector = {
  id: "kubeconfig-credential",
  title: "Token or password in a kubeconfig",
  provider: "kubernetes",
  category: "cloud",
  severity: "critical",
  opens: "Calls the cluster's API as this user, often as its administrator.",
  rules: [
    {
      keywords: ["users:"],
      // A list of YAML opens, and not a value, a comment or a word of a sentence.
      ahead: { find: "\n", stop: PRINTABLE, withinBytes: 8 },
      requires: /\n[ \t]{1,8}(?:- )?user:[ \t]{0,4}\r?\n/,
      pattern: new RegExp(
        String.raw`(?<=(?:^|\n)users:[ \t]{0,4}\r?\n(?:[- \t][^\n]{0,2048}\n){0,24}?[ \t]{1,8}(?:- )?user:[ \t]{0,4}\r?\n(?:[ \t]{2}[^\n]{0,2048}\n){0,6}?[ \t]{2,12}(?:token|password):[ \t]{1,4}["']?)${TOKEN}`,
      ),
      window: { before: 224, after: 4096 },
      ...CLUSTER_LOGIN,
    },
    {
      id: "set-credentials",
      keywords: ["set-credentials"],
      pattern: new RegExp(String.raw`(?<=set-credentials [^\n]{1,200}--(?:token|password)[= ]["']?)${TOKEN}`),
      ...CLUSTER_LOGIN,
    },
  ],
  examples: [
    `clusters:\n- cluster:\n    server: https://k8s.acme.io\nusers:\n- name: admin\n  user:\n    token: ${fake("[a-z0-9]{40}", 31)}\n`,
    `users:\n- name: a\n  user:\n    username: admin\n    password: ${fake("[A-Za-z0-9]{16}", 32)}\n`,
    `kubectl config set-credentials admin --token=${fake("[a-z0-9]{40}", 33)}`,
  ],
  counterExamples: [
    "users:\n- name: admin\n  user:\n    token: REDACTED\n",
    "users:\n- name: admin\n  user:\n    exec:\n      command: aws\n",
    "users:\n- name: admin\n  user:\n    token: ${K8S_TOKEN}\n",
    'echo "users:\n- name: admin\n  user:\n    token: chAng3m3\\" > config',
    `users:\n  - admin\ntoken: ${fake("[a-z0-9]{40}", 34)}\n`, // of another block
    "kubectl config set-credentials admin --token=$TOKEN",
  ],
  references: ["https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/"],
  revoke: "Delete the token's Secret, or change the user's credential at the cluster's identity provider",
};

const bootstrap = (seed: number): string => fake("[0-9a-z]{6}.[0-9a-z]{14}[0-9][a-z]", seed);
export const kubernetesBootstrapToken: Detector = {
  id: "kubernetes-bootstrap-token",
  title: "Kubernetes bootstrap token",
  provider: "kubernetes",
  category: "cloud",
  severity: "high",
  opens: "Joins a machine to the cluster, which then runs pods and sees their secrets.",
  keywords: ["kubeadm", "bootstrap-token", "bootstraptoken", "bootstrap_token", "tls-bootstrap"],
  pattern:
    /(?<=(?:token|TOKEN)["']?(?:[ \t]{0,4}[=:]|[ \t]create)?[ \t]{0,4}["']?)(?<secret>[0-9a-z]{6}\.(?=[a-z]{0,15}[0-9])(?=[0-9]{0,15}[a-z])[0-9a-z]{16})(?![A-Za-z0-9._-])/,
  notSecret: [/^abcdef\.0123456789abcdef$/], // the documents' own
  entropy: 3,
  confidence: 0.85,
  examples: [
    `kubeadm join 10.0.0.1:6443 --token ${bootstrap(1)} --discovery-token-ca-cert-hash sha256:${fake("[0-9a-f]{64}", 2)}\n`,
    `bootstrapTokens:\n- groups:\n  - system:bootstrappers:kubeadm:default-node-token\n  token: ${bootstrap(3)}\n  ttl: 24h0m0s\n`,
    `KUBEADM_BOOTSTRAP_TOKEN="${bootstrap(4)}"\n`,
    `kubelet --tls-bootstrap-token=${bootstrap(5)}\n`,
    `bootstrap-token: ${bootstrap(6)}\n`,
  ],
  counterExamples: [
    `kubeadm join --token \${TOKEN} 10.0.0.1:6443`,
    `kubeadm join --token abcdef.0123456789abcdef 10.0.0.1:6443`,
    `kubeadm join --token ${bootstrap(20).slice(0, -1)} 10.0.0.1:6443`,
    `token: ${bootstrap(21)}`, // nothing says what it is for
    `kubeadm token kubead.configurationfile`,
  ],
  references: ["https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/"],
  revoke: "kubeadm token delete {the six characters before the dot}",
  lifetime: "24 hours, where none was given",
};
