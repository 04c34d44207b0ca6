export { settingsTable } from "./config.ts";
export { openApiDocument } from "./describe.ts";
export { errorIndex, errorPage, errorPages, isErrorCode } from "./errors/pages.ts";
export { type Running, type StartOptions, startServer } from "./start.ts";
export { startWorker } from "./worker.ts";
export type { Tools } from "./tools.ts";
