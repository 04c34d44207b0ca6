#!/usr/bin/env node
// Becomes dist/stanch.mjs, what the npm package starts.
import { start } from "./start.mjs";

start(new URL("./", import.meta.url));
