import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildGraph, dependantsOf } from "@stanch/impact";
import { ImpactAnswer } from "@stanch/impact/schemas";
import { planOf } from "@stanch/workflow";
import { afterAll, expect, it } from "vitest";
import { planFromImpact } from "./plan-from-impact.ts";

const folder = mkdtempSync(join(tmpdir(), "stanch-plan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const FILES: Readonly<Record<string, string>> = {
  "compose.yaml": "services:\n  shop:\n    image: shop:1\n    environment:\n      PLIVO_AUTH_TOKEN: ${PLIVO_AUTH_TOKEN}\n",
  "k8s/digest.yaml": `apiVersion: batch/v1
kind: CronJob
metadata: { name: digest, namespace: sms }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: c
              image: digest:1
              env:
                - name: PLIVO_AUTH_TOKEN
                  valueFrom: { secretKeyRef: { name: plivo, key: token } }
`,
  "k8s/api.yaml": `apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: sms }
spec:
  template:
    spec:
      containers:
        - name: c
          image: api:1
          env:
            - name: PLIVO_AUTH_TOKEN
              valueFrom: { secretKeyRef: { name: plivo, key: token } }
`,
  CODEOWNERS: "* @acme/sms\n",
};

const impact = join(folder, "impact.json");
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const files = Object.entries(FILES).map(([path, text]) => ({ repository: "shop", path, text }));
const answer = ImpactAnswer.parse(dependantsOf(await buildGraph({ files }), { asked: "PLIVO_AUTH_TOKEN" }));
writeFileSync(impact, JSON.stringify(answer));
const plan = planFromImpact({ impact, detector: "plivo-subaccount-token", stores: ["vault:secret/shop#token"] });

it("has each dependant with its owner, and how it comes to have the new value", () => {
  expect(plan).toMatchObject({ provider: "plivo", detector: "plivo-subaccount-token", stores: [{ uri: "vault:secret/shop#token" }] });
  const of = (name: string) => plan.dependants.find((one) => one.name.includes(name));
  expect(plan.dependants).toHaveLength(3);
  expect(of("api")).toMatchObject({ owner: "@acme/sms", howUpdated: { by: "command" } });
  expect(of("api")?.howUpdated).toMatchObject({
    argv: ["kubectl", "rollout", "restart", expect.stringMatching(/deployment\/api/i), "-n", "sms"],
  });
  expect(of("shop")?.howUpdated).toMatchObject({ argv: ["docker", "compose", "up", "-d", "--force-recreate", "shop"] });
  expect(of("digest")?.howUpdated).toEqual({ by: "store" });
});

it("is what a remediation takes as its plan, once somebody said how each is shown to work", () => {
  expect(planOf({ ...plan, old: { mask: "…", fingerprint: "0".repeat(64) } }).dependants).toHaveLength(3);
});

it("is refused for a kind that nobody knows to rotate, a file that is not there, and one that is something else", () => {
  const refused = (more: Partial<Parameters<typeof planFromImpact>[0]>) => () =>
    planFromImpact({ impact, detector: "plivo-auth-token", stores: [], ...more });
  expect(refused({ detector: "jwt" })).toThrow(/stanch explain jwt/);
  for (const file of [join(folder, "none.json"), join(folder, "CODEOWNERS"), join(folder, "other.json")]) {
    writeFileSync(join(folder, "other.json"), "{}");
    expect(refused({ impact: file })).toThrow(/stanch impact NAME PATH/);
  }
});
