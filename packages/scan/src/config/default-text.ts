/**
 * What `stanch init` writes: changes nothing until something is uncommented, and loads without a complaint.
 *
 * Why JSON with comments is the main form: an ignore needs room for its reason, editors know the syntax, one small reader
 * gives exact places for errors, and no file of it can run code, which a configuration in a cloned repository must never
 * do (so no .ts or .js, whatever the convenience). TOML is read too, for those whose expressions would drown in backslashes.
 */
export function defaultConfigText(): string {
  return TEXT;
}

const TEXT = `// Configuration of stanch, the secret scanner. It is looked for in the scanned folder and above it, up to the top of the
// repository. Everything here is optional; the values shown are the defaults. Command line options win.
{
  // Scan only paths that match / leave out paths that match. "name" matches at any depth, "src/**/*.ts" from the root.
  // "include": [],
  // "exclude": ["test/fixtures/"],

  // node_modules and the like: "skip" (counted in the summary) or "scan".
  // "dependencyFolders": "skip",
  // Files that .gitignore names are scanned: .env lives there.
  // "skipGitIgnored": false,
  // "skipBinary": false,
  // Larger files are streamed in windows, not skipped.
  // "maxFileSize": "64MiB",
  // Git history: "full" or "none".
  // "history": "full",

  // Report only what is at least this harmful (low, medium, high, critical) and this certain (0 to 1).
  // "minSeverity": "low",
  // "minConfidence": 0.5,
  // Exit with 1 from this severity on, or "never".
  // "failOn": "low",

  // \`stanch detectors\` lists the ids.
  // "detectors": {
  //   "only": [],
  //   "disable": [],
  //   "severity": { "jwt": "low" }
  // },

  // Accepted on purpose. Each needs a reason and a last day; after it, the finding alerts again.
  // In code, on the same line or the one above: stanch:ignore <detector> until 2027-01-31: reason
  // To accept everything there is today, use a baseline instead: stanch scan --write-baseline .stanch-baseline
  "ignores": [
    // { "path": "test/fixtures/", "detector": "private-key-rsa", "reason": "made for tests, opens nothing", "until": "2027-01-31" }
  ],
  // Whether other scanners' marks (gitleaks:allow and such) hide findings. They have no reason and no end, so they only
  // count as hints unless you say so.
  // "honourForeignMarks": false,

  // Your own kinds of secrets. The scanner looks around keywords and prefixes only; every repetition needs an upper bound.
  // <<shape>> in an example becomes a made-up value, so that this file holds nothing that looks like a secret.
  "customDetectors": [
    // {
    //   "id": "acme-api-key",
    //   "title": "Acme API key",
    //   "severity": "high",
    //   "opens": "Reads and writes all of a customer's orders.",
    //   "prefixes": ["acme_"],
    //   "pattern": "\\\\bacme_(?<secret>[a-z0-9]{32})\\\\b",
    //   "examples": ["ACME_KEY=acme_<<[a-z0-9]{32}>>"],
    //   "counterExamples": ["acme_<<[a-z0-9]{31}>>"]
    // }
  ],

  // Detectors shared by several repositories: a file or folder (stanch.pack.jsonc), or an npm package that holds one. Data
  // only, such as ["./security/acme.pack.jsonc", "@acme/rules"]; the receipt has each one's digest. \`stanch rules import\` makes
  // one of another scanner's rules.
  // "packs": [],

  // With --verify only: which providers may be asked, and where private instances answer. Base URLs are used only from a
  // file named with --config, since secrets are sent there.
  // "verify": { "providers": ["github"], "baseUrls": { "github": "https://github.acme.example/api/v3" } }
}
`;
