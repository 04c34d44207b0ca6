import type { HygieneCheck } from "../hygiene-check.ts";
import { PRIVATE_KEY, isKeyFile, isTestData } from "./_files.ts";

export const keyWithoutPassphrase: HygieneCheck = {
  id: "key-without-passphrase",
  title: "Private key without a passphrase",
  severity: "medium",
  practice: "access-limited",
  why: "Whoever copies the file can use the key at once.",
  references: ["https://man.openbsd.org/ssh-keygen"],
  *look({ files, read }) {
    // A passphrase does not help a key that everybody has: see credential-file-tracked.
    for (const { path, isTracked } of files) {
      const text = !isTracked && !isTestData(path) && isKeyFile(path) ? (read(path) ?? "") : "";
      if (PRIVATE_KEY.test(text) && !isEncrypted(text))
        yield {
          path,
          what: `${path} is a private key without a passphrase`,
          fix: `ssh-keygen -p -f ${path}, or openssl pkcs8 -topk8 -in ${path}; for a machine, keep it in a secret store`,
        };
    }
  },
};

function isEncrypted(text: string): boolean {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(text)) return true;
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]{0,200})/.exec(text)?.[1];
  if (body === undefined) return false;
  // openssh-key-v1, then the length and name of its cipher: "none" where there is no passphrase.
  const head = Buffer.from(body.replace(/\s/g, ""), "base64").subarray(0, 40).toString("latin1");
  return !head.includes("\0\0\0\u0004none");
}
