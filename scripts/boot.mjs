#!/usr/bin/env node
// Becomes dist/stanch.mjs, what the npm package starts.
import { start } from "./start.mjs";

await start(new URL("./main.mjs", import.meta.url));
