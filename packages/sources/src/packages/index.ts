export { mavenFiles } from "./maven.ts";
export { npmFiles } from "./npm.ts";
export type { PackageFile, Surroundings } from "./package-file.ts";
export { pypiFiles } from "./pypi.ts";
