/** `${NAME}`, `${NAME:-default}`, `$NAME`: names that a text takes from outside. `$$` is a dollar sign. */
export function* variablesIn(text: string): Generator<string> {
  for (const found of text.matchAll(/\$\$|\$\{([A-Za-z_]\w*)[^}]{0,200}\}|\$([A-Za-z_]\w*)/g)) {
    const name = found[1] ?? found[2];
    if (name !== undefined) yield name;
  }
}

/** Line of an offset, 1-based. For many offsets of one text: ascending ones cost one walk. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let seen = 0;
  return (offset) => {
    if (offset < seen) {
      line = 1;
      seen = 0;
    }
    for (let at = text.indexOf("\n", seen); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) {
      line++;
      seen = at + 1;
    }
    return line;
  };
}
