import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { tarOf } from "../../test/image-world.ts";
import { type Told, scanned, scratch, token, write } from "../../test/world.ts";

const world = scratch();
let count = 0;

/** The paths of what is found in a file, and that it was read wholly. */
async function read(name: string, content: string | Uint8Array): Promise<Told["found"]> {
  const folder = join(world, `export-${++count}`);
  write(folder, { [name]: content });
  const { occurrences, complete, skipped } = await scanned([`export:${join(folder, name)}`]);
  expect({ complete, skipped }).toEqual({ complete: true, skipped: {} });
  return Object.fromEntries(
    Object.entries(occurrences).map(([secret, all]) => [secret, all.map(({ path }) => path.slice(folder.length + 1)).sort()]),
  );
}

const slack = (n: number): string =>
  JSON.stringify([
    { type: "message", user: "U1", ts: "1704153600.000100", text: "hi" },
    {
      type: "message",
      user: "U2",
      ts: "1704153601.000200",
      text: `the key is \`${token(n)}\``,
      files: [{ name: "a.env", preview: token(n + 1) }],
    },
  ]);

it("names channel and message of a Slack export, and reads its other files too", async () => {
  const files = {
    "general/2024-01-02.json": slack(1),
    "users.json": JSON.stringify([{ id: "U1", profile: { title: token(3) } }]),
    "general/files/a.txt": `x ${token(4)}\n`,
  };
  const archive = gzipSync(tarOf(Object.entries(files).map(([name, content]) => ({ name, content }))));
  const message = "general/2024-01-02.json (#general, message 1704153601.000200)";
  const expected = { [token(1)]: [message], [token(2)]: [message], [token(3)]: ["users.json"], [token(4)]: ["general/files/a.txt"] };
  expect(await read("slack.tar.gz", archive)).toEqual(
    Object.fromEntries(Object.entries(expected).map(([secret, paths]) => [secret, paths.map((path) => `slack.tar.gz!${path}`)])),
  );
  const folder = join(world, "slack");
  write(folder, files);
  const { occurrences } = await scanned([`export:${folder}`]);
  expect(Object.fromEntries(Object.entries(occurrences).map(([secret, all]) => [secret, all.map(({ path }) => path)]))).toEqual(expected);
});

it("names the request of a Postman collection, and a variable of an environment", async () => {
  const collection = {
    info: { name: "Shop", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
    auth: { type: "bearer", bearer: [{ key: "token", value: token(1), type: "string" }] },
    item: [
      {
        name: "Orders",
        item: [
          {
            name: "List all",
            request: { method: "GET", header: [{ key: "X-Key", value: token(2) }], url: { raw: "https://h.test" } },
            response: [{ body: token(3) }],
          },
        ],
      },
      { name: `https://h.test/x?key=${token(4)}`, request: {} },
      { name: `with ${token(5)}`, request: {} },
    ],
    variable: [{ key: "base", value: token(6) }],
  };
  expect(await read("shop.json", JSON.stringify(collection))).toEqual({
    [token(1)]: ['shop.json (collection "Shop")'],
    [token(2)]: ['shop.json (request "Orders / List all")'],
    [token(3)]: ['shop.json (request "Orders / List all")'],
    [token(4)]: ['shop.json (request "h.test")'],
    [token(5)]: ['shop.json (request "with …")'],
    [token(6)]: ['shop.json (collection "Shop")'],
  });
  const environment = { name: "live", values: [{ key: "apiKey", value: token(7), enabled: true }], _postman_variable_scope: "environment" };
  expect(await read("live.json", JSON.stringify(environment))).toEqual({ [token(7)]: ['live.json (environment "live", variable apiKey)'] });
});

it("names the request of a HAR, and reads bodies in base64", async () => {
  const entry = (n: number): object => ({
    request: {
      method: "POST",
      url: `https://api.test/v1?key=${token(n)}`,
      headers: [{ name: "Authorization", value: `Bearer ${token(n + 1)}` }],
    },
    response: {
      content: { mimeType: "application/json", encoding: "base64", text: Buffer.from(`{"t":"${token(n + 2)}"}`).toString("base64") },
    },
  });
  const har = { log: { version: "1.2", creator: { name: "x", comment: token(9) }, entries: [entry(1), entry(4)] } };
  expect(await read("a.har", JSON.stringify(har))).toEqual({
    ...Object.fromEntries([1, 2, 3].map((n) => [token(n), ["a.har (request 1: POST api.test)"]])),
    ...Object.fromEntries([4, 5, 6].map((n) => [token(n), ["a.har (request 2: POST api.test)"]])),
    [token(9)]: ["a.har"],
  });
});

it("names issue and comment of Jira's exports", async () => {
  const search = {
    issues: [{ key: "SHOP-7", fields: { summary: token(1), comment: { comments: [{ id: "10", body: `use ${token(2)}` }] } } }],
    expand: token(3),
  };
  expect(await read("jira.json", JSON.stringify(search))).toEqual({
    [token(1)]: ["jira.json (SHOP-7)"],
    [token(2)]: ["jira.json (SHOP-7, comment 10)"],
    [token(3)]: ["jira.json"],
  });
  const rss = `<?xml version="1.0"?><!-- made --><rss version="0.92"><channel><title>${token(4)}</title>
    <item><key id="1">SHOP-8</key><description>use ${token(5)}</description></item><item><key id="2">SHOP-9</key><comments><comment id="3">${token(6)}</comment></comments></item></channel></rss>`;
  expect(await read("jira.xml", rss)).toEqual({
    [token(4)]: ["jira.xml"],
    [token(5)]: ["jira.xml (SHOP-8)"],
    [token(6)]: ["jira.xml (SHOP-9)"],
  });
  const backup = `<?xml version="1.0"?>\n<entity-engine-xml>
    <Issue id="100" key="SHOP-1" summary="a" description="x ${token(7)}"/>
    <Action id="200" issue="100" type="comment"><body><![CDATA[</Action> ${token(8)}]]></body></Action></entity-engine-xml>`;
  expect(await read("entities.xml", backup)).toEqual({
    [token(7)]: ["entities.xml (issue SHOP-1)"],
    [token(8)]: ["entities.xml (comment 200 of issue 100)"],
  });
});

it("names the page of a Confluence export, wherever its title stands, in pieces of any size", async () => {
  const filler = '<property name="x">some text of a page</property>\n'.repeat(60_000);
  const xml = `<?xml version="1.0"?>\n<hibernate-generic datetime="x">
    <object class="BodyContent" package="c"><id name="id">1</id><property name="body"><![CDATA[<object></object> ${token(1)}]]></property><property name="content" class="Page"><id name="id">77</id></property></object>
    <object class="Other" package="c"><id name="id">5</id>${filler}<property name="y">${token(2)}</property></object>
    <object class="Page" package="c"><id name="id">77</id><property name="title"><![CDATA[How to deploy]]></property></object></hibernate-generic>`;
  expect(await read("confluence.xml", xml)).toEqual({
    [token(1)]: ['confluence.xml (BodyContent of "How to deploy")'],
    [token(2)]: ["confluence.xml (Other 5)"],
  });
  const json = { results: [{ id: "1", type: "page", title: "Keys", body: { storage: { value: `<p>${token(3)}</p>` } } }], size: 1 };
  expect(await read("confluence.json", JSON.stringify(json))).toEqual({ [token(3)]: ['confluence.json (page "Keys")'] });
});

it("scans what it does not know as it stands, and says what is wrong", async () => {
  expect(await read("x.json", `{"a": "${token(1)}", broken`)).toEqual({ [token(1)]: ["x.json"] });
  expect(await read("x.txt", `a ${token(2)}\n`)).toEqual({ [token(2)]: ["x.txt"] });
  await expect(scanned([`export:${join(world, "none")}`])).rejects.toThrow(/Cannot read the export: ENOENT/);
  writeFileSync(join(world, "cut.gz"), gzipSync(Buffer.alloc(100_000, "x y z")).subarray(0, 100));
  expect((await scanned([`export:${join(world, "cut.gz")}`])).skipped).toHaveProperty("archive-broken");
});
