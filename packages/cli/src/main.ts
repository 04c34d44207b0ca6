import manifest from "../package.json" with { type: "json" };

if (process.argv.includes("--version")) process.stdout.write(`stanch ${manifest.version}\n`);
else {
  process.stderr.write("stanch: only --version is there yet\n");
  process.exitCode = 2;
}
