import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { type ClientOptions, PackageClient } from "./client.ts";
import type { PackageFile, Surroundings } from "./package-file.ts";

/** Where Maven itself asks when no mirror is set. */
const DEFAULT_REPOSITORY = "https://repo.maven.apache.org/maven2/";
const DIGESTS = [
  ["sha512", 128],
  ["sha256", 64],
  ["sha1", 40],
] as const;
/** Besides the POM: the jar or what stands in its place, and its sources. */
const FILES = [".pom", ".jar", ".war", ".aar", "-sources.jar"];

/** What a repository has of `GROUP:ARTIFACT[:VERSION]`, or of all versions. */
export async function* mavenFiles(
  rest: string,
  options: ClientOptions & { readonly allVersions: boolean },
  surroundings: Surroundings,
): AsyncGenerator<PackageFile> {
  const [group = "", artifact = "", version, ...more] = rest.split(":");
  if (![group, artifact, version ?? "1"].every((part) => /^[\w][\w.+-]*$/.test(part)) || more.length > 0)
    throw new AppError("USAGE", {
      what: "This names no artifact of Maven",
      where: `maven:${rest}`,
      next: "Write maven:GROUP:ARTIFACT or maven:GROUP:ARTIFACT:VERSION.",
    });
  const { repository, authorization } = repositoryOf(surroundings);
  const client = new PackageClient(options, (url) => (url.origin === repository.origin ? authorization : undefined));
  const folder = new URL(`${group.replaceAll(".", "/")}/${artifact}/`, repository);
  const absent = (): AppError =>
    new AppError("SOURCE_NOT_FOUND", {
      what: "The repository has no such artifact or version",
      where: `${rest} at ${repository.host}`,
      next: "Check the name, and the mirror in settings.xml.",
    });
  const versions = version !== undefined && !options.allVersions ? [version] : await versionsIn(client, folder, options.allVersions);
  if (versions.length === 0) throw absent();
  for (const one of versions) {
    const stem = new URL(`${one}/${artifact}-${one}`, folder);
    if ((await client.document(new URL(`${stem.href}.pom`), "*/*")) === undefined && !options.allVersions) throw absent();
    for (const end of FILES) {
      const url = new URL(`${stem.href}${end}`);
      const digest = await digestOf(client, url);
      if (digest !== undefined || end === ".jar" || end === ".pom")
        yield {
          name: `maven:${group}:${artifact}:${one}/${artifact}-${one}${end}`,
          isOptional: true,
          ...(digest === undefined ? {} : { digest }),
          bytes: () => client.file(url),
        };
    }
  }
}

async function versionsIn(client: PackageClient, folder: URL, wantsAll: boolean): Promise<string[]> {
  const document = await client.document(new URL("maven-metadata.xml", folder), "application/xml, */*");
  const all = [...(document?.text ?? "").matchAll(/<version>\s*([\w.+-]+)\s*<\/version>/g)].map(([, one = ""]) => one);
  if (wantsAll) return [...new Set(all)];
  const named = /<(?:release|latest)>\s*([\w.+-]+)\s*</.exec(document?.text ?? "")?.[1] ?? all.at(-1);
  return named === undefined ? [] : [named];
}

/** The strongest digest that lies beside a file. */
async function digestOf(client: PackageClient, url: URL): Promise<PackageFile["digest"]> {
  for (const [algorithm, length] of DIGESTS) {
    const text = (await client.document(new URL(`${url.href}.${algorithm}`), "*/*"))?.text ?? "";
    const hex = new RegExp(`\\b[0-9a-fA-F]{${length}}\\b`).exec(text)?.[0].toLowerCase();
    if (hex !== undefined) return { algorithm, hex };
  }
  return undefined;
}

interface Repository {
  readonly repository: URL;
  readonly authorization: string | undefined;
}

/** The mirror of the central repository that the user's settings name, with the log-in of the server of the same id. */
function repositoryOf({ env, home }: Surroundings): Repository {
  let text = "";
  try {
    text = readFileSync(join(home, ".m2/settings.xml"), "utf8").replaceAll(/<!--[\s\S]*?-->/g, "");
  } catch {
    // none there
  }
  const expand = (value: string): string => value.replaceAll(/\$\{env\.(\w+)\}/g, (all, name: string) => env[name] ?? all);
  const inside = (block: string, tag: string): string => expand(new RegExp(`<${tag}>\\s*([^<]*?)\\s*</${tag}>`).exec(block)?.[1] ?? "");
  const blocks = (tag: string): string[] =>
    [...text.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(([, block = ""]) => block);
  const mirror = blocks("mirror").find((block) => /^(?:\*|central|external:\*|external:http:\*)(?:,|$)/.test(inside(block, "mirrorOf")));
  const given = mirror === undefined ? DEFAULT_REPOSITORY : inside(mirror, "url");
  const url = URL.canParse(given) ? new URL(given.endsWith("/") ? given : `${given}/`) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new AppError("CONFIG_INVALID", {
      what: "The mirror that Maven's settings name is no URL",
      where: "settings.xml",
      next: "Correct <url> of the mirror.",
    });
  const id = mirror === undefined ? "central" : inside(mirror, "id");
  const server = blocks("server").find((block) => inside(block, "id") === id);
  const user = server === undefined ? "" : inside(server, "username");
  const authorization = user === "" ? undefined : `Basic ${Buffer.from(`${user}:${inside(server ?? "", "password")}`).toString("base64")}`;
  return { repository: url, authorization };
}
