export { type Bytes, ByteStream } from "./byte-stream.ts";
export { Measure, digestOf, parseDigest } from "./digest.ts";
export * from "./documents.ts";
export { instructionOf, layerInstructions } from "./history.ts";
export { type Member, archiveMembers, fileBytes, folderMembers } from "./members.ts";
export { LayerPaths } from "./paths.ts";
export { type ImageReference, type RegistryReference, parseReference } from "./reference.ts";
export { type TarEntry, TarStream } from "./tar-stream.ts";
export { LAYER_LIMITS, type LayerLimits, packingOf, unpacked } from "./unpack.ts";
