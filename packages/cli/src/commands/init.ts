import { writeFileSync } from "node:fs";
import { AppError } from "@stanch/model";
import { CONFIG_FILE, defaultConfigText } from "@stanch/scan";

/** Writes a commented configuration into the current folder; an existing one only with --force. */
export async function initCommand(force: boolean): Promise<number> {
  try {
    writeFileSync(CONFIG_FILE, defaultConfigText(), { flag: force ? "w" : "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new AppError("USAGE", {
        what: "There is a configuration already",
        where: CONFIG_FILE,
        next: "Edit it, or replace it with --force.",
      });
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: "Cannot write the configuration",
      where: CONFIG_FILE,
      next: "Check the folder's permissions.",
      cause: error,
    });
  }
  process.stdout.write(`${CONFIG_FILE}\n`);
  return 0;
}
