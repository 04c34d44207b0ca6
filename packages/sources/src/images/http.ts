import { type IncomingMessage, request as httpRequest } from "node:http";
import type { Duplex } from "node:stream";
import type { Bytes } from "./byte-stream.ts";

/** Opens a connection to a URL's host, encrypted for https, after looking at the addresses that its name has. */
export type Connect = (url: URL, signal: AbortSignal) => Promise<Duplex>;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Bytes;
  /** Ends the connection; what was not read is lost. */
  readonly close: () => void;
}

export interface Request {
  readonly method?: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How long a server may say nothing, before and while it answers. */
const SILENCE_MS = 60_000;

/** One request on a connection of its own; a redirect is an answer like any other. */
export async function fetchOnce(
  url: URL,
  { method = "GET", headers, body }: Request,
  connect: Connect,
  signal?: AbortSignal,
): Promise<Answer> {
  const silence = new AbortController();
  const both = signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]);
  const timer = setTimeout(() => {
    silence.abort(new Error(`no answer within ${SILENCE_MS / 1000} s`));
  }, SILENCE_MS);
  const done = (): void => {
    clearTimeout(timer);
  };
  try {
    const socket = await connect(url, both);
    return await exchange(socket, url, { method, headers, ...(body === undefined ? {} : { body }) }, { signal: both, timer, done });
  } catch (error) {
    done();
    throw error;
  }
}

interface Clock {
  readonly signal: AbortSignal;
  readonly timer: NodeJS.Timeout;
  readonly done: () => void;
}

function exchange(socket: Duplex, url: URL, { method, headers, body }: Request, { signal, timer, done }: Clock): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({
      createConnection: () => socket, // heeded only where no agent is named, `false` included
      method: method ?? "GET",
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        connection: "close",
        "accept-encoding": "identity",
        ...headers,
        ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
      },
      signal,
    });
    let isAnswered = false;
    sent.once("response", (response) => {
      isAnswered = true;
      const close = (): void => {
        done();
        response.destroy();
        socket.destroy();
      };
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: bodyOf(response, timer, close), close });
    });
    sent.on("error", (error) => {
      done();
      socket.destroy();
      reject(error);
    });
    // A switch of protocols ends the request without a word.
    sent.once("close", () => {
      if (!isAnswered) reject(new Error("the connection was closed without an answer"));
    });
    sent.end(body);
  });
}

async function* bodyOf(response: IncomingMessage, timer: NodeJS.Timeout, close: () => void): Bytes {
  try {
    for await (const piece of response) {
      timer.refresh();
      yield piece as Buffer; // without an encoding it gives nothing else
    }
    if (!response.complete) throw new Error("the answer was cut off");
  } finally {
    close();
  }
}

/** All of a body; undefined where it is longer than `most` bytes. */
export async function wholeBody(answer: Answer, most: number): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const piece of answer.body) {
    size += piece.length;
    if (size > most) return undefined;
    parts.push(Buffer.from(piece));
  }
  return Buffer.concat(parts);
}
