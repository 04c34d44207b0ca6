import picomatch from "picomatch";
import { AppError } from "@stanch/model";

/**
 * What `--include`, `--exclude` and the configuration want of a path (relative, forward slashes). A pattern without a
 * slash matches names at any depth; one that ends in a slash matches folders; `**` crosses folders. Case-sensitive.
 * Throws USAGE for a pattern that cannot be read.
 */
export function pathFilter(
  include: readonly string[],
  exclude: readonly string[],
): (path: string, isFolder: boolean) => "yes" | "excluded" | "not-included" {
  const isIncluded = include.length === 0 ? undefined : anyOf(include);
  const isExcluded = exclude.length === 0 ? undefined : anyOf(exclude);
  return (path, isFolder) => {
    if (isExcluded?.(path) === true) return "excluded";
    // A folder that is not named itself may hold files that are.
    if (!isFolder && isIncluded !== undefined && !isIncluded(path)) return "not-included";
    return "yes";
  };
}

/** A path and those of the containers that it lies in, innermost first: `a.zip!b.jar!c`, `a.zip!b.jar`, `a.zip`. */
export function withContainers(path: string): string[] {
  const paths = [path];
  for (let at = path.lastIndexOf("!"); at > 0; at = path.lastIndexOf("!", at - 1)) paths.push(path.slice(0, at));
  return paths;
}

function anyOf(patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map((pattern) => {
    const clean = pattern.replace(/^\.?\//, "").replace(/\/$/, "");
    if (clean === "" || clean.length > 1000)
      throw new AppError("USAGE", {
        what: "Not a path pattern",
        where: pattern,
        next: 'Write a glob such as "src/**/*.ts", "*.log" or "fixtures/".',
      });
    const anchored = clean.includes("/") || pattern.startsWith("/");
    // Everything below a matching folder matches too, as in .gitignore.
    return picomatch([anchored ? clean : `**/${clean}`, anchored ? `${clean}/**` : `**/${clean}/**`], {
      dot: true,
      nonegate: true,
      noextglob: false,
    });
  });
  return (path) => matchers.some((matches) => matches(path));
}
