import type { Command } from "commander";
import type { Context } from "../io.ts";
import { collect } from "./scan-options.ts";

export interface MaskOptions {
  readonly env?: readonly string[];
  readonly secretEnv?: readonly string[];
  /** A file, or false for none. */
  readonly config?: string | boolean;
}

/** `mask`: what it takes. Its code is loaded when it is called. */
export function addMaskCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("mask")
    .summary("run a program and mask every known or detected secret in its output as it streams")
    .description(
      "Masks what variables hold that look like secrets, what --secret-env and --env name, and what the detectors find, each also in base64, in URLs and in JSON. Exit code: the program's.",
    )
    .option("--secret-env <name>", "a variable whose value is masked, whatever it looks like; may be repeated", collect)
    .option("--env <name=uri>", "a variable for the program, and the store where its value is: masked, too; may be repeated", collect)
    .option("--config <file>", "configuration with detectors of your own (default: stanch.config.* in the current folder)")
    .option("--no-config", "read no configuration")
    .argument("<command...>", "the program and its arguments, after --")
    .action(async (command: string[], options: MaskOptions) => {
      const { maskCommand } = await import("./mask.ts");
      exit(await maskCommand(command, options, context));
    });
}
