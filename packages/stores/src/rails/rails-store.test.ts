import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fake } from "@stanch/model";
import { afterAll, describe, expect, it } from "vitest";
import { storeContract } from "../../test/contract.ts";
import { RailsStore, SecretBytes } from "../index.ts";
import { open, seal } from "./sealed.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
const KEY = fake("[0-9a-f]{32}", 1);

function app(): string {
  const folder = mkdtempSync(join(tmpdir(), "stanch-rails-"));
  folders.push(folder);
  mkdirSync(join(folder, "config/credentials"), { recursive: true });
  writeFileSync(join(folder, "config/master.key"), KEY);
  return folder;
}

const FILE = "config/credentials.yml.enc";
let count = 0;
storeContract("Rails' credentials", async () => {
  const store = new RailsStore({ folder: app(), env: {} });
  await store.put(`${FILE}#other`, new SecretBytes("1"));
  return {
    store,
    fresh: () => `${FILE}#made_${++count}`,
    beside: (reference) => `${reference}_beside_${++count}`,
    prefix: FILE,
  };
});

/** What ActiveSupport::MessageEncryptor does with aes-128-gcm and Marshal, in Ruby's own library. */
const READ = `
require "openssl"; require "base64"
data, iv, tag = File.read(ARGV[0]).split("--").map { |part| Base64.strict_decode64(part) }
cipher = OpenSSL::Cipher.new("aes-128-gcm").decrypt
cipher.key = [ARGV[1]].pack("H*"); cipher.iv = iv; cipher.auth_tag = tag; cipher.auth_data = ""
print Marshal.load(cipher.update(data) << cipher.final)`;
const WRITE = `
require "openssl"; require "base64"
cipher = OpenSSL::Cipher.new("aes-128-gcm").encrypt
cipher.key = [ARGV[1]].pack("H*"); iv = cipher.random_iv; cipher.auth_data = ""
data = cipher.update(Marshal.dump(STDIN.read.force_encoding("UTF-8"))) << cipher.final
File.write(ARGV[0], [data, iv, cipher.auth_tag].map { |part| Base64.strict_encode64(part) }.join("--"))`;

const hasRuby = ((): boolean => {
  try {
    execFileSync("ruby", ["-ropenssl", "-e", "1"], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("ruby is not here: what Ruby reads and writes is left out\n");
    return false;
  }
})();

describe("the credentials of a Rails app", () => {
  it.skipIf(!hasRuby)("are read by Ruby as they were written, and the other way round, with comments and order kept", async () => {
    const folder = app();
    const path = join(folder, FILE);
    const before = `# of the mailer\nsmtp:\n  user: ann\n  port: 0587 # as they say\nsecret_key_base: ${fake("[0-9a-f]{128}", 3)}\n`;
    execFileSync("ruby", ["-e", WRITE, path, KEY], { input: before });
    const store = new RailsStore({ folder, env: {} });
    expect((await store.get(`${FILE}#smtp.user`)).value.revealText()).toBe("ann");
    expect((await store.get(`${FILE}#smtp.port`)).value.revealText()).toBe("0587");
    await store.put(`${FILE}#smtp.password`, new SecretBytes(fake("[A-Za-z0-9]{24}", 4)));
    await store.put("#plivo.auth_token", new SecretBytes(fake("[A-Za-z0-9]{40}", 5)));
    const read = execFileSync("ruby", ["-e", READ, path, KEY]).toString();
    const expected = before
      .replace("  # as", " # as")
      .replace("as they say\n", `as they say\n  password: "${fake("[A-Za-z0-9]{24}", 4)}"\n`);
    expect(read).toBe(`${expected}plivo:\n  auth_token: "${fake("[A-Za-z0-9]{40}", 5)}"\n`);
  });

  it("of one environment have a key of their own, and RAILS_MASTER_KEY goes before any file", async () => {
    const folder = app();
    const own = fake("[0-9a-f]{32}", 7);
    writeFileSync(join(folder, "config/credentials/production.key"), own);
    const reference = "config/credentials/production.yml.enc#token";
    await new RailsStore({ folder, env: {} }).put(reference, new SecretBytes("1"));
    expect(open(readFileSync(join(folder, "config/credentials/production.yml.enc"), "utf8"), own)).toBe('token: "1"\n');
    const other = new RailsStore({ folder, env: { RAILS_MASTER_KEY: KEY } });
    await expect(other.get(reference)).rejects.toMatchObject({ code: "STORE_DENIED" });
  });

  it("are not written without a key, with a wrong one, or over what is no YAML", async () => {
    const folder = app();
    const store = (env: Readonly<Record<string, string>>) => new RailsStore({ folder, env });
    await store({}).put("#token", new SecretBytes("1"));
    const before = readFileSync(join(folder, FILE));
    for (const key of [fake("[0-9a-f]{32}", 8), "short"])
      await expect(store({ RAILS_MASTER_KEY: key }).put("#token", new SecretBytes("2"))).rejects.toMatchObject({ code: "STORE_DENIED" });
    rmSync(join(folder, "config/master.key"));
    await expect(store({}).put("#token", new SecretBytes("2"))).rejects.toMatchObject({ code: "STORE_DENIED" });
    expect(readFileSync(join(folder, FILE)).equals(before)).toBe(true);
    writeFileSync(join(folder, FILE), seal("a: [", KEY));
    await expect(store({ RAILS_MASTER_KEY: KEY }).put("#token", new SecretBytes("2"))).rejects.toMatchObject({ code: "STORE_BROKEN" });
  });

  it("refuse a name that Ruby could not call, and a map in the place of a value", async () => {
    const store = new RailsStore({ folder: app(), env: {} });
    for (const reference of ["", "#", "#a b", "x.txt#a", "#a#b"])
      await expect(async () => store.get(reference)).rejects.toMatchObject({ code: "STORE_UNKNOWN" });
    await store.put("#a.b", new SecretBytes("1"));
    await expect(store.get("#a")).rejects.toMatchObject({ code: "STORE_CANNOT" });
    await expect(store.put("#a", new SecretBytes("2"))).rejects.toMatchObject({ code: "STORE_CANNOT" });
    await expect(store.put("#a.b.c", new SecretBytes("2"))).rejects.toMatchObject({ code: "STORE_CANNOT" });
  });
});
