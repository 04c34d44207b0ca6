import { fingerprint } from "@stanch/model";
import { bindRotator } from "@stanch/providers/rotate";
import type { RemediationPorts } from "@stanch/workflow";
import { fingerprintKey } from "../fingerprint-key.ts";
import { runCommand, runHttp } from "./probes.ts";
import { storePort } from "./store-port.ts";

export interface PortOptions {
  readonly version: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Store files and programs are looked for from here. */
  readonly folder: string;
  /** False on a server with more than one tenant: probes then reach public addresses only. */
  readonly mayReachPrivate: boolean;
  /** False on a server: programs of a plan would run as the server. */
  readonly mayRunPrograms: boolean;
}

/** What a remediation works with outside: issuers, stores, programs and HTTP checks of this machine. */
export function remediationPorts(options: PortOptions): RemediationPorts {
  const key = fingerprintKey().bytes;
  const network = { env: options.env, version: options.version };
  // A database is no HTTP API: where it is, without a password.
  const address = options.env["STANCH_POSTGRESQL_ADDRESS"];
  const where = address === undefined ? {} : { address };
  return {
    rotator: (plan, manager) => Promise.resolve(bindRotator({ detector: plan.detector, old: manager, network, ...where })),
    store: (uri) => storePort(uri, options),
    command: (argv, { timeoutMs, env }) => runCommand(argv, { ...options, timeoutMs, env }),
    http: (probe) => runHttp(probe, options),
    fingerprint: (secret) => fingerprint(secret, key),
  };
}
