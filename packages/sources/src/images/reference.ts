import { AppError } from "@stanch/model";
import { parseDigest } from "./digest.ts";

/** Where an image is, as the user named it after `image:`. */
export type ImageReference =
  | { readonly kind: "oci-layout" | "oci-archive" | "docker-archive"; readonly path: string; readonly tag?: string }
  | { readonly kind: "docker-daemon"; readonly name: string }
  | RegistryReference;

export interface RegistryReference {
  readonly kind: "registry";
  /** Host and port, as in a URL. */
  readonly host: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const HUB = "registry-1.docker.io";

/**
 * Reads `registry/name:tag@digest`, `oci:PATH[:tag]`, `oci-archive:FILE[:tag]`, `docker-archive:FILE[:tag]` and
 * `docker-daemon:NAME`. Throws USAGE.
 */
export function parseReference(text: string): ImageReference {
  const transport = /^(oci|oci-archive|docker-archive|docker-daemon|docker):(.*)$/s.exec(text);
  const rest = transport?.[2] ?? "";
  switch (transport?.[1] ?? "") {
    case "oci":
      return { kind: "oci-layout", ...pathAndTag(rest, text) };
    case "oci-archive":
      return { kind: "oci-archive", ...pathAndTag(rest, text) };
    case "docker-archive":
      return { kind: "docker-archive", ...pathAndTag(rest, text) };
    case "docker-daemon":
      if (rest === "" || /[\s?#]/.test(rest)) throw invalid(text, "Write, for example, image:docker-daemon:app:latest.");
      return { kind: "docker-daemon", name: rest };
    case "docker":
      return registryReference(rest.replace(/^\/\//, ""), text);
    default:
      return registryReference(text, text);
  }
}

/** A tag is what follows the last colon, unless a slash follows that: `C:/x` and `a:b/c` are paths. */
function pathAndTag(rest: string, text: string): { path: string; tag?: string } {
  const found = /^(?<path>.+):(?<tag>[\w][\w.-]*)$/s.exec(rest)?.groups;
  const path = found?.["path"] ?? rest;
  if (path === "") throw invalid(text, "Name the file or folder behind it.");
  return { path, ...(found?.["tag"] === undefined ? {} : { tag: found["tag"] }) };
}

function registryReference(name: string, text: string): RegistryReference {
  const [before = "", digest, ...more] = name.split("@");
  if (more.length > 0 || (digest !== undefined && parseDigest(digest) === undefined))
    throw invalid(text, "A digest is sha256: and 64 hexadecimal digits.");
  const found = /^(?<path>[^:]*(?::\d+(?=\/)[^:]*)?)(?::(?<tag>\w[\w.-]{0,127}))?$/.exec(before)?.groups;
  const parts = (found?.["path"] ?? "").split("/");
  const first = parts[0] ?? "";
  const hasHost = parts.length > 1 && (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase());
  const host = hasHost ? first : HUB;
  const own = hasHost ? parts.slice(1) : parts;
  const isHub = host === HUB || host === "docker.io" || host === "index.docker.io";
  const repository = (isHub && own.length === 1 ? ["library", ...own] : own).join("/");
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(repository) || repository.includes("//"))
    throw invalid(
      text,
      "Write image:REGISTRY/NAME:TAG, image:oci:FOLDER, image:oci-archive:FILE, image:docker-archive:FILE or image:docker-daemon:NAME.",
    );
  const tag = found?.["tag"] ?? (digest === undefined ? "latest" : undefined);
  return {
    kind: "registry",
    host: isHub ? HUB : host,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

const invalid = (where: string, next: string): AppError =>
  new AppError("USAGE", { what: "This names no container image", where: `image:${where}`, next });
