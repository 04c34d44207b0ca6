export { type HostAnswer, type HostCall, type HostClient, RestClient } from "./client.ts";
export { type FetchOptions, type GitAccess, fetchBare, fetchObjects, folderBytes, remoteRefs } from "./git-fetch.ts";
export * from "./host.ts";
export { HostHttp, type HostHttpOptions } from "./http.ts";
export { type Json, at, listAt, numberAt, textAt } from "./json.ts";
export { type HostAccess, openClient, openHost } from "./open.ts";
export { MOST_FILE_BYTES } from "./pages.ts";
export { type Credentials, credentialsOf, type HostKind, type HostTarget, hostTarget, tokenAdvice } from "./target.ts";
