import { readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fingerprint } from "@stanch/model";
import type { Remediation, RotationPlanInput, SayInput, SignalKind } from "@stanch/workflow";
import { fingerprintKey } from "../fingerprint-key.ts";
import { type Context, printable, usage } from "../io.ts";
import { readCredential } from "../remediation/credential-input.ts";
import { type Desk, localDesk, remoteDesk } from "../remediation/desk.ts";
import { type Local, openLocal } from "../remediation/local.ts";

export interface DeskOptions {
  readonly server?: string;
  readonly data?: string;
  readonly as?: string;
}

export interface StartOptions extends DeskOptions {
  readonly plan: string;
  readonly secret: string;
  readonly admin?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
}

const LOOK_MS = 500;

/** Starts one, and on this machine works on it until it has ended. Exit code: 0 done, 1 rolled back or abandoned. */
export async function startCommand(incident: string | undefined, options: StartOptions, context: Context): Promise<number> {
  const old = readCredential(options.secret);
  const admin = options.admin === undefined ? undefined : readCredential(options.admin);
  const plan = {
    ...planFrom(options.plan),
    old: { mask: old.secret.toString(), fingerprint: fingerprint(old.secret, fingerprintKey().bytes) },
    ...(incident === undefined ? {} : { incident }),
    ...(options.dryRun === true ? { dryRun: true } : {}),
  };
  return atDesk(options, context, async (desk, local) => {
    await local?.work();
    const { id } = await desk.start({ plan, old, ...(admin === undefined ? {} : { admin }) });
    say(`remediation ${id}`);
    if (options.wait === false && local === undefined) return 0;
    return follow(desk, id);
  });
}

function planFrom(file: string): RotationPlanInput {
  try {
    // Checked by the workflow, which says what is wrong with it.
    return JSON.parse(readFileSync(file, "utf8")) as RotationPlanInput;
  } catch (error) {
    throw usage(
      "The plan cannot be read",
      file,
      error instanceof SyntaxError ? "It must be JSON: see docs/remediation.md." : "Name a file that is there.",
    );
  }
}

/** Works on everything that waits, such as after a crash, until it has ended. */
export async function workCommand(options: DeskOptions, context: Context): Promise<number> {
  return atDesk(options, context, async (desk, local) => {
    if (local === undefined) throw usage("A server works by itself", "--server", "Start `stanch worker` for more of them.");
    await local.work();
    let code = 0;
    for (const { id, endedAt } of await desk.list()) if (endedAt === null) code = Math.max(code, await follow(desk, id));
    return code;
  });
}

export async function listCommand(options: DeskOptions, context: Context): Promise<number> {
  return atDesk(options, context, async (desk) => {
    for (const one of await desk.list())
      line(`${one.id}  ${one.status.padEnd(12)} ${one.step.padEnd(10)} ${one.plan.provider} ${one.plan.old.mask}  ${one.waitingFor ?? ""}`);
    return 0;
  });
}

export async function showCommand(id: string, options: DeskOptions & { readonly follow?: boolean }, context: Context): Promise<number> {
  return atDesk(options, context, async (desk) => {
    if (options.follow === true) return follow(desk, id);
    for (const event of await desk.events(id, 0)) line(eventLine(event));
    line(stateLine(await desk.get(id)));
    return 0;
  });
}

export async function sayCommand(
  { kind, id, subject }: { readonly kind: SignalKind; readonly id: string; readonly subject?: string },
  options: DeskOptions & { readonly reason?: string; readonly secret?: string },
  context: Context,
): Promise<number> {
  const input: SayInput = {
    kind,
    ...(subject === undefined ? {} : { subject }),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
    ...(kind === "provide" ? { credential: readCredential(options.secret ?? "-") } : {}),
  };
  return atDesk(options, context, async (desk) => {
    await desk.say(id, input);
    say(`${kind} is noted; the remediation acts on it at its next step`);
    return 0;
  });
}

export async function reportCommand(
  id: string,
  options: DeskOptions & { readonly format: "markdown" | "json" | "html"; readonly output?: string },
  context: Context,
): Promise<number> {
  const { reportHtml, reportMarkdown, reportOf } = await import("@stanch/workflow");
  return atDesk(options, context, async (desk) => {
    const report = reportOf(await desk.get(id), await desk.events(id, 0));
    const forms = { markdown: reportMarkdown, html: reportHtml, json: (one: typeof report) => `${JSON.stringify(one, undefined, 2)}\n` };
    const text = forms[options.format](report);
    if (options.output === undefined) process.stdout.write(options.format === "markdown" ? printable(text) : text);
    else writeFileSync(options.output, text);
    return 0;
  });
}

async function atDesk(options: DeskOptions, context: Context, work: (desk: Desk, local?: Local) => Promise<number>): Promise<number> {
  if (options.server !== undefined) return work(await remoteDesk(options.server));
  const local = await openLocal({
    version: context.version,
    ...(options.data === undefined ? {} : { folder: options.data }),
    ...(options.as === undefined ? {} : { as: options.as }),
  });
  try {
    return await work(localDesk(local), local);
  } finally {
    await local.close();
  }
}

/** Prints what happens until it has ended; what it waits for, and the command that says it, once. */
async function follow(desk: Desk, id: string): Promise<number> {
  let seen = 0;
  let told = "";
  for (;;) {
    const now = await desk.get(id);
    for (const event of await desk.events(id, seen)) {
      seen = event.seq;
      if (event.kind !== "intent") line(eventLine(event));
    }
    if (now.waitingFor !== null && now.waitingFor !== told) {
      told = now.waitingFor;
      say(`${now.status}: ${now.waitingFor}\n  ${hintOf(now)}`);
    }
    if (now.endedAt !== null) {
      line(stateLine(now));
      return now.status === "done" ? 0 : 1;
    }
    await sleep(LOOK_MS);
  }
}

/** What a person may type now. */
function hintOf({ id, gate, status, canUndo }: Remediation): string {
  const ways = [
    gate === "provide" ? `stanch remediate provide ${id} < FILE` : "",
    gate === "performed" ? `stanch remediate performed ${id}` : "",
    gate?.startsWith("confirm:") === true ? `stanch remediate confirm ${id} ${gate.slice(8)}` : "",
    gate?.startsWith("waive:") === true ? `stanch remediate waive ${id} ${gate.slice(6)} --reason TEXT` : "",
    gate !== null && /^[a-z]+$/.test(gate) && !["provide", "performed"].includes(gate) ? `stanch remediate approve ${id} ${gate}` : "",
    status === "paused" ? `stanch remediate resume ${id}` : "",
    status === "stuck" ? `stanch remediate retry ${id}` : "",
    canUndo ? `stanch remediate rollback ${id}` : "",
  ];
  return ways.filter((way) => way !== "").join("\n  ");
}

function eventLine({ at, step, kind, text }: { at: string; step: string; kind: string; text: string }): string {
  const mark = { done: "✓", failed: "✗", told: "·", signal: "»", intent: "…" }[kind] ?? " ";
  return `${at.slice(11, 19)} ${step.padEnd(10)} ${mark} ${text}`;
}

function stateLine({ id, status, step, waitingFor }: Remediation): string {
  return `${id} ${status} at ${step}${waitingFor === null ? "" : `: ${waitingFor}`}`;
}

/** Names of issuers, stores and people stand in it: nothing of them acts on the terminal. */
function line(text: string): void {
  process.stdout.write(`${printable(text)}\n`);
}

function say(text: string): void {
  process.stderr.write(`stanch: ${printable(text)}\n`);
}
