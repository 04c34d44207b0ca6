import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { repository } from "./checkout.ts";

const read = (path: string): Record<string, unknown>[] =>
  parseAllDocuments(readFileSync(join(repository, "deploy", path), "utf8"), { merge: true }).map((document) => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });

it.each(["server", "worker"])("Kubernetes runs the %s without root, on a read-only root, with probes and limits", (part) => {
  const [deployment] = read(`kubernetes/${part}.yaml`);
  expect(deployment).toMatchObject({
    spec: {
      template: {
        spec: {
          automountServiceAccountToken: false,
          securityContext: { runAsNonRoot: true, fsGroup: 65532, seccompProfile: { type: "RuntimeDefault" } },
          containers: [
            {
              args: [part],
              securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
              livenessProbe: { httpGet: { path: "/health" } },
              readinessProbe: { httpGet: { path: "/ready" } },
              resources: { limits: { memory: "768Mi" } },
            },
          ],
        },
      },
    },
  });
});

it("names every file of the kustomization, and each can be read", () => {
  const [kustomization] = read("kubernetes/kustomization.yaml");
  const paths = kustomization?.["resources"];
  expect(paths).toBeInstanceOf(Array);
  for (const path of Array.isArray(paths) ? paths : []) expect(read(`kubernetes/${String(path)}`).length).toBeGreaterThan(0);
});

it.each(["server", "worker"])("compose runs the %s the same way", (part) => {
  const [compose] = read("compose.yaml");
  expect(compose).toMatchObject({
    services: {
      [part]: {
        command: [part],
        user: "65532:65532",
        read_only: true,
        cap_drop: ["ALL"],
        deploy: { resources: { limits: { memory: "768m" } } },
      },
    },
  });
});
