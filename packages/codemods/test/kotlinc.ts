import { readdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { filled, must } from "../../snippets/test/harness/cache.ts";
import { has } from "./program.ts";

const COMPILER = "org.jetbrains.kotlin:kotlin-compiler-embeddable:2.3.21";
/** Fast to start: each program runs once. */
const JAVA = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"];

/** Command lines of a compiler of Kotlin and of what it compiled; they get the arguments that `kotlinc` and `kotlin` take. */
export interface Kotlin {
  readonly compile: readonly string[];
  readonly run: (classes: string, main: string) => readonly string[];
}

/** The compiler as Maven has it, kept in the cache of programs; undefined, with the reason printed, where Java or Maven is missing. */
export function kotlin(): Kotlin | undefined {
  if (!has("java", "-version") || !has("mvn", "--version")) return undefined;
  const [group = "", artifact = "", version = ""] = COMPILER.split(":");
  const folder = filled("kotlinc-1", (at) => {
    const dependency = `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;
    writeFileSync(
      join(at, "pom.xml"),
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>s</groupId><artifactId>s</artifactId><version>1</version><dependencies>${dependency}</dependencies></project>`,
    );
    must("mvn", ["-q", "-B", "dependency:copy-dependencies", "-DoutputDirectory=lib"], at);
  });
  const jars = readdirSync(join(folder, "lib")).map((name) => join(folder, "lib", name));
  const library = jars.find((path) => /kotlin-stdlib-[\d.]+\.jar$/.test(path)) ?? "";
  const compiler = ["-cp", jars.join(delimiter), "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler"];
  return {
    compile: [...JAVA, ...compiler, "-no-stdlib", "-no-reflect", "-nowarn", "-cp", library],
    run: (classes, main) => [...JAVA, "-cp", [classes, library].join(delimiter), main],
  };
}
