import { statSync } from "node:fs";
import { connect } from "node:net";
import { AppError } from "@stanch/model";
import type { Bytes } from "./byte-stream.ts";
import { parseJson } from "./documents.ts";
import { type Answer, type Connect, fetchOnce, wholeBody } from "./http.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The socket of a local Docker or Podman, as their own programs look for it. Throws SOURCE_UNREADABLE where there is none. */
export function daemonSocket(env: Environment): string {
  const named = env["DOCKER_HOST"] ?? env["CONTAINER_HOST"];
  if (named !== undefined && named !== "") {
    const path = /^unix:\/\/(\/.*)$/.exec(named)?.[1];
    if (path !== undefined) return path;
    throw noDaemon("DOCKER_HOST names no socket of this machine", named.replace(/\/\/[^@/]*@/, "//"));
  }
  const runtime = env["XDG_RUNTIME_DIR"];
  const paths = [
    "/var/run/docker.sock",
    ...(runtime === undefined ? [] : [`${runtime}/docker.sock`, `${runtime}/podman/podman.sock`]),
    "/run/podman/podman.sock",
  ];
  const found = paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isSocket() === true);
  if (found === undefined) throw noDaemon("There is no socket of Docker or Podman", paths.join(", "));
  return found;
}

const noDaemon = (what: string, where: string, cause?: unknown): AppError =>
  new AppError("SOURCE_UNREADABLE", {
    what,
    where,
    next: "Start it, set DOCKER_HOST=unix:///PATH, or scan a saved image: docker save -o image.tar NAME, then image:docker-archive:image.tar.",
    cause,
  });

/** What `docker save NAME` gives: an archive, as it comes. Rejects at the first read. */
export async function* daemonArchive(socket: string, name: string, signal?: AbortSignal): Bytes {
  const opened: Connect = async () =>
    new Promise((resolve, reject) => {
      const one = connect(socket);
      one.once("error", reject);
      one.once("connect", () => {
        one.off("error", reject);
        one.on("error", () => {}); // the request tells it
        resolve(one);
      });
    });
  const path = name.split("/").map(encodeURIComponent).join("/");
  let answer: Answer;
  try {
    answer = await fetchOnce(new URL(`http://localhost/images/${path}/get`), { headers: {} }, opened, signal);
  } catch (cause) {
    signal?.throwIfAborted();
    throw noDaemon(`The daemon does not answer: ${cause instanceof Error ? cause.message : "unknown error"}`, socket, cause);
  }
  if (answer.status === 200) {
    try {
      yield* answer.body;
    } catch (cause) {
      signal?.throwIfAborted();
      throw noDaemon("The daemon ended before its answer did", socket, cause);
    }
    return;
  }
  const json = parseJson((await wholeBody(answer, 65_536)) ?? Buffer.alloc(0));
  const told =
    typeof json === "object" && json !== null && "message" in json && typeof json.message === "string"
      ? `: ${json.message.slice(0, 200)}`
      : "";
  throw new AppError(answer.status === 404 ? "SOURCE_NOT_FOUND" : "SOURCE_UNREADABLE", {
    what: `The daemon has no such image to give (HTTP ${answer.status}${told})`,
    where: name,
    next: `Check the name with "docker images", or scan it from its registry: image:${name}.`,
  });
}
