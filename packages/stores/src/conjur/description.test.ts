// Conjur's published OpenAPI description (cyberark/conjur-openapi-spec, version 5.3.2): the requests that it allows and the
// kinds of answers that its examples show, written anew. Our double and all requests also passed Prism's validation of it.
import { createServer } from "node:http";
import { fake } from "@stanch/model";
import { expect, it, onTestFinished } from "vitest";
import { ConjurStore, SecretBytes } from "../index.ts";

interface Answer {
  readonly status: number;
  readonly body?: object | string;
}

interface Sent {
  readonly request: string;
  readonly type: string | undefined;
  readonly token: string | undefined;
}

/** A server that answers as it is told, by `METHOD first-part`, and keeps what it was asked. */
async function scripted(answers: Readonly<Record<string, Answer>>): Promise<{ readonly url: string; readonly sent: Sent[] }> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    sent.push({ request: `${method} ${url}`, type: headers["content-type"], token: headers.authorization });
    const { status, body = "" } = answers[`${method} ${/^\/([a-z-]+)/.exec(url)?.[1] ?? ""}`] ?? { status: 404 };
    request.resume().on("end", () => response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, sent };
}

const KEY = fake("[a-z0-9]{55}", 1);
const TOKEN = { protected: "cHJvdGVjdGVk", payload: "cGF5bG9hZA==", signature: "c2lnbmF0dXJl" };
const ENCODED = Buffer.from(JSON.stringify(TOKEN)).toString("base64");
const value = new SecretBytes(fake("[A-Za-z0-9]{40}", 2));
const RESOURCE = {
  created_at: "2026-03-23T16:37:14.455+00:00",
  id: "dev:variable:app/token",
  owner: "dev:user:admin",
  policy: "dev:policy:root",
  permissions: [{ privilege: "execute", role: "dev:host:app", policy: "dev:policy:root" }],
  annotations: [{ name: "purpose", value: "of a test", policy: "dev:policy:root" }],
};
const GOOD: Readonly<Record<string, Answer>> = {
  "POST authn": { status: 200, body: ENCODED },
  "POST authn-jwt": { status: 200, body: TOKEN },
  "GET whoami": {
    status: 200,
    body: { client_ip: "127.0.0.1", user_agent: "x", account: "dev", username: "admin", token_issued_at: "2026" },
  },
  "GET resources": { status: 200, body: { ...RESOURCE, secrets: [{ version: 1 }, { version: 2 }] } },
  "GET secrets": { status: 200, body: value.revealText() ?? "" },
  "POST secrets": { status: 201 },
  "POST policies": { status: 201, body: { created_roles: { "dev:host:db/host": { id: "dev:host:db/host", api_key: KEY } }, version: 1 } },
};

async function storeOn(
  answers: Readonly<Record<string, Answer>>,
  login?: object,
): Promise<{ readonly store: ConjurStore; readonly sent: Sent[] }> {
  const { url, sent } = await scripted({ ...GOOD, ...answers });
  const byKey = { CONJUR_AUTHN_LOGIN: "host/app", CONJUR_AUTHN_API_KEY: KEY };
  return { store: new ConjurStore({ CONJUR_APPLIANCE_URL: url, CONJUR_ACCOUNT: "dev", ...(login ?? byKey) }), sent };
}

/** Of the description: path, what stands in a query, and the types of a body. */
const OPERATIONS: readonly (readonly [request: RegExp, types: readonly (string | undefined)[]])[] = [
  [/^POST \/authn\/[^/?]+\/[^/?]+\/authenticate$/, ["text/plain"]],
  [/^POST \/authn-jwt\/[^/?]+\/[^/?]+\/authenticate$/, ["application/x-www-form-urlencoded"]],
  [/^GET \/whoami$/, [undefined]],
  [/^GET \/secrets\/[^/?]+\/variable\/[^/?]+(\?version=[1-9]\d*)?$/, [undefined]],
  [/^POST \/secrets\/[^/?]+\/variable\/[^/?]+$/, ["application/octet-stream"]],
  [/^(POST|PATCH|PUT) \/policies\/[^/?]+\/policy\/[^/?]+$/, ["text/yaml", "text/x-yaml", "application/x-yaml", "text/plain"]],
  [/^GET \/resources\/[^/?]+(\?((kind=[a-z]+|limit=\d+|offset=\d+|count=true)&?)+)?$/, [undefined]],
  [/^GET \/resources\/[^/?]+\/variable\/[^/?]+$/, [undefined]],
];

it("sends only requests that the description has, with an id's odd characters encoded as it shows", async () => {
  const { store, sent } = await storeOn({ "PATCH policies": { status: 201, body: { created_roles: {}, version: 2 } } });
  await store.check();
  for (const id of ["web-01", "ann@ops", "prod/db/password", "research+more", "sales&more", "a%b"]) await store.put(`dev/${id}`, value);
  await store.remove("dev/prod/db/password");
  const { store: byJwt, sent: sentByJwt } = await storeOn({}, { CONJUR_AUTHN_JWT_SERVICE_ID: "prod/gke", CONJUR_AUTHN_JWT_TOKEN: "a.b.c" });
  await byJwt.get("dev/x");
  const { store: lists, sent: sentByList } = await storeOn({ "GET resources": { status: 200, body: [RESOURCE] } });
  expect(await lists.list("dev/app")).toEqual(["dev/app/token"]);
  for (const { request, type } of [...sent, ...sentByJwt, ...sentByList]) {
    const operation = OPERATIONS.find(([form]) => form.test(request));
    expect(operation?.[1], request).toContain(type);
  }
  const written = sent.flatMap(({ request }) => /^POST \/secrets\/dev\/variable\/(.*)$/.exec(request)?.[1] ?? []);
  expect(written).toEqual(["web-01", "ann%40ops", "prod%2Fdb%2Fpassword", "research%2Bmore", "sales%26more", "a%25b"]);
  expect(sentByJwt[0]?.request).toBe("POST /authn-jwt/prod%2Fgke/dev/authenticate");
});

it("takes a token as base64 and as JSON, and sends it on as base64", async () => {
  for (const login of [undefined, { CONJUR_AUTHN_JWT_SERVICE_ID: "ci", CONJUR_AUTHN_JWT_TOKEN: "a.b.c" }]) {
    const { store, sent } = await storeOn({}, login);
    expect((await store.get("dev/app/token")).value.equals(value)).toBe(true);
    expect(sent.slice(1).map(({ token }) => token)).toEqual([`Token token="${ENCODED}"`, `Token token="${ENCODED}"`]);
  }
});

it("finds no value in a resource that tells no versions, as the description's example has it", async () => {
  const { store } = await storeOn({ "GET resources": { status: 200, body: RESOURCE } });
  await expect(store.get("dev/app/token")).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
  await expect(store.versions("dev/app/token")).rejects.toMatchObject({ code: "STORE_NOT_FOUND" });
});

it("does not tell the keys of roles that a policy made", async () => {
  const { store } = await storeOn({ "GET resources": { status: 404 } });
  const told: unknown = await store.put("dev/app/token", value).catch((error: unknown) => error);
  expect(told).toMatchObject({ code: "STORE_NOT_FOUND" }); // what was declared is still not seen
  expect(String(told)).not.toContain(KEY);
});

const error = (code: string): object => ({ error: { code, message: `something about ${value.revealText() ?? ""}`, target: "x" } });

it.each([
  ["POST authn", 401, "STORE_DENIED"],
  ["POST authn", 404, "STORE_DENIED"],
  ["GET resources", 401, "STORE_DENIED"],
  ["GET resources", 403, "STORE_DENIED"],
  ["GET resources", 500, "STORE_BROKEN"],
  ["POST secrets", 403, "STORE_DENIED"],
  ["POST secrets", 404, "STORE_NOT_FOUND"],
  ["POST secrets", 422, "STORE_VALUE_REFUSED"],
  ["GET secrets", 404, "STORE_NOT_FOUND"],
])("tells %s answered with %i as %s, without the answer's words", async (call, status, code) => {
  const { store } = await storeOn({ [call]: { status, body: error("refused") } });
  const message = expect.not.stringContaining(value.revealText() ?? "") as string;
  await expect(store.put("dev/app/token", value)).rejects.toMatchObject({ code, message });
});

it.each([
  [403, "STORE_DENIED"],
  [409, "STORE_CONFLICT"],
  [422, "STORE_DENIED"],
])("tells a policy that is refused with %i as %s", async (status, code) => {
  const { store } = await storeOn({ "GET resources": { status: 404 }, "POST policies": { status, body: error("policy_invalid") } });
  await expect(store.put("dev/app/token", value)).rejects.toMatchObject({ code });
});
