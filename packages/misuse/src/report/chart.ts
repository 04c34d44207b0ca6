import type { Judgement } from "../judgement.ts";

const BARS = "▁▂▃▄▅▆▇█";
const SHADES = " ·░▒▓█";
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Records by day as a line of bars, with a mark below the day of the leak; the square root, so that small days are seen beside a spike. */
export function daysChart({ timeline: { days }, leakedAt }: Judgement, width: number): readonly string[] {
  const shown = days.slice(-width);
  if (shown.length === 0) return [];
  const most = Math.max(...shown.map(({ count }) => count), 1);
  const bars = shown.map(({ count }) => (count === 0 ? " " : (BARS[Math.min(7, Math.floor(Math.sqrt(count / most) * 8))] ?? " "))).join("");
  const leak = shown.findIndex(({ at }) => Date.parse(at) + 86_400_000 > Date.parse(leakedAt));
  const first = shown[0]?.at.slice(0, 10) ?? "";
  const last = shown.at(-1)?.at.slice(0, 10) ?? "";
  return [bars, ...(leak < 0 ? [] : [`${" ".repeat(leak)}^ leak`]), `${first} to ${last}, most in a day ${most.toLocaleString("en-GB")}`];
}

/** A week by day and hour, before the leak and since, side by side. */
export function weekChart({ heatMap: { before, after } }: Judgement): readonly string[] {
  const most = Math.max(...before.flat(), ...after.flat(), 1e-9);
  const cell = (value: number): string => (value === 0 ? " " : (SHADES[Math.max(1, Math.ceil(Math.sqrt(value / most) * 5))] ?? "█"));
  const row = (week: readonly (readonly number[])[], day: number): string => (week[day] ?? []).map(cell).join("");
  return [
    `     ${"before the leak".padEnd(26)}  since`,
    `     ${hourScale()}  ${hourScale()}`,
    ...DAYS.map((name, day) => `${name}  |${row(before, day)}| |${row(after, day)}|`),
  ];
}

const hourScale = (): string => "|0     6     12    18     |".slice(0, 26);
