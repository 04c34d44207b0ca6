export { DIALECTS, type Dialect } from "./env/dialects.ts";
export { EnvStore } from "./env/env-store.ts";
export { SecretBytes } from "./secret-bytes.ts";
export { ABSENT, type Abilities, type Description, type Held, type Reader, type SecretStore, type Version } from "./store.ts";
export { VaultStore } from "./vault/vault-store.ts";
export { AwsStore } from "./aws/aws-store.ts";
export { type Opened, SCHEMES, openStore } from "./open.ts";
export { ConjurStore } from "./conjur/conjur-store.ts";
export { SopsStore } from "./sops/sops-store.ts";
