/** Of an access log of Apache, nginx and others in the «combined» or «common» form. All values are text. */
export interface AccessEntry {
  readonly address: string;
  readonly user: string;
  readonly time: string;
  readonly method: string;
  readonly path: string;
  readonly status: string;
  readonly bytes: string;
  readonly referer: string;
  readonly agent: string;
  /** What follows, such as forwarded addresses or times. */
  readonly rest: string;
}

// Of quoted fields only what cannot be a quote is taken, or a backslash with what follows it: linear in the line's length.
const COMBINED =
  /^(\S{1,100}) \S{1,100} (\S{1,200}) \[([^\]]{10,40})\] "((?:[^"\\]|\\.)*)" (\d{3}) (\d{1,15}|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?(.*)$/;

/** Undefined for a line of another form. */
export function readAccessLine(line: string): AccessEntry | undefined {
  const found = COMBINED.exec(line);
  if (found === null) return undefined;
  const [, address = "", user = "", time = "", request = "", status = "", bytes = "", referer = "", agent = "", rest = ""] = found;
  const [method = "", path = ""] = request.split(" ");
  return { address, user, time, method, path, status, bytes, referer, agent, rest: rest.trim() };
}
