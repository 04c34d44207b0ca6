import { detectors } from "@stanch/detectors";
import { explain } from "@stanch/explain";
import { deployments, languages, snippet } from "@stanch/snippets";
import { usage } from "../io.ts";
import { kindsOf } from "../commands/catalogue.ts";
import { detectorById } from "../commands/detectors.ts";

/** What the server asks the rest of stanch for; see its `Tools`. `commands`: names of all our commands. */
export function serverTools(commands: ReadonlySet<string>) {
  return {
    kinds: async () => kindsOf(),
    explain: async (id: string) => {
      const detector = detectors.find((one) => one.id === id);
      return detector === undefined ? undefined : explain(detector, { commands, now: new Date() });
    },
    snippet: async ({ secret, store, language }: { secret?: string; store: string; language?: string }) => {
      if (language === undefined) return { languages: languages.map(named), deployments: deployments.map(named) };
      if (secret === undefined) throw usage("No kind of secret", "query.secret", "Name one, such as plivo-auth-token.");
      const { id, title, provider } = detectorById(secret);
      return snippet({ id, title, provider }, store, language);
    },
  };
}

const named = ({ id, title }: { id: string; title: string }): { id: string; title: string } => ({ id, title });
