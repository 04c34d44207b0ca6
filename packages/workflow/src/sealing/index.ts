export { type KeyRing, type WrappedKey, openKeyRing } from "./key-ring.ts";
export { newKeyLine } from "./local-keys.ts";
export {
  type SealedRow,
  type SealedUse,
  type Sealing,
  discardSealed,
  expireSealed,
  keepSealed,
  openSealed,
  rewrapSealed,
  seal,
  sealValue,
  sealedOf,
} from "./seal.ts";
