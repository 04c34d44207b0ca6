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
export type HostAccess = Omit<HostHttpOptions, "origin" | "credentials">;

/** A client of the host's API, for listing and for writing back. */
export function openClient(target: HostTarget, credentials: Credentials, access: HostAccess): HostClient {
  const http = new HostHttp({ ...access, origin: target.api.origin, credentials: credentials.api });
  const isAnonymous = Object.keys(credentials.api).length === 0;
  if (target.kind === "github") return new GithubClient(target, http, isAnonymous);
  if (target.kind === "gitlab") return new GitlabClient(target, http, isAnonymous);
  if (target.kind === "bitbucket-server") return new BitbucketServerClient(target, http, isAnonymous);
  return new RestClient(target, http, isAnonymous);
}

/** What a client's target holds. */
export function openHost(client: HostClient): CodeHost {
  const { kind } = client.target;
  if (client instanceof GitlabClient) return gitlab(client);
  if (kind === "github") return github(client);
  return kind === "bitbucket-server" ? bitbucketServer(client) : bitbucket(client);
}
