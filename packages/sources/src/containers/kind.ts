export type ContainerKind = "zip" | "gzip" | "zlib" | "bzip2" | "xz" | "zstd" | "tar" | "ar" | "pdf" | UnreadKind;

/** Told apart, but not read. */
export type UnreadKind = "7z" | "rar" | "compress" | "lz4" | "lzip" | "cabinet" | "rpm" | "ole2";

const UNREAD: ReadonlySet<string> = new Set<UnreadKind>(["7z", "rar", "compress", "lz4", "lzip", "cabinet", "rpm", "ole2"]);

export const isUnread = (kind: ContainerKind): kind is UnreadKind => UNREAD.has(kind);

interface Magic {
  readonly kind: ContainerKind;
  readonly bytes: readonly number[];
}

const magic = (kind: ContainerKind, text: string): Magic => ({ kind, bytes: [...Buffer.from(text, "latin1")] });

const MAGICS: readonly Magic[] = [
  magic("zip", "PK\x03\x04"),
  magic("zip", "PK\x05\x06"),
  magic("gzip", "\x1f\x8b\x08"),
  magic("bzip2", "BZh"),
  magic("xz", "\xfd7zXZ\0"),
  magic("zstd", "\x28\xb5\x2f\xfd"),
  magic("ar", "!<arch>\n"),
  magic("pdf", "%PDF-"),
  magic("7z", "7z\xbc\xaf\x27\x1c"),
  magic("rar", "Rar!\x1a\x07"),
  magic("compress", "\x1f\x9d"),
  magic("lz4", "\x04\x22\x4d\x18"),
  magic("lzip", "LZIP\x01"),
  magic("cabinet", "MSCF\0\0\0\0"),
  magic("rpm", "\xed\xab\xee\xdb"),
  // Old Office files, msi: their texts lie in pieces of 512 bytes, found only where a piece holds the whole secret.
  magic("ole2", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
];

/** By the first byte: the magics that begin with it. */
const BY_FIRST: (readonly Magic[] | undefined)[] = Array.from({ length: 256 }, (_, byte) => {
  const own = MAGICS.filter(({ bytes }) => bytes[0] === byte);
  return own.length > 0 ? own : undefined;
});
/** 1 where a container may begin with the byte: nearly every blob is told by one load. */
const MAY_BEGIN = Uint8Array.from(BY_FIRST, (own, byte) => (own !== undefined || byte === 0x78 ? 1 : 0));

const TAR_MARK_AT = 257;
const ZIP_END_BYTES = 22;

/** What container lies in [at, at + length) of `bytes`, by its magic bytes; names say nothing. */
export function containerKind(bytes: Uint8Array, at: number, length: number): ContainerKind | undefined {
  if (length < 18) return undefined;
  if (MAY_BEGIN[bytes[at] ?? 0] === 1) {
    const kind = byMagic(bytes, at);
    if (kind !== undefined) return kind;
  }
  if (length >= 512 && bytes[at + TAR_MARK_AT] === 0x75 && isText(bytes, at + TAR_MARK_AT, "ustar")) return "tar";
  // A program or a script with a zip behind it (Spring's jars, Python's zipapps): told by the end of a zip without a comment.
  const end = at + length - ZIP_END_BYTES;
  if (length > ZIP_END_BYTES && bytes[end] === 0x50 && isText(bytes, end, "PK\x05\x06") && bytes[end + 20] === 0 && bytes[end + 21] === 0)
    return "zip";
  return undefined;
}

function byMagic(bytes: Uint8Array, at: number): ContainerKind | undefined {
  const first = bytes[at] ?? 0;
  if (first === 0x78) {
    const second = bytes[at + 1] ?? 0;
    // RFC 1950: the two bytes are a multiple of 31, and no preset dictionary.
    return (first * 256 + second) % 31 === 0 && (second & 0x20) === 0 ? "zlib" : undefined;
  }
  for (const one of BY_FIRST[first] ?? [])
    if (one.bytes.every((byte, i) => bytes[at + i] === byte)) return one.kind === "bzip2" && !isBzip2(bytes, at) ? undefined : one.kind;
  return undefined;
}

/** Three letters may begin a text: the level and the first byte of a block or of the end are asked, too. */
function isBzip2(bytes: Uint8Array, at: number): boolean {
  const level = bytes[at + 3] ?? 0;
  return level >= 0x31 && level <= 0x39 && (bytes[at + 4] === 0x31 || bytes[at + 4] === 0x17);
}

function isText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
