import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { listChecks, overrideName, providers } from "@stanch/providers";
import { expect, it, onTestFinished, vi } from "vitest";
import { verifiersCommand } from "./verifiers.ts";

const context = { version: "1.2.3", workerEntry: new URL("file:///none") };

async function printed(network: boolean): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  let text = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((part) => {
    text += String(part);
    return true;
  });
  try {
    const code = await verifiersCommand(context, network);
    return { code, lines: text.trimEnd().split("\n") };
  } finally {
    spy.mockRestore();
  }
}

it("lists every check with its provider, effect, basis, request and kinds, and asks nobody", async () => {
  const { code, lines } = await printed(false);
  expect(code).toBe(0);
  expect(lines).toHaveLength(listChecks().length + 1);
  expect(lines.find((line) => line.startsWith("asana "))).toMatch(
    /^asana +safe +from documents +GET \/api\/1\.0\/users\/me https:\/\/app\.asana\.com {2}asana-personal-access-token$/,
  );
  expect(lines.find((line) => line.startsWith("auth0 "))).toMatch(/^auth0 +costs /);
  expect(lines.find((line) => line.startsWith("stripe "))).toMatch(/ by hand /);
  expect(lines.at(-1)).toMatch(/^\d{3} of \d+ kinds have a check, \d{3} checks of \d{3} providers$/);
});

it("sends made-up values only, and names the checks that take them for valid or are gone", { timeout: 60_000 }, async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(JSON.stringify([request.url, request.headers]));
    // Airtable's, by its path, takes anything; Asana's address is gone.
    const [status, body] =
      request.url === "/v0/meta/whoami" ? [200, { id: "usr1" }] : request.url === "/api/1.0/users/me" ? [404, {}] : [401, { error: "no" }];
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
    vi.unstubAllEnvs();
  });
  const { port } = server.address() as AddressInfo; // a TCP server that listens has such an address
  for (const { id } of providers) vi.stubEnv(overrideName(id), `http://127.0.0.1:${port}`);
  const { code, lines } = await printed(true);
  expect(code).toBe(2);
  const line = (provider: string): string => lines.find((one) => one.startsWith(`${provider} `)) ?? "";
  expect(line("airtable")).toMatch(/ {2}broken: a made-up value is answered as valid too$/);
  expect(line("asana")).toMatch(/ {2}broken: its address is gone \(HTTP 404\)$/);
  expect(line("fastly")).toMatch(/ {2}works: a made-up value was refused$/);
  expect(line("auth0")).toMatch(/ {2}-: not asked: it costs$/);
  expect(line("okta")).toMatch(/ {2}-: not asked: its host is the owner's own$/);
  expect(seen.join("\n")).not.toMatch(/oauth\/token/);
  expect(lines.at(-1)).toMatch(/^\d+ work, 2 are broken, \d+ gave no answer to learn from$/);
});

it("is loaded, with all providers, only when asked for: a scan without --verify never reads them", () => {
  // What a scan loads of this package without an import(), from its command on.
  const loaded = new Set<string>();
  const load = (path: string): void => {
    if (loaded.has(path)) return;
    loaded.add(path);
    const imports = readFileSync(path, "utf8").matchAll(/^import (?!type )[^;]*? from "([^"]+)"/gm);
    for (const [, from = ""] of imports) {
      expect([path, from]).not.toEqual([path, "@stanch/providers"]);
      if (from.startsWith(".") && from.endsWith(".ts")) load(join(dirname(path), from));
    }
  };
  const folder = join(import.meta.dirname, "..");
  for (const start of ["main.ts", "program.ts", "commands/scan.ts"]) load(join(folder, start));
  expect([...loaded]).toContain(join(folder, "settle.ts"));
});
