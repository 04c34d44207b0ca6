// Systems of a few files with dependants that were planted in them. `@SECRET@` becomes a value made at test time, `@BASE64@` the same in base64.
export interface System {
  readonly title: string;
  /** Trees by name, files by path. */
  readonly trees: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Lines of audit logs. */
  readonly logs?: readonly (readonly string[])[];
  /** A name, or `@SECRET@`: its fingerprint. */
  readonly ask: string;
  /** Labels of the planted dependants, in part: each must be found. */
  readonly dependants: readonly string[];
  /** Planted things that no file can tell: each must be named as not visible, in part. */
  readonly unseen?: readonly string[];
  /** Labels that must not be told: they use another secret. */
  readonly not?: readonly string[];
}

const one = (files: Readonly<Record<string, string>>): System["trees"] => ({ shop: files });
const NODE = { "package.json": "{}" };
const deployment = (name: string, pod: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  namespace: shop
spec:
  template:
    spec:
${pod.replace(/^/gm, "      ")}
`;
const SECRET = `apiVersion: v1
kind: Secret
metadata: { name: plivo, namespace: shop }
stringData:
  token: "@SECRET@"
  other: nothing-of-it-12
---
`;
const container = (body: string): string => `containers:\n  - name: c\n    image: ghcr.io/acme/unknown:1\n${body.replace(/^/gm, "    ")}`;
const ENV_REF = container(`env:\n  - name: PLIVO_AUTH_TOKEN\n    valueFrom:\n      secretKeyRef: { name: plivo, key: token }`);

export const systems: readonly System[] = [
  {
    title: "Node.js service with a .env file",
    trees: one({ ...NODE, ".env": "PLIVO_AUTH_TOKEN=@SECRET@\n", "src/a.js": "const t = process.env.PLIVO_AUTH_TOKEN;\n" }),
    ask: "@SECRET@",
    dependants: ["code of shop"],
  },
  {
    title: "Destructured environment in TypeScript",
    trees: one({ ...NODE, "a.ts": "const { PLIVO_AUTH_TOKEN: token, X } = process.env;\n" }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["code of shop"],
    unseen: ["Nothing in the trees sets PLIVO_AUTH_TOKEN"],
  },
  {
    title: "Python in two programs of one repository",
    trees: one({
      "a/requirements.txt": "plivo\n",
      "a/x.py": 'import os\nt = os.environ["PLIVO_AUTH_TOKEN"]\n',
      "b/pyproject.toml": "[project]\n",
      "b/y.py": 'import os\nt = os.getenv("PLIVO_AUTH_TOKEN", "")\n',
      "c/setup.py": "",
      "c/z.py": 'import os\nt = os.getenv("OTHER_TOKEN")\n',
    }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["code of shop/a", "code of shop/b"],
    not: ["code of shop/c"],
  },
  {
    title: "Go, Ruby, PHP, Java, C# and Rust read one variable",
    trees: one({
      "go/go.mod": "module x\n",
      "go/m.go": 'package m\nvar t = os.Getenv("PLIVO_AUTH_TOKEN")\n',
      "rb/Gemfile": "",
      "rb/a.rb": 'ENV.fetch("PLIVO_AUTH_TOKEN")\n',
      "php/composer.json": "{}",
      "php/a.php": "<?php $t = getenv('PLIVO_AUTH_TOKEN');\n",
      "java/pom.xml": "<project/>",
      "java/A.java": 'String t = System.getenv("PLIVO_AUTH_TOKEN");\n',
      "cs/a.csproj": "<Project/>",
      "cs/A.cs": 'var t = Environment.GetEnvironmentVariable("PLIVO_AUTH_TOKEN");\n',
      "rs/Cargo.toml": "[package]\n",
      "rs/a.rs": 'let t = std::env::var("PLIVO_AUTH_TOKEN");\n',
    }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["shop/go", "shop/rb", "shop/php", "shop/java", "shop/cs", "shop/rs"],
  },
  {
    title: "Spring's application.yml takes it by a placeholder",
    trees: one({ "pom.xml": "", "src/main/resources/application.yml": "plivo:\n  token: ${PLIVO_AUTH_TOKEN:}\n" }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["code of shop"],
  },
  {
    title: "A shell script, whose own variables are none of the environment's",
    trees: one({ "s.sh": 'OWN_TOKEN=abc\ncurl -u "$PLIVO_AUTH_ID:${PLIVO_AUTH_TOKEN}" https://api.plivo.com/v1/\necho $OWN_TOKEN\n' }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["code of shop"],
  },
  {
    title: "The value is written in the code itself",
    trees: one({ ...NODE, "a.js": "new plivo.Client('id', '@SECRET@');\n" }),
    ask: "@SECRET@",
    dependants: ["code of shop"],
  },
  {
    title: "Code asks Vault, AWS and Google for it itself",
    trees: one({
      "a/package.json": "{}",
      "a/a.ts": 'await vault.read("secret/data/plivo");\n',
      "b/package.json": "{}",
      "b/b.py": 'client.secrets.kv.v2.read_secret_version(path="plivo")\n',
    }),
    ask: "vault:secret/plivo",
    dependants: ["code of shop/a", "code of shop/b"],
  },
  {
    title: "Code asks AWS Secrets Manager",
    trees: one({
      ...NODE,
      "a.ts": 'client.send(new GetSecretValueCommand({ SecretId: "prod/plivo" }));\n',
      "other.ts": 'x({ SecretId: "prod/stripe" })',
    }),
    ask: "aws-sm:prod/plivo",
    dependants: ["code of shop"],
  },
  {
    title: "Compose: environment taken from .env beside it",
    trees: one({
      ".env": "TOKEN=@SECRET@\n",
      "compose.yaml":
        "services:\n  api:\n    image: a/b\n    environment:\n      PLIVO_AUTH_TOKEN: ${TOKEN:?needed}\n  web:\n    image: nginx\n",
    }),
    ask: "@SECRET@",
    dependants: ["compose service api"],
    not: ["compose service web"],
  },
  {
    title: "Compose: env_file for two services, a list for one",
    trees: one({
      "env/prod.env": "PLIVO_AUTH_TOKEN=@SECRET@\n",
      "docker-compose.yml":
        "services:\n  a:\n    image: x/a\n    env_file: env/prod.env\n  b:\n    image: x/b\n    env_file:\n      - path: ./env/prod.env\n  c:\n    image: x/c\n    environment:\n      - OTHER=1\n",
    }),
    ask: "@SECRET@",
    dependants: ["compose service a", "compose service b"],
    not: ["compose service c"],
  },
  {
    title: "Compose: a secret of a file, long and short form",
    trees: one({
      "secrets/plivo.txt": "@SECRET@\n",
      "compose.yml":
        "services:\n  a:\n    image: x/a\n    secrets: [plivo]\n  b:\n    image: x/b\n    secrets:\n      - source: plivo\n        target: token\n  c:\n    image: x/c\nsecrets:\n  plivo:\n    file: ./secrets/plivo.txt\n",
    }),
    ask: "@SECRET@",
    dependants: ["compose service a", "compose service b"],
    not: ["compose service c"],
  },
  {
    title: "Compose: an external secret was made by hand",
    trees: one({ "compose.yml": "services:\n  a:\n    image: x/a\n    secrets: [plivo]\nsecrets:\n  plivo:\n    external: true\n" }),
    ask: "plivo",
    dependants: ["compose service a"],
    unseen: ["external: it was made by hand"],
  },
  {
    title: "Compose: a variable from the shell, read by the code it builds",
    trees: one({
      "api/package.json": "{}",
      "api/a.js": "process.env.PLIVO_AUTH_TOKEN",
      "compose.yml": "services:\n  api:\n    build: ./api\n    environment: [PLIVO_AUTH_TOKEN]\n",
    }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["compose service api"],
    unseen: ["set by hand where compose is started"],
  },
  {
    title: "Docker: a build argument that goes into the image",
    trees: one({ Dockerfile: "FROM node\nARG PLIVO_AUTH_TOKEN\nENV PLIVO_AUTH_TOKEN=$PLIVO_AUTH_TOKEN\n" }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["image of Dockerfile"],
    unseen: ["given where the image is built"],
  },
  {
    title: "Docker: a secret mount of a build",
    trees: one({ "web/Dockerfile": "FROM node\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\n" }),
    ask: "NPM_TOKEN",
    dependants: ["image of web/Dockerfile"],
  },
  {
    title: "Kubernetes: env by secretKeyRef, another key is another secret",
    trees: one({
      "a.yaml":
        SECRET +
        deployment("api", ENV_REF) +
        "---\n" +
        deployment("web", container("env:\n  - name: OTHER\n    valueFrom:\n      secretKeyRef: { name: plivo, key: other }")),
    }),
    ask: "@SECRET@",
    dependants: ["Deployment shop/api"],
    not: ["Deployment shop/web"],
  },
  {
    title: "Kubernetes: envFrom with a prefix, and code that reads the result",
    trees: one({
      "deploy/a.yaml":
        SECRET + deployment("api", container("envFrom:\n  - prefix: PLIVO_\n    secretRef: { name: plivo }").replace("unknown", "api")),
      "api/package.json": "{}",
      "api/a.js": "process.env.PLIVO_token",
    }),
    ask: "@SECRET@",
    dependants: ["Deployment shop/api"],
  },
  {
    title: "Kubernetes: volume, projected volume and subPath",
    trees: one({
      "a.yaml":
        SECRET +
        deployment(
          "vol",
          container("volumeMounts:\n  - { name: s, mountPath: /s }") + "\nvolumes:\n  - name: s\n    secret: { secretName: plivo }",
        ) +
        "---\n" +
        deployment(
          "proj",
          container("volumeMounts:\n  - { name: s, mountPath: /s }") +
            "\nvolumes:\n  - name: s\n    projected:\n      sources:\n        - secret: { name: plivo, items: [{ key: token, path: t }] }",
        ) +
        "---\n" +
        deployment(
          "sub",
          container("volumeMounts:\n  - { name: s, mountPath: /s/t, subPath: token }") +
            "\nvolumes:\n  - name: s\n    secret: { secretName: plivo }",
        ),
    }),
    ask: "k8s:shop/plivo#token",
    dependants: ["Deployment shop/vol", "Deployment shop/proj", "Deployment shop/sub"],
  },
  {
    title: "Kubernetes: data in base64, CronJob and init container",
    trees: one({
      "s.yaml": "apiVersion: v1\nkind: Secret\nmetadata: { name: plivo, namespace: shop }\ndata:\n  token: @BASE64@\n",
      "c.yaml": `apiVersion: batch/v1
kind: CronJob
metadata: { name: report, namespace: shop }
spec:
  jobTemplate:
    spec:
      template:
        spec:
          initContainers:
            - name: i
              image: a/b
              env: [{ name: T, valueFrom: { secretKeyRef: { name: plivo, key: token } } }]
          containers: [{ name: c, image: a/b }]
`,
    }),
    ask: "@SECRET@",
    dependants: ["CronJob shop/report"],
  },
  {
    title: "Kubernetes: StatefulSet, DaemonSet, Pod, Rollout and Knative Service in a List",
    trees: one({
      "all.json": JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: ["StatefulSet", "DaemonSet", "Rollout", "Service"].map((kind) => ({
          apiVersion: "x/v1",
          kind,
          metadata: { name: kind.toLowerCase(), namespace: "shop" },
          spec: {
            template: {
              spec: { containers: [{ name: "c", env: [{ name: "T", valueFrom: { secretKeyRef: { name: "plivo", key: "token" } } }] }] },
            },
          },
        })),
      }),
      "pod.yaml":
        "apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: shop }\nspec:\n  containers:\n    - name: c\n      env: [{ name: T, valueFrom: { secretKeyRef: { name: plivo, key: token } } }]\n",
    }),
    ask: "k8s:shop/plivo#token",
    dependants: ["StatefulSet", "DaemonSet", "Rollout", "Service shop/service", "Pod shop/p"],
  },
  {
    title: "Kubernetes: image pull Secret of a Pod and of a ServiceAccount",
    trees: one({
      "a.yaml":
        deployment("a", "imagePullSecrets: [{ name: registry }]\ncontainers: [{ name: c, image: a/b }]") +
        "---\n" +
        deployment("b", "serviceAccountName: builder\ncontainers: [{ name: c, image: a/b }]") +
        "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: builder, namespace: shop }\nimagePullSecrets: [{ name: registry }]\n",
    }),
    ask: "k8s:shop/registry",
    dependants: ["Deployment shop/a", "Deployment shop/b"],
  },
  {
    title: "Kubernetes: Ingress and its TLS Secret",
    trees: one({
      "i.yaml":
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web, namespace: shop }\nspec:\n  tls:\n    - secretName: web-tls\n",
    }),
    ask: "k8s:shop/web-tls",
    dependants: ["Ingress shop/web"],
  },
  {
    title: "Kubernetes: Vault's agent by annotations",
    trees: one({
      "a.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: shop }
spec:
  template:
    metadata:
      annotations:
        vault.hashicorp.com/agent-inject: "true"
        vault.hashicorp.com/agent-inject-secret-plivo.txt: secret/data/plivo
    spec:
      containers: [{ name: c, image: a/b }]
`,
    }),
    ask: "vault:secret/plivo",
    dependants: ["Deployment shop/api"],
  },
  {
    title: "Kubernetes: CSI driver with Vault",
    trees: one({
      "a.yaml": `apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata: { name: plivo, namespace: shop }
spec:
  provider: vault
  parameters:
    objects: |
      - objectName: token
        secretPath: secret/data/plivo
        secretKey: auth_token
---
${deployment("api", container("volumeMounts:\n  - { name: s, mountPath: /s }") + "\nvolumes:\n  - name: s\n    csi:\n      driver: secrets-store.csi.k8s.io\n      volumeAttributes: { secretProviderClass: plivo }")}`,
    }),
    ask: "vault:secret/plivo#auth_token",
    dependants: ["Deployment shop/api"],
  },
  {
    title: "Kubernetes: a SealedSecret's value is not compared",
    trees: one({
      "a.yaml": `apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: plivo, namespace: shop }\nspec:\n  encryptedData:\n    token: AgB\n---\n${deployment("api", ENV_REF)}`,
    }),
    ask: "k8s:shop/plivo#token",
    dependants: ["Deployment shop/api"],
    unseen: ["SealedSecret plivo holds token encrypted"],
  },
  {
    title: "External Secrets: from Vault to an environment variable",
    trees: one({
      "es.yaml": `apiVersion: external-secrets.io/v1
kind: ClusterSecretStore
metadata: { name: main }
spec: { provider: { vault: { server: "https://v", path: secret } } }
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata: { name: plivo, namespace: shop }
spec:
  refreshInterval: 15m
  secretStoreRef: { name: main, kind: ClusterSecretStore }
  data:
    - secretKey: token
      remoteRef: { key: plivo, property: auth_token }
---
${deployment("api", ENV_REF)}`,
    }),
    ask: "vault:secret/plivo#auth_token",
    dependants: ["Deployment shop/api"],
  },
  {
    title: "External Secrets: the whole of an AWS secret, by envFrom, and one by a template",
    trees: one({
      "es.yaml": `apiVersion: external-secrets.io/v1beta1
kind: SecretStore
metadata: { name: aws, namespace: shop }
spec: { provider: { aws: { service: SecretsManager, region: eu-west-1 } } }
---
apiVersion: external-secrets.io/v1beta1
kind: ExternalSecret
metadata: { name: all, namespace: shop }
spec:
  secretStoreRef: { name: aws }
  dataFrom: [{ extract: { key: prod/plivo } }]
---
apiVersion: external-secrets.io/v1beta1
kind: ExternalSecret
metadata: { name: made, namespace: shop }
spec:
  secretStoreRef: { name: aws }
  target: { template: { data: { dsn: "user:{{ .t }}@host" } } }
  data: [{ secretKey: t, remoteRef: { key: prod/plivo, property: token } }]
`,
      "d.yaml":
        deployment("a", container("envFrom: [{ secretRef: { name: all } }]")) +
        "---\n" +
        deployment("b", container("env: [{ name: DSN, valueFrom: { secretKeyRef: { name: made, key: t } } }]")),
    }),
    ask: "aws-sm:prod/plivo#token",
    dependants: ["Deployment shop/a", "Deployment shop/b"],
  },
  {
    title: "External Secrets: a Secret is pushed to Vault, where a program reads it",
    trees: one({
      "a/package.json": "{}",
      "a/a.ts": 'await vault.read("secret/data/pushed");\n',
      "p.yaml": `${SECRET}apiVersion: external-secrets.io/v1alpha1
kind: PushSecret
metadata: { name: p, namespace: shop }
spec:
  secretStoreRefs: [{ name: v }]
  selector: { secret: { name: plivo } }
  data: [{ match: { secretKey: token, remoteRef: { remoteKey: secret/pushed, property: token } } }]
`,
    }),
    ask: "@SECRET@",
    dependants: ["code of shop/a"],
  },
  {
    title: "Kustomize: secretGenerator of a .env file, workload in the base",
    trees: one({
      "overlays/prod/kustomization.yaml":
        "namespace: shop\nresources: [../../base]\nsecretGenerator:\n  - name: plivo\n    envs: [prod.env]\n",
      "overlays/prod/prod.env": "token=@SECRET@\n",
      "base/d.yaml": deployment("api", ENV_REF).replace("  namespace: shop\n", ""),
    }),
    ask: "@SECRET@",
    dependants: ["Deployment api"],
  },
  {
    title: "Kustomize: literals, and a patch that adds a variable",
    trees: one({
      "kustomization.yaml": `secretGenerator:
  - name: plivo
    literals: ["token=@SECRET@"]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: worker }
      spec:
        template:
          spec:
            containers:
              - name: c
                env: [{ name: T, valueFrom: { secretKeyRef: { name: plivo, key: token } } }]
`,
    }),
    ask: "@SECRET@",
    dependants: ["Deployment worker"],
  },
  {
    title: "Helm: a value goes into a Secret, and that into a Deployment",
    trees: one({
      "chart/Chart.yaml": "name: api\nversion: 1.0.0\n",
      "chart/values.yaml": 'plivo:\n  token: "@SECRET@"\nimage: acme/api\n',
      "chart/templates/secret.yaml":
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ include "api.fullname" . }}-plivo\ntype: Opaque\ndata:\n  token: {{ .Values.plivo.token | b64enc | quote }}\n',
      "chart/templates/deployment.yaml":
        'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ include "api.fullname" . }}\n  labels:\n    {{- include "api.labels" . | nindent 4 }}\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: "{{ .Values.image }}"\n          env:\n            {{- if .Values.plivo }}\n            - name: PLIVO_AUTH_TOKEN\n              valueFrom:\n                secretKeyRef:\n                  name: {{ include "api.fullname" . }}-plivo\n                  key: token\n            {{- end }}\n',
    }),
    ask: "@SECRET@",
    dependants: ["Deployment {{api.fullname}}"],
  },
  {
    title: "Helm: the name of an existing Secret by a value",
    trees: one({
      "chart/Chart.yaml": "name: api\n",
      "chart/values.yaml": "existingSecret: plivo\n",
      "chart/templates/d.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n      containers:\n        - name: c\n          envFrom:\n            - secretRef:\n                name: {{ .Values.existingSecret }}\n",
    }),
    ask: "k8s:plivo",
    dependants: ["Deployment api"],
    unseen: ["envFrom takes every key of the Secret plivo"],
  },
  {
    title: "Helm: values of a chart by others, with extraEnvVars",
    trees: one({
      "values.yaml":
        "extraEnvVars:\n  - name: PLIVO_AUTH_TOKEN\n    valueFrom:\n      secretKeyRef:\n        name: plivo\n        key: token\n",
    }),
    ask: "k8s:plivo#token",
    dependants: ["Helm release"],
  },
  {
    title: "Terraform: a variable into a Lambda and a secret, tfvars beside it",
    trees: one({
      "main.tf": `variable "plivo_token" {
  sensitive = true
}
resource "aws_lambda_function" "sms" {
  function_name = "sms"
  environment {
    variables = {
      PLIVO_AUTH_TOKEN = var.plivo_token
    }
  }
}
resource "aws_lambda_function" "other" {
  function_name = "other"
  environment {
    variables = { A_TOKEN = var.other }
  }
}
`,
      "prod.tfvars": 'plivo_token = "@SECRET@"\n',
    }),
    ask: "@SECRET@",
    dependants: ["Terraform aws_lambda_function.sms"],
    not: ["aws_lambda_function.other"],
  },
  {
    title: "Terraform: Secrets Manager to an ECS task, by references",
    trees: one({
      "main.tf": `resource "aws_secretsmanager_secret" "plivo" {
  name = "prod/plivo"
}
resource "aws_ecs_task_definition" "api" {
  family = "api"
  container_definitions = jsonencode([{
    name  = "api"
    image = "acme/api"
    secrets = [
      { name = "PLIVO_AUTH_TOKEN", valueFrom = aws_secretsmanager_secret.plivo.arn }
    ]
  }])
}
`,
    }),
    ask: "aws-sm:prod/plivo",
    dependants: ["Terraform aws_ecs_task_definition.api"],
  },
  {
    title: "Terraform: data of Vault into a Kubernetes Secret and Helm",
    trees: one({
      "main.tf": `data "vault_generic_secret" "plivo" {
  path = "secret/plivo"
}
resource "kubernetes_secret" "plivo" {
  metadata {
    name      = "plivo"
    namespace = "shop"
  }
  data = {
    token = data.vault_generic_secret.plivo.data["token"]
  }
}
resource "helm_release" "api" {
  name = "api"
  set_sensitive {
    name  = "plivo.token"
    value = data.vault_generic_secret.plivo.data["token"]
  }
}
`,
      "d.yaml": deployment("api", ENV_REF),
    }),
    ask: "vault:secret/plivo",
    dependants: ["Terraform helm_release.api", "Deployment shop/api"],
  },
  {
    title: "Terraform: a module of the tree, and a CI variable of another repository",
    trees: {
      infra: {
        "main.tf": `variable "token" {}
module "sms" {
  source = "./modules/sms"
  plivo  = var.token
}
resource "github_actions_secret" "plivo" {
  repository      = "shop"
  secret_name     = "PLIVO_TOKEN"
  plaintext_value = var.token
}
`,
        "modules/sms/main.tf":
          'variable "plivo" {}\nresource "aws_lambda_function" "f" {\n  environment {\n    variables = { PLIVO = var.plivo }\n  }\n}\n',
        "x.auto.tfvars": 'token = "@SECRET@"\n',
      },
      shop: {
        ".github/workflows/ci.yml":
          "jobs:\n  test:\n    steps:\n      - run: x\n        env: { PLIVO_AUTH_TOKEN: '${{ secrets.PLIVO_TOKEN }}' }\n",
      },
    },
    ask: "@SECRET@",
    dependants: ["Terraform aws_lambda_function.f", "GitHub Actions test"],
  },
  {
    title: "Terraform state holds the value of what it made",
    trees: one({
      "terraform.tfstate": JSON.stringify(
        {
          version: 4,
          terraform_version: "1.9.0",
          resources: [
            {
              mode: "managed",
              type: "aws_secretsmanager_secret_version",
              name: "plivo",
              instances: [{ attributes: { secret_id: "prod/plivo", secret_string: "@SECRET@" } }],
            },
          ],
        },
        undefined,
        2,
      ),
      "task.json": JSON.stringify({
        family: "api",
        containerDefinitions: [
          { name: "c", secrets: [{ name: "T", valueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:prod/plivo-AbCdEf" }] },
        ],
      }),
    }),
    ask: "@SECRET@",
    dependants: ["ECS task api"],
  },
  {
    title: "CloudFormation: dynamic reference, NoEcho parameter, ECS secrets",
    trees: one({
      "t.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  PlivoToken: { Type: String, NoEcho: true }
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: sms
      Environment:
        Variables:
          PLIVO_AUTH_TOKEN: "{{resolve:secretsmanager:prod/plivo:SecretString:token}}"
  Fn2:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: by-parameter
      Environment: { Variables: { OTHER: !Ref PlivoToken } }
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: api
      ContainerDefinitions:
        - Name: c
          Image: acme/api
          Secrets:
            - Name: T
              ValueFrom: "arn:aws:secretsmanager:eu-west-1:1:secret:prod/plivo-AbCdEf:token::"
`,
    }),
    ask: "aws-sm:prod/plivo#token",
    dependants: ["Lambda sms", "ECS task api"],
    not: ["by-parameter"],
  },
  {
    title: "CloudFormation: a NoEcho parameter is given by hand",
    trees: one({
      "t.yaml":
        "AWSTemplateFormatVersion: '2010-09-09'\nParameters:\n  PlivoToken: { Type: String, NoEcho: true }\nResources:\n  Fn:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment: { Variables: { T: !Ref PlivoToken } }\n",
    }),
    ask: "PlivoToken",
    dependants: ["Lambda Fn"],
    unseen: ["NoEcho: its value is given by hand"],
  },
  {
    title: "SAM: a secret made in the template, globals, and a policy to read it",
    trees: one({
      "template.yaml": `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Environment:
      Variables:
        PLIVO_SECRET: !Sub "{{resolve:secretsmanager:\${Plivo}:SecretString:token}}"
Resources:
  Plivo:
    Type: AWS::SecretsManager::Secret
    Properties: { Name: prod/plivo }
  A:
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src/ }
  B:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Policies:
        - AWSSecretsManagerGetSecretValuePolicy:
            SecretArn: !Ref Plivo
`,
    }),
    ask: "aws-sm:prod/plivo",
    dependants: ["Lambda A", "Lambda B"],
  },
  {
    title: "Serverless Framework: ssm, a reference to Secrets Manager, custom",
    trees: one({
      "package.json": "{}",
      "serverless.yml":
        "service: sms\ncustom:\n  token: ${ssm:/prod/plivo}\nprovider:\n  name: aws\n  environment:\n    PLIVO_AUTH_TOKEN: ${self:custom.token}\nfunctions:\n  hook: { handler: a.b }\n",
    }),
    ask: "aws-ssm:/prod/plivo",
    dependants: ["Lambda sms-hook"],
  },
  {
    title: "ECS: a task definition with SSM and an environment file in S3",
    trees: one({
      "task.json": JSON.stringify({
        family: "api",
        containerDefinitions: [
          {
            name: "c",
            image: "acme/api",
            secrets: [{ name: "PLIVO_AUTH_TOKEN", valueFrom: "arn:aws:ssm:eu-west-1:1:parameter/prod/plivo" }],
            environmentFiles: [{ value: "arn:aws:s3:::b/x.env", type: "s3" }],
          },
        ],
      }),
    }),
    ask: "aws-ssm:/prod/plivo",
    dependants: ["ECS task api"],
    unseen: ["environment file in S3"],
  },
  {
    title: "GitHub Actions: env, with, a called workflow that inherits all",
    trees: one({
      ".github/workflows/ci.yml": `on: push
jobs:
  test:
    steps:
      - uses: acme/action@v1
        with: { token: "\${{ secrets.PLIVO_TOKEN }}" }
  deploy:
    environment: production
    env: { T: "\${{ secrets['PLIVO_TOKEN'] }}" }
    steps: [{ run: x }]
  lint:
    steps: [{ run: y }]
  call:
    uses: acme/other/.github/workflows/x.yml@v1
    secrets: inherit
`,
    }),
    ask: "PLIVO_TOKEN",
    dependants: ["GitHub Actions test", "GitHub Actions deploy"],
    unseen: ["set in GitHub's settings", "secrets: inherit"],
    not: ["GitHub Actions lint"],
  },
  {
    title: "GitLab CI: a script, secrets from Vault, an included project",
    trees: one({
      ".gitlab-ci.yml": `include:
  - project: acme/ci
    file: /x.yml
test:
  script:
    - curl -u "$PLIVO_AUTH_ID:$PLIVO_AUTH_TOKEN" https://api.plivo.com
deploy:
  secrets:
    TOKEN: { vault: plivo/auth_token@secret, file: false }
  script: ["./d.sh"]
lint:
  script: [eslint]
`,
    }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["GitLab CI test"],
    unseen: ["set in GitLab's settings", "included from acme/ci"],
    not: ["GitLab CI lint"],
  },
  {
    title: "GitLab CI: a job takes it from Vault",
    trees: one({ ".gitlab-ci.yml": "deploy:\n  secrets:\n    TOKEN:\n      vault: plivo/auth_token@secret\n  script: [x]\n" }),
    ask: "vault:secret/plivo#auth_token",
    dependants: ["GitLab CI deploy"],
  },
  {
    title: "Jenkins: credentials() and withCredentials, a shared library",
    trees: one({
      Jenkinsfile: `@Library('ops') _
pipeline {
  environment { TOKEN = credentials('plivo-token') }
  stages { stage('a') { steps { withCredentials([string(credentialsId: 'plivo-token', variable: 'PLIVO')]) { sh 'x' } } } }
}
`,
    }),
    ask: "plivo-token",
    dependants: ["Jenkins"],
    unseen: ["set in Jenkins' credentials store", "shared library ops"],
  },
  {
    title: "CircleCI: a variable in a step, and a context",
    trees: one({
      ".circleci/config.yml":
        "jobs:\n  test:\n    docker: [{ image: a }]\n    steps:\n      - run: curl -u $PLIVO_AUTH_TOKEN x\n  other:\n    steps: [checkout]\nworkflows:\n  all:\n    jobs:\n      - test:\n          context: [plivo]\n",
    }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["CircleCI test"],
    unseen: ["The context plivo gives this job more"],
    not: ["CircleCI other"],
  },
  {
    title: "Azure Pipelines: a variable group, and a vault's secret mapped into a script",
    trees: one({
      "azure-pipelines.yml":
        "variables:\n  - group: prod\nsteps:\n  - task: AzureKeyVault@2\n    inputs: { KeyVaultName: kv, SecretsFilter: 'plivo-token' }\n  - script: x\n    env:\n      PLIVO_AUTH_TOKEN: $(plivo-token)\n",
    }),
    ask: "azure-kv:kv/plivo-token",
    dependants: ["Azure Pipelines"],
    unseen: ["variable group prod"],
  },
  {
    title: "Bitbucket Pipelines: a pipe's variable, a deployment",
    trees: one({
      "bitbucket-pipelines.yml":
        "pipelines:\n  branches:\n    main:\n      - step:\n          name: ship\n          deployment: production\n          script:\n            - pipe: a/b:1\n              variables: { TOKEN: $PLIVO_AUTH_TOKEN }\n      - step:\n          name: lint\n          script: [x]\n",
    }),
    ask: "PLIVO_AUTH_TOKEN",
    dependants: ["ship"],
    unseen: ["The deployment production may set"],
    not: ["lint"],
  },
  {
    title: "Vault's audit file: somebody reads it whom no file names",
    trees: one({ "x.yaml": "a: b\n" }),
    logs: [
      [
        '{"time":"2026-01-02T03:04:05Z","type":"response","auth":{"display_name":"approle","metadata":{"role_name":"billing"}},"request":{"operation":"read","path":"secret/data/plivo","remote_address":"10.0.0.9"},"response":{"data":{}}}',
        '{"time":"2026-01-02T03:04:06Z","type":"response","auth":{"display_name":"token"},"request":{"operation":"read","path":"secret/data/other","remote_address":"10.0.0.7"},"response":{"data":{}}}',
      ],
    ],
    ask: "vault:secret/plivo",
    dependants: ["approle (billing) from 10.0.0.9"],
    not: ["10.0.0.7"],
  },
  {
    title: "CloudTrail and Conjur's audit: two readers",
    trees: one({ "x.yaml": "a: b\n" }),
    logs: [
      [
        '{"Records":[{"eventName":"GetSecretValue","eventTime":"2026-01-02T00:00:00Z","userIdentity":{"arn":"arn:aws:sts::1:assumed-role/billing/x"},"sourceIPAddress":"10.0.0.9","userAgent":"boto3","requestParameters":{"secretId":"prod/plivo"}}]}',
      ],
    ],
    ask: "aws-sm:prod/plivo",
    dependants: ["assumed-role/billing"],
  },
  {
    title: "Conjur's audit",
    trees: one({ "x.yaml": "a: b\n" }),
    logs: [
      [
        '<86>1 2026-01-02T00:00:00.000Z host conjur 1 fetch [auth@43868 user="acme:host:shop/api"][subject@43868 resource="acme:variable:plivo/token"][client@43868 ip="10.1.1.1"][action@43868 operation="fetch" result="success"] x',
      ],
    ],
    ask: "conjur:acme/plivo/token",
    dependants: ["acme:host:shop/api"],
  },
  {
    title: "A profile of the Plivo CLI that was left in the tree",
    trees: one({ "home/.plivo/config.toml": '[profiles.prod]\nauth_id = "MAXXXX"\nauth_token = "@SECRET@"\n' }),
    ask: "@SECRET@",
    dependants: ["Plivo CLI profile prod"],
  },
  {
    title: "One value in three names: .env, a Secret and a tfvars file of three repositories",
    trees: {
      a: { "package.json": "{}", ".env": "A_TOKEN=@SECRET@\n", "a.js": "process.env.A_TOKEN" },
      b: { "s.yaml": SECRET + deployment("api", ENV_REF) },
      c: {
        "v.tf": 'variable "t" {}\nresource "aws_lambda_function" "f" {\n  environment {\n    variables = { T = var.t }\n  }\n}\n',
        "x.tfvars": 't = "@SECRET@"\n',
      },
    },
    ask: "A_TOKEN",
    dependants: ["code of a", "Deployment shop/api", "Terraform aws_lambda_function.f"],
  },
  {
    title: "Deployed from another repository: the image's name joins code and manifest",
    trees: {
      gitops: { "api/d.yaml": SECRET + deployment("api", ENV_REF.replace("acme/unknown:1", "acme/sms-api:3")) },
      "sms-api": { "package.json": "{}", "a.js": "const t = process.env.PLIVO_AUTH_TOKEN; plivo.validateV3Signature(t)" },
    },
    ask: "@SECRET@",
    dependants: ["Deployment shop/api"],
  },
  {
    title: "An image whose code is in none of the trees",
    trees: one({ "a.yaml": SECRET + deployment("api", ENV_REF) }),
    ask: "@SECRET@",
    dependants: ["Deployment shop/api"],
    unseen: ["code of the image unknown is in none of the trees"],
  },
];
