export { type IgnoreNotice, type IgnoreOptions, type IgnoreResult, type MarkedFinding, applyIgnores, isSuppressed } from "./apply.ts";
export { IGNORE_FORM, type InlineMark, hasIgnoreMark, parseInlineIgnores } from "./inline.ts";
