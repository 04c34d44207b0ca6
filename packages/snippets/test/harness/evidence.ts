import { deployments, languages } from "../../src/index.ts";
import { type PLACES, deploymentFiles, programs } from "./cells.ts";

/** How each text was last seen, by cell id. A text that changed since has another digest and must be seen again. */
export interface Evidence {
  readonly digest: string;
  readonly how: "run" | "parsed" | "checked" | "written";
  /** By what it was judged: a tool or grammar; for `run` the language's tools. */
  readonly by?: string;
  /** Why it was not run. */
  readonly why?: string;
}

const STORES: Readonly<Record<keyof typeof PLACES, string>> = {
  env: "environment",
  "aws-sm": "AWS Secrets Manager",
  "aws-sm-json": "AWS, one JSON key",
  vault: "Vault",
  conjur: "Conjur",
};

const stores = Object.keys(STORES) as (keyof typeof PLACES)[]; // the keys written above

/** The page of the documentation, from what was seen. */
export function page(seen: Readonly<Record<string, Evidence>>): string {
  const word = (id: string): string => seen[id]?.how ?? "not seen";
  const row = (title: string, cells: readonly string[]): string => `| ${[title, ...cells].join(" | ")} |\n`;
  const head =
    row("", Object.values(STORES)) +
    row(
      "---",
      stores.map(() => "---"),
    );
  const ran = programs().filter(({ id }) => seen[id]?.how === "run").length;
  const reasons = new Map<string, string[]>();
  for (const { id, form, store } of programs()) {
    const why = seen[id]?.why;
    if (why !== undefined && id.endsWith("-plivo"))
      reasons.set(`${form}: ${why}`, [...(reasons.get(`${form}: ${why}`) ?? []), STORES[store as keyof typeof PLACES]]);
  }
  return `# Snippets

\`stanch snippet --secret ID --store STORE --language NAME\` prints a whole program or file that reads a secret from where it
belongs and uses it. \`--store\` takes \`env\`, \`aws-sm\`, \`vault\` or \`conjur\`, or a place: \`env:.env#NAME\`, \`aws-sm:name#key\`,
\`vault:mount/path#field\`, \`conjur:account/variable\`. \`--language list\` shows all names. For Plivo the program makes the client of
Plivo's own library (Rust and the shell have none: they call its API); for other providers it makes one call with the header that
the provider wants.

This page is made by \`npm run snippets\`. It runs the programs and compares what reaches the client with what lies in the store,
then empties the store and asks for a clear sentence. Vault is played by a real OpenBao server, AWS by moto. Conjur runs nowhere
we could start it: a double of its calls, written after its published description, takes its place. The client library of
the provider is replaced by one that tells what it was given. A test refuses this page when a text changed after it was seen.

## Programs

${ran} of ${programs().length} programs were **run**; the others were **parsed** by their language's tree-sitter grammar and no more.

${head}${languages
    .map(({ id, title }) =>
      row(
        title,
        stores.map((store) => word(`${id}-${store}-plivo`)),
      ),
    )
    .join("")}
A call over HTTP for another provider, from the environment: ${languages.map(({ id, title }) => `${title} ${word(`${id}-env-github`)}`).join(", ")}.

Not run, and why:

${[...reasons].map(([reason, of]) => `- ${reason} (${of.join(", ")})\n`).join("")}
## Containers, jobs and machines

**checked**: by \`terraform fmt\` or \`systemd-analyze verify\`. **parsed**: read as YAML. **written**: by hand, after the maker's
documents, and judged by no tool. None of them was deployed.

${head}${deployments
    .map(({ id, title }) =>
      row(
        title,
        stores.map((store) => word(`${id}-${store}-plivo`)),
      ),
    )
    .join("")}
`.replace(/\n+$/, "\n");
}

/** Cells whose text is not the one that was seen. */
export function unseen(seen: Readonly<Record<string, Evidence>>): string[] {
  return [...programs(), ...deploymentFiles()].filter(({ id, digest }) => seen[id]?.digest !== digest).map(({ id }) => id);
}
