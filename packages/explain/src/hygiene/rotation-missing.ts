import type { HygieneCheck } from "../hygiene-check.ts";

export const rotationMissing: HygieneCheck = {
  id: "rotation-missing",
  title: "Secret store entry without rotation",
  severity: "low",
  practice: "rotated",
  why: "A stored secret that never changes is worth as much to a thief next year as today.",
  references: ["https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html"],
  *look({ files, read }) {
    const terraform = files.filter(({ path }) => path.endsWith(".tf")).map(({ path }) => ({ path, text: read(path) ?? "" }));
    const rotated = terraform.flatMap(({ text }) =>
      [
        ...text.matchAll(
          /resource\s+"aws_secretsmanager_secret_rotation"[\s\S]{0,400}?secret_id\s*=\s*aws_secretsmanager_secret\.([\w-]+)/g,
        ),
      ].map(([, name]) => name),
    );
    for (const { path, text } of terraform)
      for (const found of text.matchAll(/^resource\s+"aws_secretsmanager_secret"\s+"([\w-]+)"/gm))
        if (!rotated.includes(found[1]))
          yield {
            path,
            line: text.slice(0, found.index).split("\n").length,
            what: `aws_secretsmanager_secret ${found[1] ?? ""} has no rotation`,
            fix: `Add aws_secretsmanager_secret_rotation for it, or note who rotates it and when`,
          };
    yield* keyVaultSecrets(
      files.map(({ path }) => path),
      read,
    );
  },
};

/** Key Vault secrets in Terraform: without an expiry nobody is reminded. */
function* keyVaultSecrets(
  paths: readonly string[],
  read: (path: string) => string | undefined,
): Iterable<{ path: string; line: number; what: string; fix: string }> {
  for (const path of paths) {
    if (!path.endsWith(".tf")) continue;
    const text = read(path) ?? "";
    for (const found of text.matchAll(/^resource\s+"azurerm_key_vault_secret"\s+"([\w-]+)"\s*\{([\s\S]*?)^\}/gm))
      if (!/^\s*expiration_date\s*=/m.test(found[2] ?? ""))
        yield {
          path,
          line: text.slice(0, found.index).split("\n").length,
          what: `azurerm_key_vault_secret ${found[1] ?? ""} never expires`,
          fix: "Set expiration_date, so that its rotation cannot be forgotten",
        };
  }
}
