import { resolve } from "node:path";
import type { Detector } from "@stanch/model";
import { customDetectors } from "./custom-detectors.ts";
import { readConfigText } from "./find.ts";
import { parseConfigText } from "./parse.ts";
import { configError, problemsOf } from "./problems.ts";
import { ConfigFile, PackFile } from "./schema.ts";

/** What became of one detector of a file. */
export interface RuleTest {
  readonly id: string;
  readonly examples: number;
  readonly counterExamples: number;
  /** `file:line:column: what is wrong. What to do.`; none where all holds. */
  readonly problems: readonly string[];
}

/**
 * Runs the detectors of a configuration or pack against their own examples: each for itself, so that one that is wrong
 * hides no other. Throws CONFIG_INVALID where the file itself cannot be read.
 */
export async function testRules(file: string, builtIn: readonly Detector[]): Promise<readonly RuleTest[]> {
  const parsed = await parseConfigText(file, readConfigText(resolve(file), true));
  const isPack = typeof parsed.value === "object" && parsed.value !== null && ("name" in parsed.value || "version" in parsed.value);
  const schema = isPack ? PackFile : ConfigFile;
  const checked = schema.safeParse(parsed.value);
  if (!checked.success) throw configError(parsed, problemsOf(checked.error.issues, parsed.value, schema));
  const inputs = checked.data.customDetectors ?? [];
  const tests: RuleTest[] = [];
  for (const [index, input] of inputs.entries()) {
    const taken = inputs.slice(0, index).some(({ id }) => id === input.id);
    const { problems } = await customDetectors([input], builtIn);
    tests.push({
      id: input.id,
      examples: input.examples.length,
      counterExamples: input.counterExamples?.length ?? 0,
      problems: [
        ...(taken ? [`${parsed.where(["customDetectors", index, "id"])}: another detector of the file has this id. Choose another.`] : []),
        // It was tried as the only one of its file.
        ...problems.map(
          ({ path, key, what, next }) => `${parsed.where(["customDetectors", index, ...path.slice(2)], key)}: ${what}. ${next}`,
        ),
      ],
    });
  }
  return tests;
}
