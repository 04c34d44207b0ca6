export { type Durable, type DurableOptions, type Job, launchDurable } from "./launch.ts";
