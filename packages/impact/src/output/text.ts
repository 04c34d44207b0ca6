import type { Dependant, ImpactAnswer } from "../answer-schema.ts";
import type { Place } from "../types.ts";

const SHOWN = 3;

/** For terminals. Names of the outside world are shown as they are: whoever prints it escapes control characters. */
export function* textOf(answer: ImpactAnswer, paint: (words: string, code: string) => string): Generator<string> {
  const { query, secrets, summary } = answer;
  yield `${paint(`Who breaks if ${query.asked} is revoked`, "1")}\n`;
  for (const { label, fingerprint } of secrets.slice(0, 8))
    yield `  secret  ${label}  ${paint(`fingerprint ${fingerprint.slice(0, 16)}…`, "2")}\n`;
  for (const { label, evidence } of answer.standsIn.slice(0, 20))
    yield `  name    ${label}${evidence === undefined ? "" : paint(`  ${at(evidence)}`, "2")}\n`;
  if (answer.standsIn.length > 20) yield `  and ${answer.standsIn.length - 20} more names (--format json)\n`;
  yield "\n";
  for (const dependant of answer.dependants) yield* rows(dependant, paint);
  if (answer.provider !== undefined) {
    yield `${paint(`What ${answer.provider.name} lets the secret do`, "1")}\n`;
    for (const { title, places } of answer.provider.checks)
      yield `  ${places.length === 0 ? paint("not seen", "2") : paint("in use  ", "31")}  ${title}${places.length === 0 ? "" : paint(`  ${places.slice(0, SHOWN).map(at).join(", ")}${more(places.length)}`, "2")}\n`;
    for (const one of answer.provider.notAffected) yield `  ${paint("stays   ", "32")}  ${one}\n`;
    yield "\n";
  }
  yield `${paint("Cannot be seen from here", "1")}\n`;
  for (const { what, evidence } of answer.notVisible.slice(0, 30))
    yield `  ${what}${evidence === undefined ? "" : paint(`  ${at(evidence)}`, "2")}\n`;
  if (answer.notVisible.length > 30) yield `  and ${answer.notVisible.length - 30} more (--format json)\n`;
  yield "\n";
  for (const [reason, { count, examples }] of Object.entries(answer.notRead))
    yield `${paint(`not read: ${count} ${reason}`, "2")}${paint(` (${examples.slice(0, SHOWN).join(", ")}${count > SHOWN ? ", …" : ""})`, "2")}\n`;
  const { dependants, restart, acknowledged, objected, withoutOwner } = summary;
  yield `${paint(`${dependants} ${dependants === 1 ? "dependant" : "dependants"}`, "1")}: ${restart} to be restarted, deployed or built again; ${acknowledged} acknowledged${objected > 0 ? `, ${objected} objected` : ""}; ${withoutOwner} without an owner. ${answer.read.files} files of ${answer.read.repositories} ${answer.read.repositories === 1 ? "tree" : "trees"} read.\n`;
}

function* rows(dependant: Dependant, paint: (words: string, code: string) => string): Generator<string> {
  const { label, confidence, rotation, ways, owners, code, uses, acknowledgement } = dependant;
  const fails = dependant.atRevocation.startsWith("It fails");
  yield `${paint(rotation.restart.padEnd(11), fails ? "1;31" : "33")} ${paint(label, "1")}${confidence === "certain" ? "" : paint(`  ${confidence}`, "2")}\n`;
  for (const { name, channel, through, evidence, notes } of ways) {
    yield `  takes    ${[...through, name].join(" → ")} ${paint(`(${channel})`, "2")}\n`;
    yield paint(`           ${evidence.slice(-SHOWN).map(at).join(", ")}\n`, "2");
    for (const note of notes.slice(0, 2)) yield paint(`           ${note}\n`, "2");
  }
  for (const { told, command } of rotation.steps) yield `  rotate   ${told}${command === undefined ? "" : `: ${paint(command, "36")}`}\n`;
  yield `  revoke   ${dependant.atRevocation}\n`;
  for (const { unit, reads } of code)
    yield `  code     ${reads.length > 0 && reads.every(({ confidence }) => confidence === "possible") ? "possibly " : ""}${unit}${
      reads.length === 0
        ? paint("  no read of it seen", "2")
        : paint(
            `  ${reads
              .slice(0, SHOWN)
              .map(({ place }) => at(place))
              .join(", ")}${more(reads.length)}`,
            "2",
          )
    }\n`;
  for (const { title, atRotation, places } of uses)
    yield `  uses     ${title}${paint(`  ${places.slice(0, SHOWN).map(at).join(", ")}${more(places.length)}`, "2")}\n           ${atRotation}\n`;
  for (const what of dependant.notVisible.slice(0, 4)) yield paint(`  unseen   ${what}\n`, "2");
  yield `  owner    ${owners.length === 0 ? paint("nobody is named", "31") : owners.map(({ name }) => name).join(", ")}${acknowledgement.state === "open" ? "" : `  ${acknowledgement.state} by ${acknowledgement.by ?? "?"}`}\n`;
  yield paint(`  id       ${dependant.id}\n`, "2");
  yield "\n";
}

const more = (count: number): string => (count > SHOWN ? `, and ${count - SHOWN} more` : "");
const at = ({ repository, path, line }: Place): string => `${repository === "" ? "" : `${repository}/`}${path}:${line}`;
