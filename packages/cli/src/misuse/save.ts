import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { AppError, type UseRecord } from "@stanch/model";

/** Passes batches on and writes each record as a line of JSON. Only the owner can read the file. Rejects with OUTPUT_UNWRITABLE. */
export async function* saving(batches: AsyncIterable<readonly UseRecord[]>, path: string): AsyncGenerator<readonly UseRecord[]> {
  const out = createWriteStream(path, { mode: 0o600 });
  const failure: { error?: Error } = {};
  out.on("error", (error) => (failure.error = error));
  const check = (): void => {
    if (failure.error === undefined) return;
    const code = "code" in failure.error && typeof failure.error.code === "string" ? failure.error.code : "unknown error";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot write the records: ${code}`,
      where: path,
      next: "Name another file.",
      cause: failure.error,
    });
  };
  for await (const batch of batches) {
    check();
    if (!out.write(batch.map((record) => `${JSON.stringify({ ...record, time: new Date(record.time).toISOString() })}\n`).join("")))
      await Promise.race([once(out, "drain"), once(out, "close")]);
    yield batch;
  }
  check();
  out.end();
  await once(out, "close").catch(() => undefined);
  check();
}
