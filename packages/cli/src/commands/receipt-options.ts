import { type Command, Option } from "commander";

/** `receipt`: what it takes. Its code is loaded when one of its parts is called. */
export function addReceiptCommands(root: Command, exit: (code: number) => void): void {
  const receipt = root.command("receipt").summary("check and compare what scans read: the files of `scan --receipt FILE`");
  receipt
    .command("verify")
    .summary("whether a receipt is as the owner of a key signed it; exit code 1 when it is not, or is not signed")
    .argument("<file>", "the receipt")
    .requiredOption("--key <file>", "the public key: ed25519 in PEM")
    .action(async (file: string, { key }: { key: string }) => {
      const { verifyCommand } = await import("./receipt.ts");
      exit(await verifyCommand(file, key));
    });
  receipt
    .command("diff")
    .summary("what one scan read and the other did not, by source; exit code 0 the same, 1 different, 2 stanch failed")
    .argument("<a>", "a receipt")
    .argument("<b>", "another one")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"))
    .action(async (a: string, b: string, { format }: { format: string }) => {
      const { diffCommand } = await import("./receipt.ts");
      exit(await diffCommand(a, b, format));
    });
  receipt
    .command("keygen")
    .summary("make a key pair to sign with: FILE and FILE.pub")
    .argument("<file>", "where the private key goes")
    .action(async (file: string) => {
      const { keygenCommand } = await import("./receipt.ts");
      exit(await keygenCommand(file));
    });
}
