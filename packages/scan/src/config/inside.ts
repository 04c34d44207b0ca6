import { isAbsolute, relative, sep } from "node:path";

/** Whether `file` is the folder or lies below it. Both are real paths: links are not followed here. */
export function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== ".." && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
