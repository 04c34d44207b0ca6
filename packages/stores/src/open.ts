import { failure } from "./failures.ts";
import type { SecretStore } from "./store.ts";

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Files are looked for from here. */
  readonly folder: string;
}

export interface Opened {
  readonly store: SecretStore;
  /** The URI's part after the scheme. */
  readonly reference: string;
}

interface Kind {
  /** How its URIs look, for people. */
  readonly form: string;
  /** Whether the surroundings name such a store; `doctor` asks those. */
  readonly isSetUp: (env: Surroundings["env"]) => boolean;
  readonly load: (surroundings: Surroundings) => Promise<SecretStore>;
}

/** Every kind of store by its scheme; each loads its own code when it is asked for. */
export const SCHEMES: Readonly<Record<string, Kind>> = {
  env: {
    form: "env:.env#NAME",
    isSetUp: () => true,
    load: async (surroundings) => new (await import("./env/env-store.ts")).EnvStore(surroundings),
  },
  "aws-sm": {
    form: "aws-sm:name#key",
    isSetUp: (env) => env["AWS_REGION"] !== undefined || env["AWS_DEFAULT_REGION"] !== undefined,
    load: async ({ env }) => new (await import("./aws/aws-store.ts")).AwsStore(env),
  },
  vault: {
    form: "vault:mount/path#field",
    isSetUp: (env) => env["VAULT_ADDR"] !== undefined || env["BAO_ADDR"] !== undefined,
    load: async ({ env }) => new (await import("./vault/vault-store.ts")).VaultStore(env),
  },
  conjur: {
    form: "conjur:account/variable",
    isSetUp: (env) => env["CONJUR_APPLIANCE_URL"] !== undefined,
    load: async ({ env }) => new (await import("./conjur/conjur-store.ts")).ConjurStore(env),
  },
  sops: {
    form: "sops:secrets.enc.yaml#path.to.key",
    isSetUp: (env) => Object.keys(env).some((name) => name.startsWith("SOPS_AGE_")),
    load: async (surroundings) => new (await import("./sops/sops-store.ts")).SopsStore(surroundings),
  },
  rails: {
    form: "rails:config/credentials.yml.enc#path.to.key",
    isSetUp: (env) => env["RAILS_MASTER_KEY"] !== undefined,
    load: async (surroundings) => new (await import("./rails/rails-store.ts")).RailsStore(surroundings),
  },
  k8s: {
    form: "k8s:namespace/name#key",
    isSetUp: (env) => env["KUBECONFIG"] !== undefined || env["KUBERNETES_SERVICE_HOST"] !== undefined,
    load: async ({ env }) => new (await import("./k8s/k8s-store.ts")).K8sStore(env),
  },
  "gcp-sm": {
    form: "gcp-sm:project/name",
    isSetUp: (env) => env["GOOGLE_CLOUD_PROJECT"] !== undefined,
    load: async ({ env }) => new (await import("./gcp/gcp-store.ts")).GcpStore(env),
  },
  "github-actions": {
    form: "github-actions:owner/repo/NAME",
    isSetUp: (env) => env["GH_TOKEN"] !== undefined || env["GITHUB_TOKEN"] !== undefined,
    load: async ({ env }) => new (await import("./github/github-store.ts")).GithubStore(env),
  },
  "gitlab-ci": {
    form: "gitlab-ci:group/project/NAME",
    isSetUp: (env) => env["GITLAB_TOKEN"] !== undefined,
    load: async ({ env }) => new (await import("./gitlab/gitlab-store.ts")).GitlabStore(env),
  },
  "azure-kv": {
    form: "azure-kv:vault/name",
    isSetUp: (env) => env["KEY_VAULT_URL"] !== undefined,
    load: async ({ env }) => new (await import("./azure/azure-store.ts")).AzureStore(env),
  },
  doppler: {
    form: "doppler:project/config/NAME",
    isSetUp: (env) => env["DOPPLER_TOKEN"] !== undefined,
    load: async ({ env }) => new (await import("./doppler/doppler-store.ts")).DopplerStore(env),
  },
  op: {
    form: "op://vault/item/field",
    isSetUp: (env) => env["OP_CONNECT_HOST"] !== undefined,
    load: async ({ env }) => new (await import("./onepassword/onepassword-store.ts")).OnePasswordStore(env),
  },
  infisical: {
    form: "infisical:project-id/environment/NAME",
    isSetUp: (env) => env["INFISICAL_TOKEN"] !== undefined || env["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID"] !== undefined,
    load: async ({ env }) => new (await import("./infisical/infisical-store.ts")).InfisicalStore(env),
  },
};

/** The store that the URI names. Rejects with STORE_UNKNOWN. Asks no server yet. */
export async function openStore(uri: string, surroundings: Surroundings): Promise<Opened> {
  const colon = uri.indexOf(":");
  const scheme = uri.slice(0, Math.max(colon, 0));
  const kind = Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme] : undefined;
  if (kind === undefined)
    throw failure(
      "STORE_UNKNOWN",
      "This names no kind of store",
      uri,
      `Write ${Object.values(SCHEMES)
        .map(({ form }) => form)
        .join(", ")}.`,
    );
  return { store: await kind.load(surroundings), reference: uri.slice(colon + 1) };
}
