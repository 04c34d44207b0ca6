import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Bucket as OwnBucket } from "@stanch/sources/s3";
import { Missing, type Running, moto } from "../../../stores/test/servers.ts";
import { tarOf } from "../../test/image-world.ts";
import { type Told, scanned, token } from "../../test/world.ts";

const line = (n: number): string => `first\nkey = ${token(n)}\n`;

describe("a bucket of moto", () => {
  let server: Running | Missing;
  let client: S3Client;
  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    vi.stubEnv("AWS_REGION", "eu-central-1");
    server = await moto();
    if (server instanceof Missing) return;
    client = new S3Client({ endpoint: server.url, forcePathStyle: true });
  }, 120_000);
  afterAll(async () => {
    client?.destroy();
    if (!(server instanceof Missing)) await server.stop();
    vi.unstubAllEnvs();
  });

  const create = async (bucket: string): Promise<unknown> =>
    client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: "eu-central-1" } }));
  const put = async (Bucket: string, Key: string, Body: string | Uint8Array): Promise<string | undefined> =>
    (await client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
  const read = async (bucket: string, options: Parameters<typeof scanned>[1] = {}): Promise<Told> =>
    scanned([`s3://${bucket}`], { places: { endpoint: (server as Running).url }, ...options });

  it("is read in all versions: replaced ones, and those of keys that were deleted", async ({ skip }) => {
    if (server instanceof Missing) return skip(server.reason);
    await create("versions");
    await client.send(new PutBucketVersioningCommand({ Bucket: "versions", VersioningConfiguration: { Status: "Enabled" } }));
    const first = await put("versions", "conf/app.env", line(1));
    await put("versions", "conf/app.env", line(2));
    const gone = await put("versions", "gone.env", line(3));
    await client.send(new DeleteObjectCommand({ Bucket: "versions", Key: "gone.env" }));
    const { found, complete } = await read("versions");
    expect(found).toEqual({
      [token(1)]: [`s3://versions/conf/app.env?versionId=${first}:2:7`],
      [token(2)]: ["s3://versions/conf/app.env:2:7"],
      [token(3)]: [`s3://versions/gone.env?versionId=${gone}:2:7`],
    });
    expect(complete).toBe(true);
    expect(Object.keys((await read("versions/conf")).found).sort()).toEqual([token(1), token(2)].sort());
  });

  it("gives objects of many parts as they come, and what lies in archives", async ({ skip }) => {
    if (server instanceof Missing) return skip(server.reason);
    await create("large");
    const half = Buffer.alloc(5_242_880, "x\n");
    const [head, tail] = [token(4).slice(0, 9), token(4).slice(9)];
    const parts = [Buffer.concat([half, Buffer.from(`\n${head}`)]), Buffer.concat([Buffer.from(`${tail}\n`), half])];
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: "large", Key: "dump.sql" }));
    const uploaded = await Promise.all(
      parts.map(async (Body, index) => {
        const { ETag } = await client.send(
          new UploadPartCommand({ Bucket: "large", Key: "dump.sql", UploadId, PartNumber: index + 1, Body }),
        );
        return { ETag, PartNumber: index + 1 };
      }),
    );
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket: "large", Key: "dump.sql", UploadId, MultipartUpload: { Parts: uploaded } }),
    );
    const filler = Buffer.concat([Buffer.alloc(2_000_000, "some text\n"), Buffer.from(line(6))]);
    await put(
      "large",
      "backup.tar.gz",
      gzipSync(
        tarOf([
          { name: "etc/app.env", content: line(5) },
          { name: "big.txt", content: filler },
        ]),
      ),
    );
    const { found, coverage, complete } = await read("large");
    expect(found).toMatchObject({
      [token(4)]: ["s3://large/dump.sql:2621442:1"],
      [token(5)]: ["s3://large/backup.tar.gz!etc/app.env:2:7"],
      [token(6)]: ["s3://large/backup.tar.gz!big.txt:200002:7"],
    });
    expect(coverage.files).toBe(2); // the archive is one
    expect(complete).toBe(true);
  });

  it("is listed page by page, and nothing twice or not at all", async ({ skip }) => {
    if (server instanceof Missing) return skip(server.reason);
    for (const versioning of ["Suspended", "Enabled"] as const) {
      const Bucket = `pages-${versioning.toLowerCase()}`;
      await create(Bucket);
      if (versioning === "Enabled")
        await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: versioning } }));
      const keys = ["a", "b", "b", "c", "d", "d", "d", "e"];
      for (const [at, key] of keys.entries()) await put(Bucket, key, `${at}`);
      const bucket = await OwnBucket.open({ bucket: Bucket, prefix: "" }, { endpoint: server.url, pageSize: 3 });
      const listed: string[] = [];
      for await (const { key } of bucket.list("").objects) listed.push(key);
      bucket.close();
      expect(listed.sort()).toEqual(versioning === "Enabled" ? keys : ["a", "b", "c", "d", "e"]);
    }
  });

  it("leaves out keys that are not wanted, and says so", async ({ skip }) => {
    if (server instanceof Missing) return skip(server.reason);
    await create("filtered");
    await put("filtered", "a.env", line(8));
    await put("filtered", "b.txt", line(9));
    const { found, skipped } = await read("filtered", { wants: (path) => (path.endsWith(".txt") ? "excluded" : "yes") });
    expect(Object.keys(found)).toEqual([token(8)]);
    expect(skipped).toEqual({ excluded: ["s3://filtered/b.txt"] });
  });

  it("says what is wrong", async ({ skip }) => {
    if (server instanceof Missing) return skip(server.reason);
    await expect(read("no-such-bucket")).rejects.toThrow(/There is no such bucket \(s3:\/\/no-such-bucket\)/);
    await expect(scanned(["s3://x"])).rejects.toThrow(/This names no bucket/);
    const closed = { places: { endpoint: "http://127.0.0.1:1" } };
    await expect(read("versions", closed)).rejects.toThrow(/The server does not give it: ECONNREFUSED/);
  });
});
