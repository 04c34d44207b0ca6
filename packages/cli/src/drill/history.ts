import type { PlivoDouble, PlivoMessage } from "./plivo-double.ts";

const DAY_MS = 86_400_000;
const OWN = "203.0.113.10";
const FOREIGN = "198.51.100.66";
const DAYS = 30;

/** A month of an ordinary account by day, and then a night in which somebody else sends to an expensive country. */
export function makeHistory(plivo: PlivoDouble, sub: string, nowMs: number): { readonly leakedAt: string } {
  const leakedMs = nowMs - DAY_MS;
  for (let day = DAYS; day >= 1; day--) {
    const start = nowMs - day * DAY_MS;
    const isWeekend = [0, 6].includes(new Date(start).getUTCDay());
    const count = (isWeekend ? 6 : 18) + (day % 4);
    for (let index = 0; index < count; index++) plivo.record(sub, at(start + index * ((10 * 3_600_000) / count)));
  }
  for (let index = 0; index < 120; index++)
    plivo.record(sub, {
      ...at(leakedMs + 3 * 3_600_000 + index * 20_000),
      requester_ip: FOREIGN,
      to_number: `371200${String(index).padStart(5, "0")}`,
      destination_country_iso2: "LV",
      total_amount: "0.09100",
    });
  return { leakedAt: new Date(leakedMs).toISOString() };
}

function at(ms: number): Partial<PlivoMessage> {
  return { message_time: new Date(ms).toISOString().replace("T", " ").replace("Z", "+00:00"), requester_ip: OWN };
}
