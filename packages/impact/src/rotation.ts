import type { Channel } from "./types.ts";

/** What has to happen at a dependant before it uses a new value. */
export const RESTARTS = ["none", "restart", "redeploy", "rebuild", "next-run", "change-code", "by-hand", "unknown"] as const;
export type Restart = (typeof RESTARTS)[number];

export interface Rotation {
  readonly restart: Restart;
  /** One sentence: what happens when the stored value changes. */
  readonly told: string;
  /** What to run; `{name}`, `{kind}` and `{namespace}` are the workload's. */
  readonly command?: string;
}

/** By the way in which a value arrives. Kubernetes: "Secrets", using Secrets as files and as environment variables. */
export const ROTATION: Readonly<Record<Channel, Rotation>> = {
  "k8s-env": {
    restart: "restart",
    told: "Environment variables keep the old value until the Pod is started again",
    command: "kubectl rollout restart {kind}/{name}{namespace}",
  },
  "k8s-mount": {
    restart: "none",
    told: "The mounted file follows after the kubelet's next sync (a minute or two); the program must read it again",
  },
  "k8s-subpath": {
    restart: "restart",
    told: "A subPath mount never follows: the Pod must be started again",
    command: "kubectl rollout restart {kind}/{name}{namespace}",
  },
  "k8s-image-pull": {
    restart: "none",
    told: "Running Pods go on; every new one fails to pull its image until the Secret has the new credential",
  },
  "k8s-tls": { restart: "none", told: "The controller takes a changed Secret by itself; clients that pinned the old certificate fail" },
  "k8s-csi": {
    restart: "restart",
    told: "The CSI driver refetches only where its rotation is on (poll interval); what it copied into environment variables needs a restart",
    command: "kubectl rollout restart {kind}/{name}{namespace}",
  },
  "vault-agent": {
    restart: "restart",
    told: "A sidecar renders the file again at its next lease or static interval (5 min by default); an init container alone does not: restart",
    command: "kubectl rollout restart {kind}/{name}{namespace}",
  },
  "compose-env": {
    restart: "restart",
    told: "The container keeps its environment: it must be made anew, a plain restart is not enough",
    command: "docker compose up -d --force-recreate {name}",
  },
  "compose-file": {
    restart: "restart",
    told: "The secret's file is mounted when the container is made: make it anew",
    command: "docker compose up -d --force-recreate {name}",
  },
  "build-arg": {
    restart: "rebuild",
    told: "The value went into a build: build the image again, and remove old images, whose history shows it",
  },
  "function-env": {
    restart: "redeploy",
    told: "The function's configuration holds a copy: it must be deployed again, warm instances keep the old one until then",
  },
  "task-env": { restart: "redeploy", told: "Values are read when a task starts: force a new deployment of the service" },
  "platform-env": { restart: "redeploy", told: "The platform holds a copy and sets it when a release starts" },
  "ci-run": { restart: "next-run", told: "The next run takes the new value; runs that are under way fail when the old one is revoked" },
  "store-read": {
    restart: "none",
    told: "It asks the store itself: the next read gives the new value, but clients cache (AWS's caching clients for an hour), and many read once at their start",
  },
  "env-read": {
    restart: "restart",
    told: "The program reads its environment, most often once at its start: start it again with the new value",
  },
  "file-read": { restart: "unknown", told: "It reads a file: whether it reads it again is not seen" },
  literal: {
    restart: "change-code",
    told: "The value is written in the file itself: change it there (`stanch fix` moves it to a store) and release",
  },
  sync: { restart: "none", told: "An operator copies the value at its interval" },
  apply: { restart: "redeploy", told: "The tool must be run again with the new value" },
  "cli-profile": { restart: "by-hand", told: "Whoever owns the profile must log in again" },
  observed: {
    restart: "unknown",
    told: "It was seen using the secret; how it gets it is not known: find it by its address and ask its owner",
  },
};
