// `npm run docs`: writes what documents say of the code: docs/detectors.md, docs/explain.md, the counts in README.md, the JSON schemas,
// what to paste for each CI system, the API and its error codes, the server's settings. With `--check` it writes nothing and fails when
// one of them is stale; a test calls it for the same.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { catalogueMarkdown, countSentence, countsOf, kindsOf } from "../packages/cli/src/commands/catalogue.ts";
import { systems } from "../packages/ci/src/index.ts";
import { coverageMarkdown } from "../packages/explain/src/coverage.ts";
import { errorPages, openApiDocument, settingsTable } from "../packages/server/src/index.ts";
import { judgementSchema } from "../packages/misuse/src/judgement.ts";
import { schemaFiles } from "../packages/reports/src/schemas.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const MARKED = /(<!-- kinds: written by npm run docs -->\n)[^]*?(<!-- end of kinds -->)/;

const CI_MARKED = /(<!-- ci: written by npm run docs -->\n)[^]*?(<!-- end of ci -->)/;

/** What to paste, a block a system. */
function ciBlocks() {
  return systems
    .toSorted((a, b) => (a.title < b.title ? -1 : 1))
    .map((system) => {
      const { file, language, text } = system.snippet({ repository: "REPOSITORY", revision: "REVISION" });
      const reads = system.reports.length === 0 ? "" : ` It writes ${system.reports.map((report) => `\`${report.file}\``).join(", ")}.`;
      return `#### ${system.title} (\`${system.id}\`)\n\n\`${file}\`.${reads} Whole history: ${system.wholeHistory}.\n\n\`\`\`${language}\n${text}\`\`\`\n`;
    })
    .join("\n");
}

const SETTINGS_MARKED = /(<!-- settings: written by npm run docs -->\n)[^]*?(<!-- end of settings -->)/;

/** Each document by its path, as it should be. Rejects when one has lost its marks. */
export async function documents() {
  const kinds = kindsOf();
  const readme = readFileSync(join(root, "README.md"), "utf8");
  if (!MARKED.test(readme)) throw new Error("README.md: the marks of the counts are gone");
  const integrations = readFileSync(join(root, "docs/integrations.md"), "utf8");
  if (!CI_MARKED.test(integrations)) throw new Error("docs/integrations.md: the marks of the CI systems are gone");
  const server = readFileSync(join(root, "docs/server.md"), "utf8");
  if (!SETTINGS_MARKED.test(server)) throw new Error("docs/server.md: the marks of the settings are gone");
  const { version } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8"));
  return {
    "docs/server.md": server.replace(SETTINGS_MARKED, (_, start, end) => `${start}\n${settingsTable()}\n${end}`),
    "docs/openapi.json": await openApiDocument(version),
    ...Object.fromEntries([...errorPages()].map(([name, text]) => [`docs/errors/${name}`, text])),
    "docs/detectors.md": [...catalogueMarkdown(kinds)].join(""),
    "docs/explain.md": [...coverageMarkdown()].join(""),
    "docs/integrations.md": integrations.replace(CI_MARKED, (_, start, end) => `${start}\n${ciBlocks()}\n${end}`),
    "README.md": readme.replace(MARKED, (_, start, end) => `${start}${countSentence(countsOf(kinds))}\n${end}`),
    "docs/schemas/judgement.json": `${JSON.stringify(judgementSchema(), null, 2)}\n`,
    ...Object.fromEntries(Object.entries(schemaFiles()).map(([name, text]) => [`docs/schemas/${name}`, text])),
  };
}

/** Paths of documents that do not say what the code says. */
export async function staleDocuments() {
  return Object.entries(await documents())
    .filter(([path, text]) => textOf(path) !== text)
    .map(([path]) => path);
}

function textOf(path) {
  try {
    return readFileSync(join(root, path), "utf8");
  } catch {
    return undefined; // not written yet
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = await staleDocuments();
  if (process.argv.includes("--check")) {
    for (const path of stale) process.stderr.write(`${path} is stale: npm run docs\n`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    const now = await documents();
    for (const path of stale) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), now[path]);
      process.stdout.write(`${path} written\n`);
    }
  }
}
