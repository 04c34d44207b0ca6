import { AppError, type Provider } from "@stanch/model";
import { expect, it } from "vitest";
import { baseOf, overrideName, withoutSlash } from "./base-url.ts";

const provider: Provider = {
  id: "hugging-face",
  detectors: [],
  baseUrl: "https://huggingface.example",
  checkValidity: () => Promise.resolve({ validity: "valid" }),
};
const name = overrideName(provider.id);

it("names the variable after the provider", () => expect(name).toBe("STANCH_HUGGING_FACE_URL"));

it.each([
  [undefined, "https://huggingface.example", "public"],
  ["", "https://huggingface.example", "public"],
  ["https://10.0.0.1/api/v3/", "https://10.0.0.1/api/v3", "any"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080", "loopback"],
  ["http://localhost:8080/", "http://localhost:8080", "loopback"],
  ["http://[::1]:8080/", "http://[::1]:8080", "loopback"],
  ["http://2130706433/", "http://127.0.0.1", "loopback"],
])("reads %j", (value, url, reach) => {
  const base = baseOf(provider, { [name]: value });
  expect([withoutSlash(base.url), base.reach]).toEqual([url, reach]);
});

it.each([
  "http://example.com",
  "http://10.0.0.1",
  "http://localhost.example.com",
  "ftp://127.0.0.1",
  "https://user:hunter2@example.com",
  "https://example.com/?token=hunter2",
  "https://example.com/#hunter2",
  "no url, hunter2",
])("refuses an override that is unsafe or unreadable and does not quote it (%#)", (value) => {
  let thrown: unknown;
  try {
    baseOf(provider, { [name]: value });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(AppError);
  expect(thrown).toMatchObject({ code: "CONFIG_INVALID", where: name });
  expect(String(thrown)).not.toContain("hunter2");
});
