import { resolve } from "node:path";
import { failure } from "../failures.ts";
import { at, parsed, textAt } from "../json.ts";
import { programOnPath, runProgram } from "../program.ts";
import type { Credentials, Env } from "./kubeconfig.ts";

interface Surroundings {
  readonly name: string;
  /** Of the kubeconfig: a command with a slash is relative to it. */
  readonly folder: string;
  readonly env: Env;
  readonly server: string;
  readonly ca: string | undefined;
}

/**
 * Runs the plugin that the kubeconfig names, as `aws eks get-token`. See: client.authentication.k8s.io/v1 ExecCredential.
 * Rejects with STORE_DENIED.
 */
export async function execCredential(exec: unknown, { name, folder, env, server, ca }: Surroundings): Promise<Credentials> {
  const command = textAt(exec, "command") ?? "";
  const program = /[\\/]/.test(command) ? resolve(folder, command) : programOnPath(command, env);
  if (program === undefined)
    throw failure(
      "STORE_DENIED",
      `The program that logs in, ${command}, is not on PATH`,
      name,
      textAt(exec, "installHint")?.replace(/\s+/g, " ").slice(0, 300) ?? "Install it.",
    );
  const apiVersion = textAt(exec, "apiVersion") ?? "client.authentication.k8s.io/v1";
  const cluster = { server, ...(ca === undefined ? {} : { "certificate-authority-data": Buffer.from(ca).toString("base64") }) };
  const spec = { interactive: false, ...(at(exec, "provideClusterInfo") === true ? { cluster } : {}) };
  const told = { KUBERNETES_EXEC_INFO: JSON.stringify({ apiVersion, kind: "ExecCredential", spec }) };
  const ran = await runProgram(program, texts(at(exec, "args")), { env: { ...env, ...variables(at(exec, "env")), ...told } }).catch(
    (error: unknown) => {
      throw failure("STORE_DENIED", `The program that logs in cannot be started`, program, "Check the kubeconfig.", error);
    },
  );
  const answer = ran.code === 0 ? parsed(ran.out.toString()) : undefined;
  const token = textAt(answer, "status", "token");
  const cert = textAt(answer, "status", "clientCertificateData");
  const key = textAt(answer, "status", "clientKeyData");
  if (token === undefined && (cert === undefined || key === undefined))
    throw failure(
      "STORE_DENIED",
      ran.code === 0 ? "The program that logs in gave no credential" : `The program that logs in ended with code ${ran.code ?? "none"}`,
      program,
      "Run it by hand: log in anew where it asks for that.",
    );
  return { ...(token === undefined ? {} : { token }), ...(cert === undefined || key === undefined ? {} : { identity: { cert, key } }) };
}

function texts(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(String) : [];
}

function variables(list: unknown): Readonly<Record<string, string>> {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return Object.fromEntries(entries.map((entry) => [textAt(entry, "name") ?? "", textAt(entry, "value") ?? ""]));
}
