import type { Credential, HttpAnswer, RequestOptions } from "./provider.ts";

/**
 * What an issuer's API can do to replace and end a credential. A missing method is a fact about the issuer, not a stub:
 * the workflow asks a human in its place, or says before it starts that the step cannot be had.
 *
 * Every method may be called again after a crash that hid its answer. `create` is the only one that may leave a second
 * thing behind, so it marks what it makes with `label`, and `findMade` finds it by that. All others are idempotent:
 * containing what is contained, revoking what is gone, is a success.
 *
 * Expected failures are AppErrors: ROTATION_DENIED (the managing credential may not), ROTATION_LIMITED (429 or a
 * quota: later), ROTATION_UNREACHABLE (no answer, 5xx, time-out: what happened is not known), ROTATION_CANNOT (the
 * issuer will never do this), ROTATION_NOT_FOUND (no such credential). None of them quotes a value.
 */
export interface Rotator {
  /** The provider's id, as that of `Provider`. */
  readonly id: string;
  /** Detector ids whose secrets it understands. */
  readonly detectors: readonly string[];
  readonly baseUrl: string;
  /** What this issuer can do for this credential: one provider may have several kinds (Plivo: main token, sub-account). */
  facts(credential: Credential): RotationFacts;
  /** State and privileges, read with the managing credential and before anything moves a last-used stamp. */
  describe(credential: Credential, context: RotationContext): Promise<CredentialState>;
  /** Narrows or disables what can be given back. Absent where the issuer has nothing reversible. */
  contain?(target: Target, context: RotationContext): Promise<void>;
  /** Gives back what `contain` or a reversible `deactivate` took. */
  restore?(target: Target, context: RotationContext): Promise<void>;
  /** Makes a new credential with the privileges of `like`, or fewer. Absent: `guided` says what a human does. */
  create?(request: CreateRequest, context: RotationContext): Promise<Made>;
  /** What bears the label at the issuer: after a crash, and to see that there is only one. */
  findMade?(label: string, context: RotationContext): Promise<readonly FoundMade[]>;
  /**
   * Moves what hangs on the old one at the issuer (numbers, applications) to the new one; says what was moved. Again after a
   * crash: what is moved already is not moved twice.
   */
  carryOver?(from: CredentialState, to: CredentialState, context: RotationContext): Promise<readonly string[]>;
  /** What a human does in the issuer's console, where the API has no call for it. */
  readonly guided?: { readonly create?: readonly string[]; readonly deactivate?: readonly string[] };
  /** Ends the credential's use: mildest form that refuses it (disable before delete). `facts.deactivation` says whether it can be undone. */
  deactivate?(target: Target, context: RotationContext): Promise<void>;
  /** Removes it for ever. Absent where `deactivate` is all there is. */
  remove?(target: Target, context: RotationContext): Promise<void>;
  /** Whether the issuer takes it now. `refused` needs a clear refusal, twice where one may be a fault. */
  confirm(credential: Credential, context: RotationContext): Promise<Acceptance>;
}

export interface RotationFacts {
  /** For people: "main account token", "sub-account", "IAM access key". */
  readonly kind: string;
  /** `api`: made by a call; `guided`: by a human in the console, checked by us; `none`: cannot be replaced, only ended. */
  readonly creation: "api" | "guided" | "none";
  /** Whether two may be live at once. Without overlap creating ends the old one: the plan says so before. */
  readonly overlap: boolean;
  /** How many may exist beside each other, where the issuer limits it (AWS: 2). */
  readonly maxLive?: number;
  readonly containment: "none" | "disable" | "narrow";
  readonly deactivation: "reversible" | "final" | "guided";
  /** Whether a created value can be read again later (Plivo sub-account), or is shown once. */
  readonly readable: boolean;
  /** What may be found of its use: a last-used stamp, records, or nothing. */
  readonly lastUse: "stamp" | "records" | "none";
  /** What else stops when it ends, and what a human should know before: one sentence each. */
  readonly sideEffects: readonly string[];
}

export interface CredentialState {
  /** Public name at the issuer: key id, Auth ID, role name, accessor. Never the value. */
  readonly id: string;
  readonly status: "active" | "disabled" | "expired" | "absent" | "unknown";
  readonly label?: string;
  /** Scopes, policies, roles in the issuer's words, sorted; enough to make a like one and to compare. */
  readonly privileges: readonly string[];
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
  readonly lastUsedAt?: string;
  readonly lastUsedFrom?: string;
  /** Privileges that the records show unused: a proposal to leave them out. */
  readonly unused?: readonly string[];
  /** What the issuer needs to know again at later steps (user name, account, region). Public values only. */
  readonly details?: Readonly<Record<string, string>>;
}

/** A credential as later steps name it. `credential` is absent where its value is not at hand any more: the id must do. */
export interface Target {
  readonly state: CredentialState;
  readonly credential?: Credential;
}

export interface CreateRequest {
  readonly like: CredentialState;
  /** Put where the issuer shows it (description, name, comment): unique for the remediation and attempt, `[a-z0-9-]{1,64}`. */
  readonly label: string;
  /** Privileges to give; absent: those of `like`. */
  readonly privileges?: readonly string[];
  readonly credential?: Credential;
}

export interface Made {
  readonly state: CredentialState;
  /** The new credential with its other halves, by the names that the detector's companions have. */
  readonly credential: Credential;
}

export interface FoundMade {
  readonly state: CredentialState;
  /** Where the issuer still shows it. Without it the key is of no use to us and is ended. */
  readonly credential?: Credential;
}

export interface Acceptance {
  readonly answer: "accepted" | "refused" | "unknown";
  /** In the issuer's terms: "HTTP 401, twice". */
  readonly reason: string;
}

/** The way out to the issuer for calls that change things: bounded, paced, pinned addresses, secrets never in URLs. */
export interface RotationHttp {
  /** Paths begin with `/`. Rejects with ROTATION_UNREACHABLE or ROTATION_LIMITED; every other status is an answer. */
  request(
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    path: string,
    options?: RequestOptions & { readonly body?: string },
  ): Promise<HttpAnswer>;
}

export interface RotationContext {
  readonly http: RotationHttp;
  readonly httpAt: (baseUrl: string) => RotationHttp;
  readonly baseUrl: string;
  /** Credential that manages the others (admin key, main account). Absent: the leaked one manages itself where it can. */
  readonly admin?: Credential;
  readonly now: () => Date;
  /** For issuers that are no HTTP API (a PostgreSQL server): the address as the user gave it, without a password. */
  readonly address?: string;
}

/** How one that uses the secret comes to have the new one. */
export type HowUpdated =
  /** It follows the store by itself. */
  | { readonly by: "store" }
  /** A further store holds its copy: CI variables, Kubernetes Secrets, .env files. `part` as in StoreTarget. */
  | { readonly by: "copy"; readonly uri: string; readonly part?: string }
  /** A program makes it read the store again: argument list, no shell. Exit code 0 is success. Run again after a crash. */
  | { readonly by: "command"; readonly argv: readonly string[]; readonly timeoutMs?: number }
  /** Somebody changes it (a pull request, a console) and says so; `ask` is what they are told. */
  | { readonly by: "owner"; readonly ask: string };

/** Shows that a dependant works with what it has now. */
export type Probe =
  | HttpProbe
  /** Argument list, no shell; exit code 0 is green. `env`: variables that carry parts of the new credential, for this program alone. */
  | {
      readonly kind: "command";
      readonly argv: readonly string[];
      readonly timeoutMs?: number;
      readonly env?: Readonly<Record<string, string>>;
    }
  /** Requests in order, each green: a business transaction with test data. */
  | { readonly kind: "transaction"; readonly steps: readonly HttpProbe[] };

export interface HttpProbe {
  readonly kind: "http";
  readonly url: string;
  readonly method?: "GET" | "POST" | "HEAD";
  readonly body?: string;
  readonly expectStatus?: number;
  /** Text that the answer must contain. */
  readonly expectText?: string;
  readonly timeoutMs?: number;
}

export interface Dependant {
  readonly id: string;
  readonly name: string;
  /** Such as `service`, `ci-job`, `cron`, `webhook-receiver`. */
  readonly kind: string;
  readonly owner?: string;
  readonly howUpdated: HowUpdated;
  readonly probe?: Probe;
  /** Why it need not be shown to work; agreed before it begins. */
  readonly waiver?: string;
}

/** Where the new value is written. */
export interface StoreTarget {
  readonly uri: string;
  /** `secret` (the default), or the name of a companion such as `authId`. */
  readonly part?: string;
}

export type RotationReason = "leak" | "age" | "owner-left" | "request";

/** When steps that people may feel are allowed: minutes of the day in UTC, days 0 (Sunday) to 6. */
export interface MaintenanceWindow {
  readonly days: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What will be done, agreed before it begins. Holds no value: only names, masks and fingerprints. */
export interface RotationPlan {
  readonly provider: string;
  readonly detector: string;
  readonly incident?: string;
  readonly reason: RotationReason;
  readonly old: { readonly mask: string; readonly fingerprint: string };
  readonly stores: readonly StoreTarget[];
  readonly dependants: readonly Dependant[];
  /** Contain at once, before the new one exists. Whoever uses the old one feels it: not the default. */
  readonly contain: boolean;
  /** Privileges for the new one; absent: as the old. */
  readonly privileges?: readonly string[];
  /** The old one must have been silent this long, and is not waited for longer than `atMostMs`. */
  readonly silence: { readonly quietMs: number; readonly atMostMs: number };
  /** Errors of dependants and tries with the old one are watched this long after the end. */
  readonly monitorMs: number;
  readonly monitorEveryMs: number;
  /** Not before; ISO 8601. */
  readonly deactivateAt?: string;
  readonly windows: readonly MaintenanceWindow[];
  readonly approvals: ApprovalRules;
  /** Remove the old one for good at the end: cannot be undone, asks once more. */
  readonly removeOld: boolean;
  /** Everything is read and said, nothing is changed. */
  readonly dryRun: boolean;
  /** Windows, waiting and approvals are passed over; said in every report. */
  readonly breakGlass?: { readonly by: string; readonly reason: string };
}

export interface ApprovalRules {
  /** Ask before the first change. */
  readonly start: boolean;
  /** How many different people must approve the end of the old one. 0 is for rehearsals. */
  readonly deactivate: number;
  /** The same person may not start and approve. */
  readonly twoPerson: boolean;
}

export const REMEDIATION_STEPS = [
  "contain",
  "create",
  "verify",
  "store",
  "update",
  "probe",
  "silence",
  "deactivate",
  "confirm",
  "monitor",
  "close",
] as const;

export type RemediationStep = (typeof REMEDIATION_STEPS)[number];
