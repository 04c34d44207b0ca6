import type { Database } from "@stanch/workflow";
import type { Logger } from "pino";
import type { Auth } from "./auth/better-auth.ts";
import type { SetupLink } from "./auth/setup-link.ts";
import type { Environment } from "./config.ts";
import type { Cursors } from "./http/cursor.ts";
import type { Metrics } from "./http/metrics.ts";
import type { Work } from "./work.ts";
import type { Tools } from "./tools.ts";

/** What routes work with. One for a process. */
export interface Services {
  readonly version: string;
  readonly environment: Environment;
  /** How browsers reach us, without a slash at its end. */
  readonly publicUrl: string;
  /** Signs and seals what leaves the server and comes back. */
  readonly secret: string;
  readonly database: Database;
  readonly auth: Auth;
  readonly setupLink: SetupLink;
  readonly cursors: Cursors;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly tools: Tools;
  /** Queues and remediations, once they are up: they start after the server answers. Rejects with SERVER_STOPPING where they cannot. */
  readonly work: () => Promise<Work>;
  /** True from SIGTERM on: /ready says no, what is under way is finished. */
  readonly isStopping: () => boolean;
  /** Aborted at the stop, for what would never end: streams of events. */
  readonly stopping: AbortSignal;
}
