// The table of docs/impact.md: `node_modules/.bin/node packages/impact/test/accuracy.ts`, after `npm run generate`.
import { judged } from "./ask.ts";
import { systems } from "./systems.ts";

const verdicts: Awaited<ReturnType<typeof judged>>[] = [];
for (const system of systems) verdicts.push(await judged(system));
const sum = (of: (verdict: (typeof verdicts)[number]) => number): number => verdicts.reduce((all, verdict) => all + of(verdict), 0);
const lines = [
  `${systems.length} systems, ${sum(({ planted }) => planted)} planted things: ${sum(({ found }) => found)} dependants found, ${sum(({ named }) => named)} named as not visible, ${sum(({ missed }) => missed.length)} missed; ${sum(({ wrong }) => wrong.length)} told that use another secret.`,
  "",
  "| system | planted | found | named as not visible | missed | wrong |",
  "| --- | ---: | ---: | ---: | ---: | ---: |",
  ...verdicts.map(
    ({ title, planted, found, named, missed, wrong }) =>
      `| ${title} | ${planted} | ${found} | ${named} | ${missed.length} | ${wrong.length} |`,
  ),
];
process.stdout.write(`${lines.join("\n")}\n`);
process.exitCode = verdicts.some(({ missed, wrong }) => missed.length + wrong.length > 0) ? 1 : 0;
