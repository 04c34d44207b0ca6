// Becomes dist/thread.cjs, where worker threads start. CommonJS: the loader of ES modules is ten of Node's own more for each thread.
import { start } from "./start.mjs";

start(process.getBuiltinModule("node:url").pathToFileURL(`${__dirname}/`));
