import { serveIfWorker } from "./serve.ts";

// The file a thread starts from when the program runs from its sources; the bundle starts threads from itself.
serveIfWorker();
