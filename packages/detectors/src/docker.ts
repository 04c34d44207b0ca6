import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const hubPat = (seed: number): string => fake("dckr_pat_[A-Za-z0-9_-]{26}[A-Za-z0-9]", seed);
export const dockerHubPat: Detector = {
  id: "docker-hub-personal-access-token",
  title: "Docker Hub personal access token",
  provider: "docker",
  category: "registry",
  severity: "critical",
  opens: "With its owner's user name it pulls private images and, if it may write, replaces images that others run.",
  prefixes: ["dckr_pat_"],
  pattern: alone("dckr_pat_[A-Za-z0-9_-]{27}"),
  entropy: 3.5,
  confidence: 0.97,
  examples: [...shown("DOCKERHUB_TOKEN", hubPat), `docker login -u acme -p ${hubPat(13)}`],
  counterExamples: [
    ...unlike("DOCKERHUB_TOKEN", "dckr_pat_", hubPat),
    `DOCKERHUB_TOKEN=${fake("dckr_pat_[A-Za-z0-9]{40}", 20)}`,
    `DOCKERHUB_TOKEN=dckr_pat_`,
  ],
  references: ["https://docs.docker.com/security/for-developers/access-tokens/"],
  revoke: "https://app.docker.com/settings/personal-access-tokens > Delete",
};

const hubOat = (seed: number): string => fake("dckr_oat_[A-Za-z0-9_-]{31}[A-Za-z0-9]", seed);
export const dockerHubOat: Detector = {
  id: "docker-hub-organization-access-token",
  title: "Docker Hub organization access token",
  provider: "docker",
  category: "registry",
  severity: "critical",
  opens: "Pulls and, if it may write, replaces images of the organisation's repositories.",
  prefixes: ["dckr_oat_"],
  pattern: alone("dckr_oat_[A-Za-z0-9_-]{32}"),
  entropy: 3.5,
  confidence: 0.97,
  examples: [...shown("DOCKER_ORG_TOKEN", hubOat), `echo ${hubOat(13)} | docker login -u acme --password-stdin`],
  counterExamples: [
    ...unlike("DOCKER_ORG_TOKEN", "dckr_oat_", hubOat),
    `DOCKER_ORG_TOKEN=${fake("dckr_oat_[A-Za-z0-9]{50}", 20)}`,
    `DOCKER_ORG_TOKEN=dckr_oat_`,
  ],
  references: ["https://docs.docker.com/enterprise/security/access-tokens/"],
  revoke: "https://app.docker.com > the organisation > Access tokens > Delete",
};

const swarm = (seed: number): string => fake("SWMTKN-1-[a-z0-9]{50}-[a-z0-9]{25}", seed);
export const dockerSwarmJoinToken: Detector = {
  id: "docker-swarm-join-token",
  title: "Docker Swarm join token",
  provider: "docker",
  category: "cloud",
  severity: "high",
  opens: "Whoever reaches the manager joins the swarm, as a manager with its manager form, and then gets its secrets.",
  prefixes: ["SWMTKN-1-"],
  pattern: alone("SWMTKN-1-[a-z0-9]{50}-[a-z0-9]{25}"),
  notSecret: [/^SWMTKN-1-(?:49nj1cmq|3pu6hszj)/], // the documents' own
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("SWARM_JOIN_TOKEN", swarm), `docker swarm join --token ${swarm(13)} 10.0.0.2:2377`],
  counterExamples: [
    ...unlike("SWARM_JOIN_TOKEN", "SWMTKN-1-", swarm),
    `--token ${fake("SWMTKN-1-[a-z0-9]{50}", 20)}`,
    `--token SWMTKN-1-EXAMPLE`,
    `--token SWMTKN-1-49nj1cmq${fake("[a-z0-9]{42}-[a-z0-9]{25}", 21)}`, // the documents' own
  ],
  references: ["https://docs.docker.com/engine/swarm/join-nodes/"],
  revoke: "docker swarm join-token --rotate worker (and manager)",
};

const unlock = (seed: number): string => fake("SWMKEY-1-[A-Za-z0-9+/]{42}[A-Za-z0-9]", seed);
export const dockerSwarmUnlockKey: Detector = {
  id: "docker-swarm-unlock-key",
  title: "Docker Swarm unlock key",
  provider: "docker",
  category: "cloud",
  severity: "high",
  opens: "Decrypts a manager's stored state, with the swarm's secrets, for who has a copy of its disk.",
  prefixes: ["SWMKEY-1-"],
  pattern: /(?<![A-Za-z0-9_-])SWMKEY-1-[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/_-])/,
  notSecret: [/^SWMKEY-1-(?:7c37Cc86|fySn8TY4)/], // the documents' own
  entropy: 3.8,
  confidence: 0.97,
  examples: [...shown("SWARM_UNLOCK_KEY", unlock), `echo "${unlock(13)}" | docker swarm unlock`],
  counterExamples: [
    ...unlike("SWARM_UNLOCK_KEY", "SWMKEY-1-", unlock),
    `SWARM_UNLOCK_KEY=${fake("SWMKEY-1-[a-z0-9]{20}", 20)}`,
    `SWARM_UNLOCK_KEY=SWMKEY-1-EXAMPLE`,
    `SWARM_UNLOCK_KEY=SWMKEY-1-7c37Cc86${fake("[A-Za-z0-9]{35}", 21)}`, // the documents' own
  ],
  references: ["https://docs.docker.com/engine/swarm/swarm_manager_locking/"],
  revoke: "docker swarm unlock-key --rotate",
};
