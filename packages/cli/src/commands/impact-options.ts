import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { ImpactCommandOptions } from "./impact.ts";
import { collect } from "./scan-options.ts";

/** `impact`: what it takes. Its code is loaded when it is called. */
export function addImpactCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("impact")
    .summary("tell who breaks if a secret is revoked: what takes it, how, who owns that, and what must be restarted")
    .description(
      "Reads trees (code, .env, compose, Kubernetes, Helm, Terraform, CI files, …), runs nothing of them, and follows the secret from where it " +
        "stands to what uses it. Values are compared by keyed hash and never shown. Exit code: 0 nothing uses it as far as is seen, 1 something does, 2 stanch failed.",
    )
    .argument(
      "<secret>",
      "fingerprint or id of a finding, or a name: PLIVO_AUTH_TOKEN, vault:secret/plivo#auth_token, k8s:namespace/name#key",
    )
    .argument(
      "[paths...]",
      "folders with the code and the deployment files; a repository in them counts on its own (default: the current one)",
    )
    .option("--report <file>", "JSON or JSONL report of a scan of these folders: its findings are joined to the names")
    .option("--no-scan", "do not scan the folders: values that stand in code, under no name, are not met then")
    .option(
      "--audit <file>",
      "audit log of a store (Vault, OpenBao, CloudTrail, Conjur, Kubernetes): who really read it; may be repeated",
      collect,
    )
    .option(
      "--records <file>",
      "uses of this secret as JSON lines in the form of `stanch misuse`: which address and agent; may be repeated",
      collect,
    )
    .option("--cluster [context]", "ask a live Kubernetes cluster too, as kubectl would (lists only)")
    .option("--acks <file>", "what owners answered: JSON, see docs/impact.md")
    .option("--save-index <file>", "keep the graph, so that the next question needs no reading")
    .option("--index <file>", "ask a graph that was kept")
    .addOption(new Option("--format <name>", "how").choices(["text", "json", "svg", "dot", "markdown"]).default("text"))
    .option("--no-color", "no colours")
    .option("--progress", "draw progress even when stderr is no terminal")
    .option("--no-progress", "draw none")
    .action(async (secret: string, paths: string[], options: ImpactCommandOptions) => {
      const { impactCommand } = await import("./impact.ts");
      exit(await impactCommand(secret, paths, options, context));
    });
}
