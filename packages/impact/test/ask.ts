import { createHmac } from "node:crypto";
import { fake } from "@stanch/model";
import { type ImpactAnswer, type SourceFile, buildGraph, dependantsOf } from "../src/index.ts";
import type { System } from "./systems.ts";

export const hash = (value: string): string => createHmac("sha256", "key of the test").update(value).digest("hex");

export const SECRET_VALUE = fake("[A-Za-z0-9]{40}", 907);

const filled = (text: string): string =>
  text.replaceAll("@SECRET@", SECRET_VALUE).replaceAll("@BASE64@", Buffer.from(SECRET_VALUE).toString("base64"));

export function filesOf(trees: System["trees"]): readonly SourceFile[] {
  return Object.entries(trees).flatMap(([repository, files]) =>
    Object.entries(files).map(([path, text]) => ({ repository, path, text: filled(text) })),
  );
}

/** Findings as a scan would make them: wherever the value stands in a file. */
function findingsOf(files: readonly SourceFile[]): NonNullable<Parameters<typeof buildGraph>[0]["findings"]> {
  const occurrences = files.flatMap(({ repository, path, text }) =>
    text.split("\n").flatMap((line, index) => (line.includes(SECRET_VALUE) ? [{ repository, path, line: index + 1 }] : [])),
  );
  return occurrences.length === 0
    ? []
    : [{ fingerprint: hash(SECRET_VALUE), title: "Plivo Auth Token", provider: "plivo", masked: "…", occurrences }];
}

export async function answerOf(system: System): Promise<ImpactAnswer> {
  const files = filesOf(system.trees);
  const graph = await buildGraph({
    files,
    fingerprint: hash,
    findings: findingsOf(files),
    logs: (system.logs ?? []).map((lines, index) => ({ name: `audit-${index}.log`, lines })),
  });
  return dependantsOf(graph, { asked: system.ask === "@SECRET@" ? hash(SECRET_VALUE) : system.ask });
}

export interface Verdict {
  readonly title: string;
  readonly planted: number;
  readonly found: number;
  readonly named: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

/** Every planted dependant found, every planted blind spot named, and nothing that uses another secret. */
export async function judged(system: System): Promise<Verdict> {
  const answer = await answerOf(system);
  const labels = answer.dependants.flatMap(({ label, code }) => [label, ...code.map(({ unit }) => unit)]);
  const hidden = [...answer.notVisible.map(({ what }) => what), ...answer.dependants.flatMap(({ notVisible }) => notVisible)];
  const missed = [
    ...system.dependants.filter((wanted) => !labels.some((label) => label.includes(wanted))),
    ...(system.unseen ?? []).filter((wanted) => !hidden.some((what) => what.includes(wanted))),
  ];
  return {
    title: system.title,
    planted: system.dependants.length + (system.unseen?.length ?? 0),
    found: system.dependants.filter((wanted) => labels.some((label) => label.includes(wanted))).length,
    named: (system.unseen ?? []).filter((wanted) => hidden.some((what) => what.includes(wanted))).length,
    missed,
    wrong: (system.not ?? []).filter((other) => labels.some((label) => label.includes(other))),
  };
}
