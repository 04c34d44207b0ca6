/** Cells of one record of a CSV file (RFC 4180). `text` may hold line feeds within quotes. */
export function cellsOf(text: string, delimiter: string): string[] {
  if (!text.includes('"')) return text.split(delimiter);
  const cells: string[] = [];
  let at = 0;
  while (at <= text.length) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    const stop = end < 0 ? text.length : end;
    cells.push(text.slice(at + 1, stop).replaceAll('""', '"'));
    const next = text.indexOf(delimiter, stop);
    if (next < 0) return cells;
    at = next + 1;
  }
  return cells;
}

/** The delimiter that a head has most of. */
export function delimiterOf(head: string): string {
  const count = (delimiter: string): number => head.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** Whether a record goes on in the next line: its quotes do not close. */
export function isOpen(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes % 2 === 1;
}
