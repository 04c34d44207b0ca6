// The door of `stanch rules`, apart from index.ts: a scan loads nothing of it.
export { type Imported, importRules } from "./import-rules/index.ts";
export { type RuleTest, testRules } from "./test-rules.ts";
