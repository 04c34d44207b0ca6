import { offsetMinutes } from "../seasons.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
let lastDay = "";
let lastDayMs = 0;

/**
 * Milliseconds since 1970 of a time as logs write it; NaN for what is none: ISO 8601 with `T` or a blank, an offset or none
 * (`zone` is taken then), numbers of seconds, milli-, micro- or nanoseconds, and the form of access logs, `10/Oct/2000:13:55:36 -0700`.
 */
export function timeOf(value: unknown, zone = "UTC"): number {
  if (typeof value === "number") return ofNumber(value);
  if (typeof value !== "string") return Number.NaN;
  // Nearly all records of a log have the day of the one before, in this form: read without a Date.
  if (value.charCodeAt(4) === 45 && value.charCodeAt(10) === 84 && value.charCodeAt(value.length - 1) === 90) {
    const quick = ofIso(value);
    if (!Number.isNaN(quick)) return quick;
  }
  if (/^\d{9,20}(?:\.\d{1,9})?$/.test(value)) return ofNumber(Number(value));
  const access = /^(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}:\d{2}:\d{2}) ?([+-]\d{4})?$/.exec(value);
  if (access !== null) return ofAccessLog(access, zone);
  return ofText(value.trim(), zone);
}

function ofNumber(value: number): number {
  if (!(value > 0)) return Number.NaN;
  // Seconds until the year 5138; what is larger counts something smaller.
  if (value < 1e11) return value * 1000;
  if (value < 1e14) return value;
  return value < 1e17 ? value / 1000 : value / 1e6;
}

function ofIso(text: string): number {
  const digits = (at: number): number => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
  const day = text.slice(0, 10);
  if (day !== lastDay) {
    const ms = startOf(day);
    if (Number.isNaN(ms)) return ms;
    lastDay = day;
    lastDayMs = ms;
  }
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return Number.NaN;
  const [hour, minute, second] = [digits(11), digits(14), digits(17)];
  if (!(hour <= 24 && minute <= 59 && second <= 60)) return Number.NaN;
  const fraction = text.charCodeAt(19) === 46 ? Number(text.slice(19, -1)) : 0;
  return lastDayMs + hour * 3_600_000 + minute * 60_000 + second * 1000 + Math.floor(fraction * 1000);
}

/** NaN for 30 February, which Date takes for 2 March. */
function startOf(day: string): number {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? Number.NaN : ms;
}

function ofAccessLog([, day, month, year, time, offset]: RegExpExecArray, zone: string): number {
  const index = MONTHS.indexOf((month ?? "").toLowerCase());
  if (index < 0) return Number.NaN;
  return ofText(`${year}-${String(index + 1).padStart(2, "0")}-${day}T${time}${offset ?? ""}`, zone);
}

function ofText(text: string, zone: string): number {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))? ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text);
  if (found === null) return Number.NaN;
  const [, day = "", time = "00:00", offset] = found;
  if (Number.isNaN(startOf(day))) return Number.NaN;
  const plain = Date.parse(`${day}T${time.replace(",", ".")}${time.length === 5 ? ":00" : ""}Z`);
  if (offset !== undefined) return plain - offsetMs(offset);
  // Twice: the offset at the local time may be another one than that at the time itself.
  const guess = plain - offsetMinutes(plain, zone) * 60_000;
  return plain - offsetMinutes(guess, zone) * 60_000;
}

function offsetMs(offset: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000 || 0;
}
