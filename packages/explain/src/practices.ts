import type { Guide } from "./guide.ts";

export type PracticeId =
  | "not-embedded"
  | "stored-safely"
  | "rotated"
  | "least-privilege"
  | "watched"
  | "access-limited"
  | "secrets-manager";

/** A thing to do. Commands are of ours: they are shown only where this stanch has them. */
export interface Step {
  readonly say: string;
  readonly command?: string;
}

export interface Practice {
  readonly id: PracticeId;
  readonly title: string;
  readonly why: string;
  readonly steps: readonly Step[];
  /** Ids of the checks of `stanch check-hygiene` that look whether it is followed. */
  readonly checks: readonly string[];
}

/** What a practice's steps are made from. */
export interface PracticeFacts {
  readonly detector: string;
  readonly finding?: string;
  readonly narrow: string;
  readonly watch: string;
  readonly overlap: Guide["overlap"];
}

interface Draft extends Omit<Practice, "steps"> {
  readonly steps: (facts: PracticeFacts) => readonly Step[];
}

const DRAFTS: readonly Draft[] = [
  {
    id: "not-embedded",
    title: "Not embedded in code or files that travel",
    why: "Whatever is committed, built or logged is copied to places that nobody can count.",
    checks: ["env-file-tracked", "dockerfile-secret", "dockerfile-copied-secret", "ci-clear-secret", "hook-missing"],
    steps: ({ finding }) => [
      {
        say: "See the plan that moves it out of the code",
        command: `stanch fix .${finding === undefined ? "" : ` --finding ${finding}`} --store env:.env#NAME`,
      },
      { say: "Stop the next one before it is committed: run this in a pre-commit hook", command: "stanch scan --staged --history none" },
      { say: "Look for more in files and history", command: "stanch scan ." },
    ],
  },
  {
    id: "stored-safely",
    title: "Stored safely where it must be stored",
    why: "A file that all users of a machine can read is as good as published there.",
    checks: ["key-file-readable", "env-file-ignored", "credential-file-tracked"],
    steps: () => [
      { say: "Mode 0600 for files that hold secrets, and names in .gitignore and .dockerignore" },
      { say: "See what lies open in a project", command: "stanch check-hygiene ." },
      { say: "Build secrets by BuildKit's --mount=type=secret, never by ARG or ENV" },
    ],
  },
  {
    id: "rotated",
    title: "Rotated regularly, and now",
    why: "A secret that changes often is worth little to who finds an old copy.",
    checks: ["rotation-missing"],
    steps: ({ overlap }) => [
      {
        say:
          overlap.is === "no"
            ? "Plan the gap: old and new do not work together here"
            : "Make the new one first, switch, then end the old one",
      },
      { say: "Set a date for the next rotation and an owner who does it" },
      { say: "Check afterwards that the old one is refused", command: "stanch scan . --verify" },
    ],
  },
  {
    id: "least-privilege",
    title: "Least privilege",
    why: "What a secret cannot do, a thief cannot do with it.",
    checks: ["ci-permissions-broad"],
    steps: ({ narrow }) => [{ say: narrow }, { say: "One credential a program, so that one can be ended alone" }],
  },
  {
    id: "watched",
    title: "Usage watched",
    why: "Misuse that nobody looks for is found by the bill.",
    checks: ["scan-not-in-ci"],
    steps: ({ watch }) => [
      { say: watch },
      { say: "Scan each change in the pipeline, with a report that people see", command: "stanch scan . --output sarif=stanch.sarif" },
    ],
  },
  {
    id: "access-limited",
    title: "Access limited and strongly authenticated",
    why: "Fewer people and places that can reach it are fewer ways out.",
    checks: ["key-file-readable", "key-without-passphrase"],
    steps: () => [
      { say: "A second factor, best a hardware key, for all who can see or make it" },
      { say: "Bound addresses where the provider has them; access taken away when people leave" },
    ],
  },
  {
    id: "secrets-manager",
    title: "Kept in a secrets manager",
    why: "It gives out a secret by identity, keeps versions, and writes down who read it.",
    checks: ["env-file-tracked", "ci-clear-secret"],
    steps: ({ detector }) => [
      { say: "Put the new value into a secret store; the value is asked for, never an argument", command: "stanch store put aws-sm:NAME" },
      { say: "See working code that reads it from there", command: `stanch snippet --secret ${detector} --store aws-sm --language python` },
      { say: "Start a program with it in its environment and nothing on disk", command: "stanch run --env NAME=aws-sm:NAME -- COMMAND" },
    ],
  },
];

/** The seven practices for one kind. `commands`: names of the commands that this stanch has; a step's command is left out without it. */
export function practicesOf(facts: PracticeFacts, commands: ReadonlySet<string>): readonly Practice[] {
  return DRAFTS.map(({ steps, ...draft }) => ({
    ...draft,
    steps: steps(facts)
      .map((step): Step => (step.command === undefined || commands.has(step.command.split(" ")[1] ?? "") ? step : { say: step.say }))
      // Without its command such a sentence promises what this stanch cannot do.
      .filter((step) => step.command !== undefined || !/^(?:See|Start|Check afterwards) /.test(step.say)),
  }));
}
