import { AppError } from "@stanch/model";
import { expect, it } from "vitest";
import type { Environment } from "./base-url.ts";
import { proxyFor } from "./proxy.ts";

const API = new URL("https://api.example.com");
const PROXY = "http://proxy.example.net:3128";

it.each<[string, Environment, string | undefined]>([
  ["none is set", {}, undefined],
  ["HTTPS_PROXY is set", { HTTPS_PROXY: PROXY }, `${PROXY}/`],
  ["only HTTP_PROXY is set", { HTTP_PROXY: PROXY }, `${PROXY}/`],
  ["both cases are set, the lower one counting", { https_proxy: PROXY, HTTPS_PROXY: "http://other" }, `${PROXY}/`],
  ["the scheme is left out", { HTTPS_PROXY: "proxy.example.net:3128" }, `${PROXY}/`],
  ["an empty one is set", { https_proxy: "", HTTP_PROXY: "" }, undefined],
  ["NO_PROXY names everything", { HTTPS_PROXY: PROXY, NO_PROXY: "*" }, undefined],
  ["NO_PROXY names the host", { HTTPS_PROXY: PROXY, NO_PROXY: "a.test, API.example.com" }, undefined],
  ["NO_PROXY names the domain", { HTTPS_PROXY: PROXY, NO_PROXY: ".example.com" }, undefined],
  ["NO_PROXY names the domain without a dot", { HTTPS_PROXY: PROXY, no_proxy: "example.com" }, undefined],
  ["NO_PROXY names the domain with a star", { HTTPS_PROXY: PROXY, no_proxy: "*.example.com" }, undefined],
  ["NO_PROXY names the host and port", { HTTPS_PROXY: PROXY, no_proxy: "api.example.com:443" }, undefined],
  ["NO_PROXY names another port", { HTTPS_PROXY: PROXY, no_proxy: "api.example.com:8443" }, `${PROXY}/`],
  ["NO_PROXY names a host that only ends alike", { HTTPS_PROXY: PROXY, no_proxy: "ample.com,xapi.example.com" }, `${PROXY}/`],
])("finds the proxy when %s", (_, env, expected) => expect(proxyFor(API, env)?.href).toBe(expected));

it("gives no plain http URL to a proxy, since that would carry the secret in clear", () => {
  expect(proxyFor(new URL("http://127.0.0.1:8080"), { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY })).toBeUndefined();
});

it.each(["socks5://user:hunter2@proxy:1080", "http://", "://"])("refuses a proxy it cannot use and does not quote it (%#)", (value) => {
  let thrown: unknown;
  try {
    proxyFor(API, { HTTPS_PROXY: value });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({ code: "CONFIG_INVALID", where: "HTTPS_PROXY" });
  expect(String(thrown)).not.toContain("hunter2");
});
