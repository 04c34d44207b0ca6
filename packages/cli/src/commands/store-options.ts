import type { Command } from "commander";
import type { PutOptions } from "./store.ts";

/** `store` and `run`: what they take. Their code is loaded when one of them is called. */
export function addStoreCommands(root: Command, exit: (code: number) => void): void {
  const store = root
    .command("store")
    .summary("put secrets into a secret store and read them: files, Vault, AWS, Google, Azure and others")
    .description(
      "URI: env:.env#NAME, aws-sm:name#key, vault:mount/path#field, conjur:account/variable; `stanch store doctor` shows all kinds.",
    );
  store
    .command("put")
    .summary("write a secret, read from standard input, and read it back")
    .argument("<uri>", "where to")
    .option("--file <path>", "take the value from a file, to the byte")
    .option("--exact", "keep the line end of a single line on standard input")
    .option("--if-version <id>", "only when this is the version there now")
    .option("--if-absent", "only when there is no value yet")
    .action(async (uri: string, options: PutOptions) => {
      const { putCommand } = await import("./store.ts");
      exit(await putCommand(uri, options));
    });
  store
    .command("get")
    .summary("show that a secret is there; the value itself only with --reveal")
    .argument("<uri>", "which")
    .option("--reveal", "write the value to standard output, to the byte")
    .option("--version-id <id>", "an older version")
    .action(async (uri: string, options: { reveal?: boolean; versionId?: string }) => {
      const { getCommand } = await import("./store.ts");
      exit(await getCommand(uri, options));
    });
  store
    .command("list")
    .summary("list names under a file, folder or prefix; no values")
    .argument("<uri>", "where: env:.env, vault:secret/app, aws-sm:app/")
    .action(async (uri: string) => {
      const { listCommand } = await import("./store.ts");
      exit(await listCommand(uri));
    });
  store
    .command("versions")
    .summary("list the versions of a secret, newest first")
    .argument("<uri>", "which")
    .action(async (uri: string) => {
      const { versionsCommand } = await import("./store.ts");
      exit(await versionsCommand(uri));
    });
  store
    .command("readers")
    .summary("tell who read a secret, out of the store's own audit log")
    .argument("<uri>", "which")
    .argument("<log>", "the store's own audit log, as a file")
    .action(async (uri: string, log: string) => {
      const { readersCommand } = await import("./store.ts");
      exit(await readersCommand(uri, log));
    });
  store
    .command("manifest")
    .summary("print manifests that make a Kubernetes Secret out of another store, for the External Secrets Operator")
    .argument("<uri>", "the Secret: k8s:namespace/name")
    .option("--from <key=uri>", "a key and where its value is; may be repeated", (value, before: string[]) => [...before, value], [])
    .option("--service-account <name>", "that the operator logs in with (default: the Secret's name)")
    .action(async (uri: string, options: { from: string[]; serviceAccount?: string }) => {
      const { manifestCommand } = await import("./store.ts");
      exit(await manifestCommand(uri, options));
    });
  store
    .command("doctor")
    .summary("check that the stores that are set up here can be used")
    .argument("[scheme...]", "env, aws-sm, vault … (default: those that the environment names)")
    .action(async (schemes: string[]) => {
      const { storeDoctorCommand } = await import("./store.ts");
      exit(await storeDoctorCommand(schemes));
    });

  root
    .command("run")
    .summary("start a program with secrets in its environment, and nothing on disk")
    .option("--env <name=uri>", "a variable and where its value is; may be repeated", (value, before: string[]) => [...before, value], [])
    .argument("<command...>", "the program and its arguments, after --")
    .action(async (command: string[], options: { env: string[] }) => {
      const { runCommand } = await import("./run.ts");
      exit(await runCommand(command, options.env));
    });
}
