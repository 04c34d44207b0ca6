export function jsonLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

export function member(holder: unknown, ...way: readonly string[]): unknown {
  let here = holder;
  for (const key of way) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[key]; // just looked at: it has the key
  }
  return here;
}

export function textIn(holder: unknown, ...way: readonly string[]): string | undefined {
  const found = member(holder, ...way);
  return typeof found === "string" && found !== "" ? found : undefined;
}
