import { type ChildProcess, spawn } from "node:child_process";
import { type IncomingMessage, type Server, createServer } from "node:http";
import { type AddressInfo, createServer as createPort } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A store or an API that runs. `environment`: what a program needs to reach it. */
export interface Running {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
  /** Forgets all values and goes on. */
  clear?(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const probe = createPort();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = addressOf(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** OpenBao in memory: the real server, with KV version 2 at `secret/`. */
export async function startOpenBao(
  pythonHome: string,
  folder: string,
): Promise<Running & { put(path: string, data: Record<string, string>): Promise<void> }> {
  const port = await freePort();
  const token = `root-${port}`;
  const url = `http://127.0.0.1:${port}`;
  const bao = join(pythonHome, "bin/bao");
  const child = spawn(bao, ["server", "-dev", `-dev-root-token-id=${token}`, `-dev-listen-address=127.0.0.1:${port}`], {
    env: { PATH: process.env["PATH"], HOME: folder },
    stdio: "ignore",
  });
  await answers(`${url}/v1/sys/health`, child);
  return {
    environment: { VAULT_ADDR: url, VAULT_TOKEN: token },
    stop: () => end(child),
    async clear() {
      await fetch(`${url}/v1/secret/metadata/team/plivo`, { method: "DELETE", headers: { "X-Vault-Token": token } });
    },
    async put(path, data) {
      const answer = await fetch(`${url}/v1/secret/data/${path}`, {
        method: "POST",
        headers: { "X-Vault-Token": token },
        body: JSON.stringify({ data }),
      });
      if (!answer.ok) throw new Error(`OpenBao: HTTP ${answer.status}`);
    },
  };
}

/** moto: AWS Secrets Manager's API, as the SDKs speak it. */
export async function startMoto(pythonHome: string): Promise<Running & { put(name: string, value: string): Promise<void> }> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(join(pythonHome, "bin/python"), [join(pythonHome, "bin/moto_server"), "-H", "127.0.0.1", "-p", `${port}`], {
    stdio: "ignore",
  });
  await answers(`${url}/moto-api/`, child);
  return {
    environment: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: "eu-central-1",
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_EC2_METADATA_DISABLED: "true",
    },
    stop: () => end(child),
    async clear() {
      await fetch(`${url}/moto-api/reset`, { method: "POST" });
    },
    async put(name, value) {
      const answer = await fetch(url, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": "secretsmanager.CreateSecret",
          Authorization:
            "AWS4-HMAC-SHA256 Credential=testing/20260101/eu-central-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0",
        },
        body: JSON.stringify({ Name: name, SecretString: value, ClientRequestToken: crypto.randomUUID() }),
      });
      if (!answer.ok) throw new Error(`moto: HTTP ${answer.status}`);
    },
  };
}

/**
 * A double of Conjur's calls that a reader makes, after its published OpenAPI description; Conjur itself runs nowhere
 * here. It checks what a reader must get right: the key, the encoding of the ids and the token in the header.
 */
export async function startConjur(variables: Map<string, string>): Promise<Running> {
  const token = base64({
    protected: base64({ alg: "conjur.org/slosilo/v2", kid: "0" }),
    payload: base64({ sub: "host/app", iat: Math.floor(Date.now() / 1000) }),
    signature: "",
  });
  const key = "0".repeat(52);
  const server = createServer((request, answer) => {
    void body(request).then((text) => {
      const encoded = request.headers["accept-encoding"] === "base64";
      if (request.method === "POST" && request.url === "/authn/acme/host%2Fapp/authenticate") {
        if (text !== key) return answer.writeHead(401).end();
        answer.writeHead(200, encoded ? { "Content-Encoding": "base64", "Content-Type": "text/plain" } : {});
        return answer.end(encoded ? token : Buffer.from(token, "base64").toString());
      }
      // The library for Java logs in first; Conjur takes an API key for the password there.
      if (request.method === "GET" && request.url === "/authn/acme/login") {
        const isKnown = request.headers.authorization === `Basic ${Buffer.from(`host/app:${key}`).toString("base64")}`;
        return answer.writeHead(isKnown ? 200 : 401, { "Content-Type": "text/plain" }).end(isKnown ? key : "");
      }
      if (request.headers.authorization !== `Token token="${token}"`) return answer.writeHead(401).end();
      const value = variables.get(request.url ?? "");
      if (request.method !== "GET" || value === undefined) return answer.writeHead(404, { "Content-Type": "application/json" }).end("{}");
      answer.writeHead(200, { "Content-Type": "application/octet-stream" });
      return answer.end(value);
    });
  });
  const port = await listen(server);
  return {
    environment: {
      CONJUR_APPLIANCE_URL: `http://127.0.0.1:${port}`,
      CONJUR_ACCOUNT: "acme",
      CONJUR_AUTHN_LOGIN: "host/app",
      CONJUR_AUTHN_API_KEY: key,
    },
    stop: () => close(server),
    async clear() {
      variables.clear();
    },
  };
}

/** An API that accepts every credential and tells which one it was given last: `take` gives it and forgets it. */
export async function startApi(): Promise<Running & { take(): string | undefined }> {
  let last: string | undefined;
  const server = createServer((request, answer) => {
    const header = request.headers.authorization ?? "";
    last = header.startsWith("Basic ")
      ? Buffer.from(header.slice(6), "base64").toString().split(":").slice(1).join(":")
      : header.replace(/^Bearer /, "");
    answer.writeHead(200, { "Content-Type": "application/json" }).end("{}");
  });
  const port = await listen(server);
  const url = `http://127.0.0.1:${port}`;
  return {
    environment: { PLIVO_API_URL: url, GITHUB_API_URL: url },
    stop: () => close(server),
    take() {
      const taken = last;
      last = undefined;
      return taken;
    },
  };
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64");
}

function addressOf(server: { address(): AddressInfo | string | null }): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address;
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return addressOf(server).port;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function body(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}

async function answers(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode} before it answered`);
    try {
      await fetch(url);
      return;
    } catch {
      await pause(100);
    }
  }
  child.kill("SIGKILL");
  throw new Error(`no answer from ${url} in 30 s`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await ended;
}
