import { lstatSync, opendirSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { ByteStream, type Bytes } from "./byte-stream.ts";
import { TarStream } from "./tar-stream.ts";
import { packingOf, unpacked } from "./unpack.ts";

/** A file of an image that lies on a disk or comes in an archive. `content` is read before the next member is asked for. */
export interface Member {
  readonly name: string;
  readonly sizeBytes: number;
  readonly content: Bytes;
  /** Reads it once more, where that is possible. */
  readonly again?: () => Bytes;
  /** In an archive: another name for the content of a member that came before, as `docker save` links equal layers. */
  readonly linkTo?: string;
}

const READ_BYTES = 262_144;
const DEEPEST = 8;

/** Every file of an OCI layout's folder, sorted. Links are not followed: `skip` is told. */
export async function* folderMembers(
  root: string,
  skip: (reason: "symlink" | "special-file" | "too-deep", where: string) => void,
): AsyncGenerator<Member> {
  for (const name of namesBelow(root, "", 0, skip)) {
    const path = join(root, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (stat.isSymbolicLink()) skip("symlink", name);
    else if (!stat.isFile()) skip("special-file", name);
    else yield { name, sizeBytes: stat.size, content: fileBytes(path), again: () => fileBytes(path) };
  }
}

function* namesBelow(root: string, folder: string, depth: number, skip: (reason: "too-deep", where: string) => void): Generator<string> {
  if (depth > DEEPEST) return skip("too-deep", folder);
  const dir = opendirSync(join(root, folder));
  const names: { name: string; isFolder: boolean }[] = [];
  try {
    for (let entry = dir.readSync(); entry !== null; entry = dir.readSync())
      names.push({ name: folder === "" ? entry.name : `${folder}/${entry.name}`, isFolder: entry.isDirectory() });
  } finally {
    dir.closeSync();
  }
  // Files before folders: index.json is there when a scan is interrupted among the blobs.
  for (const { name, isFolder } of names.sort((a, b) => Number(a.isFolder) - Number(b.isFolder) || (a.name < b.name ? -1 : 1)))
    if (isFolder) yield* namesBelow(root, name, depth + 1, skip);
    else yield name;
}

/** A file's bytes, in a buffer that is used again for the next. Throws SOURCE_NOT_FOUND or SOURCE_UNREADABLE at the first read. */
export async function* fileBytes(path: string): Bytes {
  let file: FileHandle | undefined;
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  try {
    file = await open(path);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, READ_BYTES, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
    // What whoever reads throws comes through here, too.
    if (code === undefined) throw cause;
    throw new AppError(code === "ENOENT" ? "SOURCE_NOT_FOUND" : "SOURCE_UNREADABLE", {
      what: code === "ENOENT" ? "No such file" : `Cannot read it: ${code}`,
      where: path,
      next: "Check the path and its permissions.",
      cause,
    });
  } finally {
    await file?.close();
  }
}

/**
 * Every file of an image's archive (`docker save`, `skopeo copy`), which may be packed as a whole, in its order. Throws
 * `BrokenStream` where it is broken, after the members before that.
 */
export async function* archiveMembers(bytes: Bytes): AsyncGenerator<Member> {
  const packed = new ByteStream(bytes);
  const packing = packingOf(await packed.peek(8));
  const tar = new TarStream(packing === "none" ? packed : new ByteStream(unpacked(packed, packing)));
  try {
    for (let entry = await tar.next(); entry !== undefined; entry = await tar.next()) {
      const { name, sizeBytes } = entry;
      if (entry.type === "0") yield { name: name.replace(/^(?:\.?\/)+/, ""), sizeBytes, content: tar.content() };
      else if (entry.linkName !== "")
        yield { name, sizeBytes: 0, content: tar.content(), linkTo: linked(name, entry.linkName, entry.type) };
    }
  } finally {
    await packed.close();
  }
}

/** The member that a link names, from its own folder for a symbolic one: `../ID/layer.tar`. */
function linked(name: string, linkName: string, type: string): string {
  const parts = type === "2" ? [...name.split("/").slice(0, -1), ...linkName.split("/")] : linkName.split("/");
  const out: string[] = [];
  for (const part of parts)
    if (part === "..") out.pop();
    else if (part !== "" && part !== ".") out.push(part);
  return out.join("/");
}
