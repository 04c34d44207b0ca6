import { bitbucket, BitbucketServerClient, bitbucketServer } from "./bitbucket.ts";
import { RestClient } from "./client.ts";
import { github } from "./github.ts";
import { GithubClient } from "./github-client.ts";
import { gitlab } from "./gitlab.ts";
import { GitlabClient } from "./gitlab-client.ts";
import type { CodeHost } from "./host.ts";
import type { HostClient } from "./client.ts";
import { HostHttp, type HostHttpOptions } from "./http.ts";
import type { Credentials, HostTarget } from "./target.ts";

/** How the network is used: see HostHttpOptions. */
export type HostAccess = Omit<HostHttpOptions, "origin" | "credentials"> & Pick<HostClient, "digest">;

/** A client of the host's API, for listing and for writing back. */
export function openClient(target: HostTarget, credentials: Credentials, access: HostAccess): HostClient {
  const http = new HostHttp({ ...access, origin: target.api.origin, credentials: credentials.api });
  const facts = { isAnonymous: Object.keys(credentials.api).length === 0, digest: access.digest };
  if (target.kind === "github") return new GithubClient(target, http, facts);
  if (target.kind === "gitlab") return new GitlabClient(target, http, facts);
  if (target.kind === "bitbucket-server") return new BitbucketServerClient(target, http, facts);
  return new RestClient(target, http, facts);
}

/** What a client's target holds. */
export function openHost(client: HostClient): CodeHost {
  const { kind } = client.target;
  if (client instanceof GitlabClient) return gitlab(client);
  if (kind === "github") return github(client);
  return kind === "bitbucket-server" ? bitbucketServer(client) : bitbucket(client);
}
