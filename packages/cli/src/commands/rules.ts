import { detectors as builtIn } from "@stanch/detectors";
import { visible } from "@stanch/reports";
import { type Imported, importRules, testRules } from "@stanch/scan/rules";
import { Output } from "../io.ts";

/** Tries the detectors of a configuration or pack on their own examples. Gives 1 when one of them fails. */
export async function testRulesCommand(file: string): Promise<number> {
  const output = new Output();
  const tests = await testRules(file, builtIn);
  const failed = tests.filter(({ problems }) => problems.length > 0);
  for (const { id, examples, counterExamples, problems } of tests) {
    const told = `${count(examples, "example")} found, ${count(counterExamples, "near miss", "near misses")} passed over`;
    await output.write([`${problems.length === 0 ? "ok  " : "FAIL"}  ${id}${problems.length === 0 ? `  ${told}` : ""}\n`]);
    for (const problem of problems) await output.write([`      ${visible(problem)}\n`]);
  }
  const sum = tests.length === 0 ? "The file has no detectors" : `${count(tests.length, "detector")}, ${failed.length} failed`;
  await output.write([`${sum}.\n`]);
  return failed.length > 0 ? 1 : 0;
}

/** Writes rules of another scanner as a pack to standard output, and to standard error what was lost. */
export async function importRulesCommand(file: string): Promise<number> {
  const output = new Output();
  const imported = await importRules(file, builtIn);
  await output.write([`${JSON.stringify({ name: imported.format, customDetectors: imported.detectors }, undefined, 2)}\n`]);
  for (const line of losses(imported)) process.stderr.write(`stanch: ${visible(line)}\n`);
  return 0;
}

function* losses({ format, detectors, lost, left, notes }: Imported): Iterable<string> {
  for (const { id, what } of lost) yield `${id}: ${what.join("; ")}`;
  for (const { id, why } of left) yield `${id}: not carried over: ${why}`;
  for (const note of notes) yield note;
  yield `${detectors.length} of ${detectors.length + left.length} rules of ${format} carried over, ${lost.length} of them in part. None of these formats has a severity: it is "high" where nothing speaks against it. Examples are made up; add your own, then: stanch rules test FILE`;
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;
