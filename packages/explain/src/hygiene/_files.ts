/** Parts shared by the checks: which files are which, and which values are no secrets. */

export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `.env`, `.env.production`, `prod.env`, but no file of names only. */
export function isEnvFile(path: string): boolean {
  const name = baseName(path);
  return (
    (/^\.env(?:\.[\w-]+)*$/.test(name) || /^[\w-]+\.env$/.test(name)) &&
    !/\.(?:example|sample|template|dist|defaults?|schema|enc|sops|vault)$/i.test(name)
  );
}

/** A module that makes Dockerfiles is none. */
export const isDockerfile = (path: string): boolean =>
  /^(?:Dockerfile|Containerfile)(?:\.[\w.-]+)?$|\.(?:dockerfile|containerfile)$/i.test(baseName(path)) &&
  !/\.(?:[cm]?[jt]sx?|py|go|rb|java|kt|rs|php|cs|md|dockerignore)$/i.test(path);

export const isCompose = (path: string): boolean => /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(baseName(path));

export function isPipeline(path: string): boolean {
  return (
    /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/.test(path) ||
    /(?:^|\/)\.circleci\/config\.ya?ml$/.test(path) ||
    /^(?:\.gitlab-ci|bitbucket-pipelines|azure-pipelines|\.travis|\.drone|\.woodpecker|buildspec|cloudbuild|appveyor)[\w.-]*\.ya?ml$/.test(
      baseName(path),
    ) ||
    baseName(path).startsWith("Jenkinsfile")
  );
}

/** Names of settings that hold secrets. `KEY` alone is too common: it must be of something. */
const SECRET_NAME =
  /(?:^|[_.-])(?:PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|APIKEY|(?:API|ACCESS|SECRET|PRIVATE|AUTH|SIGNING|ENCRYPTION|MASTER|ADMIN|LICENSE|DEPLOY)[_.-]?KEY)(?:$|[_.-](?!FILE|PATH|URL|URI|NAME|ID|ARN|LENGTH|TTL|EXPIRY|TYPE|HEADER|ENDPOINT|ENABLED))/i;

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name.replace(/([a-z0-9])([A-Z])/g, "$1_$2"));

/** A value that stands for one which is given elsewhere, or none at all. */
export function isHarmless(value: string): boolean {
  const text = value
    .trim()
    .replace(/^(["'])(.*)\1$/s, "$2")
    .trim();
  return (
    text.length < 4 ||
    /[$%]\{|\$\(|\$\[\[|\{\{|\$[A-Za-z_]|%[A-Z_]+%|<[^>]+>|^(?:file|vault|op|aws-sm|secretRef|arn):/.test(text) ||
    /^(?:true|false|null|none|yes|no|auto|read|write|admin|optional|required|inherit|\d{1,5})$/i.test(text) ||
    /^(?:x+|\*+|\.+|change[-_ ]?(?:me|it)|todo|dummy|fake|example|placeholder|your[-_ ].*|test|redacted|secret|password|token)$/i.test(
      text,
    ) ||
    /^[|>][-+]?$|^[&*][\w-]+$|^\/|^\.{1,2}\//.test(text)
  );
}

/** `NAME: value`, `NAME=value` and `- NAME=value` lines of YAML, with 1-based line numbers. Comments are left out. */
export function* assignments(text: string): Iterable<{ readonly name: string; readonly value: string; readonly line: number }> {
  for (const [index, raw] of text.split("\n").entries()) {
    const found = /^\s*(?:-\s+|export\s+)?["']?(?<name>[A-Za-z_][\w.-]{0,80})["']?\s*(?::\s+|=)(?<value>\S.*?)\s*$/.exec(
      raw.replace(/\s#.*$/, ""),
    );
    const { name, value } = found?.groups ?? {};
    if (name !== undefined && value !== undefined && !raw.trimStart().startsWith("#")) yield { name, value, line: index + 1 };
  }
}

/** Whether an environment file sets something that looks like a secret, by its name or as a password in an address. */
export const setsSecret = (text: string): boolean =>
  [...assignments(text)].some(({ name, value }) => !isHarmless(value) && (isSecretName(name) || /:\/\/[^\s:@/]*:[^\s@/]+@/.test(value)));

/** Keys of test servers and examples are public on purpose: the scan still finds them, hygiene has nothing to say. */
export const isTestData = (path: string): boolean =>
  /(?:^|\/)(?:tests?|testdata|test[-_](?:data|files|certs|keys)|__tests__|specs?|fixtures?|examples?|samples?|e2e)\//i.test(path);

/** Files that hold credentials by their nature, tracked or not. */
export function isCredentialFile(path: string): boolean {
  return (
    /^(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.git-credentials|\.pgpass|\.my\.cnf|\.htpasswd|credentials\.json|client_secret[\w.-]*\.json|terraform\.tfstate(?:\.backup)?|kubeconfig)$/.test(
      baseName(path),
    ) ||
    /\.(?:p12|pfx|jks|keystore|kdbx|ppk|tfstate|ovpn)$/i.test(path) ||
    /(?:^|\/)\.aws\/credentials$|(?:^|\/)\.docker\/config\.json$|(?:^|\/)\.kube\/config$/.test(path)
  );
}

/** Files of package managers that hold a token only when one was written into them. */
export const TOKEN_FILES: readonly { readonly is: RegExp; readonly holds: RegExp }[] = [
  { is: /(?:^|\/)\.npmrc$/, holds: /^[^#;\n]*:?_(?:authToken|auth|password)\s*=\s*(?!\$\{)\S{8}/m },
  { is: /(?:^|\/)\.yarnrc\.yml$/, holds: /^\s*npmAuth(?:Token|Ident):\s*["']?(?!\$\{)[^\s"']{8}/m },
  { is: /(?:^|\/)\.pypirc$/, holds: /^\s*password\s*[=:]\s*\S{4}/m },
  { is: /(?:^|\/)pip\.conf$/, holds: /:\/\/[^\s/:@]+:[^\s/@${]+@/ },
  { is: /(?:^|\/)nuget\.config$/i, holds: /<add\s+key="ClearTextPassword"\s+value="(?![%$])[^"]{4}/i },
];

export const PRIVATE_KEY = /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----/;

export const isKeyFile = (path: string): boolean =>
  /^id_(?:rsa|dsa|ecdsa|ed25519)$/.test(baseName(path)) || /\.(?:pem|key|p8|pk8|openssh)$/i.test(path);

/** Programs that look for secrets: any of them will do. */
export const SCANNERS =
  /\b(?:stanch|gitleaks|betterleaks|trufflehog|ggshield|gitguardian|detect-secrets|kingfisher|noseyparker|git-secrets|talisman|secretlint|secret-detection|Secret-Detection)\b/i;
