import type { DeployedSecret, Deployment, Reference } from "../types.ts";
import { dashedNameOf } from "./_store-command.ts";

/** A Deployment that reads a Secret, and for a store the External Secrets manifest that fills it. */
export const kubernetes: Deployment = {
  id: "kubernetes",
  title: "Kubernetes",
  aliases: ["k8s", "external-secrets"],
  comment: "#",
  write(wanted) {
    const name = dashedNameOf(wanted.variable);
    const external = externalSecret(name, wanted.reference);
    return {
      fileName: "deployment.yaml",
      dependencies:
        external === undefined
          ? [createSecret(name, wanted)]
          : [
              "helm install external-secrets external-secrets --repo https://charts.external-secrets.io -n external-secrets --create-namespace",
            ],
      text:
        external === undefined
          ? deployment(name, wanted.variable, wanted.variable)
          : `${external}---\n${deployment(name, wanted.variable, "value")}`,
    };
  },
};

/** By standard input, for arguments show in the list of processes. */
function createSecret(name: string, { variable }: DeployedSecret): string {
  return `printenv ${variable} | tr -d '\\n' | kubectl create secret generic ${name} --from-file=${variable}=/dev/stdin`;
}

function externalSecret(name: string, reference: Reference): string | undefined {
  const remote = remoteRef(reference);
  if (remote === undefined) return undefined;
  return `# The operator copies the value into a Secret and follows its changes.
# The ClusterSecretStore "${reference.store}" holds the store's address and log-in; set it up once for the cluster.
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: ${name}
spec:
  refreshInterval: 1h
  secretStoreRef:
    kind: ClusterSecretStore
    name: ${reference.store}
  target:
    name: ${name}
    creationPolicy: Owner
  data:
    - secretKey: value
      remoteRef:
${remote}
`;
}

function remoteRef(reference: Reference): string | undefined {
  switch (reference.store) {
    case "env":
      return undefined;
    case "aws-sm":
      return `        key: "${reference.secretId}"${reference.jsonKey === undefined ? "" : `\n        property: "${reference.jsonKey}"`}`;
    case "vault":
      return `        # The mount, ${reference.mount}, is set in the ClusterSecretStore.\n        key: "${reference.path}"\n        property: "${reference.field}"`;
    case "conjur":
      return `        key: "${reference.variable}"`;
  }
}

function deployment(name: string, variable: string, key: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
spec:
  selector:
    matchLabels:
      app: app
  template:
    metadata:
      labels:
        app: app
    spec:
      containers:
        - name: app
          image: registry.example.com/app:1
          env:
            - name: ${variable}
              valueFrom:
                secretKeyRef:
                  name: ${name}
                  key: ${key}
`;
}
