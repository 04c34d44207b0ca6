/** Two transactions that waited for each other, or met: the database undid one, which may simply run again. */
const AGAIN = new Set(["40P01", "40001"]);

export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 5 || !AGAIN.has(sqlStateOf(error) ?? "")) throw error;
    }
  }
}

/** SQLSTATE of a failed query, also where drizzle wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code)) return error.code;
  return sqlStateOf(error.cause);
}
