import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { AppError, type Receipt } from "@stanch/model";
import { visible } from "@stanch/reports";
import { Output } from "../io.ts";
import { type Difference, diffReceipts } from "../receipt/diff.ts";
import { readPublicKey } from "../receipt/keys.ts";
import { readReceipt } from "../receipt/read.ts";
import { faultOf, keyIdOf } from "../receipt/signature.ts";

/** Whether the receipt is as the owner of the key signed it. Gives 1 when it is not. */
export async function verifyCommand(file: string, keyFile: string): Promise<number> {
  const output = new Output();
  const key = readPublicKey(keyFile);
  const { receipt, unsigned } = readReceipt(file);
  const fault = receipt.signature === undefined ? "it is not signed" : faultOf(unsigned, receipt.signature, key);
  if (fault !== undefined) {
    await output.write([visible(`${file}: NOT VERIFIED: ${fault}`), "\n"]);
    return 1;
  }
  await output.write([`${visible(`${file}: verified, signed with the key ${keyIdOf(key).slice(0, 16)}`)}\n`, ...summary(receipt)]);
  return 0;
}

/** That a receipt is genuine does not say that the scan was whole. */
function* summary({ complete, startedAt, tool, read, roots, skipped }: Receipt): Iterable<string> {
  const left = Object.values(skipped).reduce((sum, { count }) => sum + count, 0);
  yield visible(
    `${complete ? "a complete scan" : "an INCOMPLETE scan"} of ${startedAt} by ${tool.name} ${tool.version} with ${tool.detectorCount} detectors`,
  );
  yield `\nread ${read.files} files, ${read.blobs} blobs of ${read.commits} commits, ${read.bytes} bytes; left out ${left}\n`;
  for (const { path, repository } of roots) yield `  ${visible(`${path}${repository?.head ? ` at ${repository.head}` : ""}`)}\n`;
}

/** What one scan read and the other did not. Gives 0 when they read the same, 1 when not. */
export async function diffCommand(a: string, b: string, format: string): Promise<number> {
  const output = new Output();
  const differences = diffReceipts(readReceipt(a).receipt, readReceipt(b).receipt);
  if (format === "json") await output.write([`${JSON.stringify({ a, b, same: differences.length === 0, differences }, undefined, 2)}\n`]);
  else await output.write(table(a, b, differences));
  return differences.length === 0 ? 0 : 1;
}

function* table(a: string, b: string, differences: readonly Difference[]): Iterable<string> {
  if (differences.length === 0) {
    yield "Both read the same, with the same detectors.\n";
    return;
  }
  yield visible(`A ${a}`) + "\n" + visible(`B ${b}`) + "\n";
  for (const [source, group] of Map.groupBy(differences, (difference) => difference.source)) {
    yield `\n${source === undefined ? "the whole scan" : visible(source)}\n`;
    const width = Math.max(...group.map(({ what }) => what.length));
    for (const difference of group) {
      yield `  ${visible(difference.what).padEnd(width)}  A ${shown(difference.a)}  B ${shown(difference.b)}\n`;
      for (const name of difference.onlyA ?? []) yield `    only A  ${visible(name)}\n`;
      for (const name of difference.onlyB ?? []) yield `    only B  ${visible(name)}\n`;
    }
  }
}

/** A digest is known by its beginning. */
const shown = (value: Difference["a"]): string => {
  if (value === undefined) return "-";
  const text = visible(String(value));
  return /^[0-9a-f]{40,64}$/.test(text) ? text.slice(0, 12) : text;
};

/** Makes a key pair: FILE, which only its owner can read, and FILE.pub. Neither replaces a file. */
export async function keygenCommand(file: string): Promise<number> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  writeNew(file, privateKey.export({ type: "pkcs8", format: "pem" }), 0o600);
  writeNew(`${file}.pub`, publicKey.export({ type: "spki", format: "pem" }), 0o644);
  await new Output().write([
    visible(`${file}: the private key, for stanch scan --receipt FILE --sign; keep it where only the job that scans can read it`),
    "\n",
    visible(
      `${file}.pub: the public key ${keyIdOf(publicKey).slice(0, 16)}, for stanch receipt verify FILE --key; give it to whoever checks`,
    ),
    "\n",
  ]);
  return 0;
}

function writeNew(file: string, pem: string | Buffer, mode: number): void {
  try {
    writeFileSync(file, pem, { mode, flag: "wx" });
  } catch (error) {
    const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: code === "EEXIST" ? "A file is there already, and a key is not replaced" : `Cannot write the key: ${code}`,
      where: file,
      next: "Name another file.",
      cause: error,
    });
  }
}
