import { type Command, CommanderError } from "commander";
import { type Context, guardStdout, reportError } from "./io.ts";

/** Builds a command line, lets it read the arguments, and sets the exit code. `check` looks at the first word before that. */
export async function runProgram(
  build: (context: Context, exit: (code: number) => void) => Command,
  args: readonly string[],
  context: Context,
  check?: (root: Command, word: string | undefined) => Promise<void>,
): Promise<void> {
  guardStdout();
  const root = build(context, (code) => {
    process.exitCode = code;
  });
  try {
    await check?.(root, args[0]);
    await root.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else process.exitCode = reportError(error);
  }
}

/** How every command line of ours tells what is wrong. */
export function plainErrors(root: Command): Command {
  return root
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "stanch: ")) });
}
