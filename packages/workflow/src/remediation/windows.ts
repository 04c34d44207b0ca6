import type { MaintenanceWindow } from "@stanch/model";

const MINUTE = 60_000;
const DAY = 1440;

/** The first moment from `fromMs` on that lies in a window: Unix milliseconds; `fromMs` itself when there are none. */
export function openAt(windows: readonly MaintenanceWindow[], fromMs: number): number {
  if (windows.length === 0) return fromMs;
  const start = new Date(fromMs);
  const midnight = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate());
  const moments = Array.from({ length: 9 }, (_, index) => index - 1).flatMap((days) => {
    const dayMs = midnight + days * DAY * MINUTE;
    return windows
      .filter((window) => window.days.includes(new Date(dayMs).getUTCDay()))
      .map(({ fromMinute, toMinute }) => {
        // A window over midnight ends on the next day.
        const endMinute = toMinute > fromMinute ? toMinute : toMinute + DAY;
        return { opensMs: dayMs + fromMinute * MINUTE, endsMs: dayMs + endMinute * MINUTE };
      });
  });
  return Math.min(...moments.filter(({ endsMs }) => endsMs > fromMs).map(({ opensMs }) => Math.max(opensMs, fromMs)));
}
