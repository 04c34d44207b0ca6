import type { Dependant, ImpactAnswer } from "../answer-schema.ts";
import type { Place } from "../types.ts";

/** A runbook to send to owners: one part for each of them, with what to do and a line to answer on. */
export function* markdownOf(answer: ImpactAnswer): Generator<string> {
  const { query, summary } = answer;
  yield `# Before ${code(query.asked)} is revoked\n\n`;
  yield `${summary.dependants} ${summary.dependants === 1 ? "thing uses" : "things use"} it, as far as was seen; ${summary.restart} must be restarted, deployed or built again after the new value is in place. The old value is revoked only when every line below is answered.\n\n`;
  yield "1. The new value is written to the stores below.\n2. Owners make their parts take it, and check that they work.\n3. Owners answer here (or in the file of acknowledgements).\n4. The old value is revoked, and its refusal is confirmed.\n\n";
  if (answer.standsIn.length > 0) {
    yield "## Where the value stands\n\n";
    for (const { label, evidence } of answer.standsIn)
      yield `- ${plain(label)}${evidence === undefined ? "" : ` (${code(at(evidence))})`}\n`;
    yield "\n";
  }
  const byOwner = new Map<string, Dependant[]>();
  for (const dependant of answer.dependants)
    for (const owner of dependant.owners.length === 0 ? ["Nobody is named"] : dependant.owners.map(({ name }) => name))
      byOwner.set(owner, [...(byOwner.get(owner) ?? []), dependant]);
  for (const [owner, dependants] of [...byOwner].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    yield `## ${plain(owner).replaceAll("@\u200b", "@")}\n\n`;
    for (const dependant of dependants) yield* part(dependant);
  }
  if (answer.provider !== undefined) {
    yield `## What ${plain(answer.provider.name)} lets the secret do\n\n| use | seen | at rotation |\n| --- | --- | --- |\n`;
    for (const { title, places, atRotation } of answer.provider.checks)
      yield `| ${plain(title)} | ${
        places.length === 0
          ? "not seen"
          : places
              .slice(0, 5)
              .map((place) => code(at(place)))
              .join(", ")
      } | ${plain(atRotation)} |\n`;
    yield `\n${answer.provider.notAffected.length === 0 ? "" : `Not affected: ${answer.provider.notAffected.map(plain).join("; ")}.\n\n`}`;
  }
  yield "## What cannot be seen from here\n\n";
  for (const { what, evidence } of answer.notVisible) yield `- ${plain(what)}${evidence === undefined ? "" : ` (${code(at(evidence))})`}\n`;
}

function* part(dependant: Dependant): Generator<string> {
  const { label, place, ways, rotation, uses, acknowledgement, atRevocation } = dependant;
  const box = acknowledgement.state === "ready" ? "x" : " ";
  yield `### ${plain(label)}\n\n`;
  if (place !== undefined) yield `Declared in ${code(at(place))}. `;
  yield `${plain(atRevocation)}.\n\n`;
  for (const { name, channel, through, confidence, evidence } of ways)
    yield `- takes ${[...through, name].map(code).join(" → ")} (${channel}, ${confidence}): ${evidence
      .slice(-2)
      .map((one) => code(at(one)))
      .join(", ")}\n`;
  for (const { told, command } of rotation.steps) yield `- ${plain(told)}${command === undefined ? "" : `: ${code(command)}`}\n`;
  for (const { title, atRotation, places } of uses)
    yield `- ${plain(title)} (${places
      .slice(0, 3)
      .map((one) => code(at(one)))
      .join(", ")}): ${plain(atRotation)}\n`;
  for (const what of dependant.notVisible) yield `- not seen: ${plain(what)}\n`;
  const answered =
    acknowledgement.state === "open"
      ? "name, date: ______"
      : `${acknowledgement.state} — ${plain([acknowledgement.by, acknowledgement.at, acknowledgement.note].filter((word) => word !== undefined).join(", "))}`;
  yield `- [${box}] ready for the old value to be refused; ${answered}\n\n`;
}

const at = ({ repository, path, line }: Place): string => `${repository === "" ? "" : `${repository}/`}${path}:${line}`;
/** Names come from files that anybody wrote: nothing of them is markup. */
const plain = (text: string): string =>
  text.replace(/[^\P{C}]/gu, " ").replace(/[\\`*_{}[\]<>#|!@]/g, (char) => (char === "@" ? "@\u200b" : `\\${char}`));
const code = (text: string): string => {
  const clean = text.replace(/[^\P{C}]/gu, " ").replace(/\|/g, "\\|");
  const ticks = "`".repeat(Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return ticks.length === 1 ? `${ticks}${clean}${ticks}` : `${ticks} ${clean} ${ticks}`;
};
