import type { Model } from "../../packages/engine/src/generic/forest.ts";
import type { Bin } from "./calibrate.ts";

/** The model as a module of the engine. */
export function modelText({ trees, bias, weights, scale, shift }: Model): string {
  const packed = Buffer.concat([asBytes(trees.thresholds), asBytes(trees.leaves), asBytes(trees.features)]).toString("base64");
  const lines = packed.match(/.{1,120}/g) ?? [];
  return `// Made by scripts/train/main.mjs from labelled lines, clean code and secrets that were made up; docs/accuracy.md says how.

/** Log-odds that each fact adds. */
export const FACT_WEIGHTS = {
${Object.entries(weights)
  .map(([fact, weight]) => `  ${/^[a-z]+$/.test(fact) ? fact : JSON.stringify(fact)}: ${weight},`)
  .join("\n")}
} as const;

export const CALIBRATION = { bias: ${bias}, scale: ${scale.toFixed(4)}, shift: ${shift.toFixed(4)} } as const;

/** Thresholds and leaves as 32-bit floats, lowest byte first, then the numbers of features. */
export const FOREST = {
  count: ${trees.count},
  depth: ${trees.depth},
  packed:
${lines.map((line) => `    "${line}"`).join(" +\n")},
} as const;
`;
}

function asBytes(numbers: Float32Array | Uint8Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

const SIZE = 320;
const MARGIN = 44;
const COLORS: Readonly<Record<string, string>> = { all: "#2f6fdf", strong: "#d9622b" };

/** The reliability of confidences as a picture: what was told across, what was true upwards. */
export function picture(curves: readonly (readonly [name: string, bins: readonly Bin[]])[]): string {
  const x = (p: number): string => (MARGIN + p * SIZE).toFixed(1);
  const y = (p: number): string => (MARGIN / 2 + (1 - p) * SIZE).toFixed(1);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((t) => [
    `<text x="${x(t)}" y="${MARGIN / 2 + SIZE + 18}" text-anchor="middle">${t}</text>`,
    `<text x="${MARGIN - 8}" y="${y(t)}" text-anchor="end" dominant-baseline="middle">${t}</text>`,
    `<path d="M${x(t)} ${y(0)}V${y(1)}M${x(0)} ${y(t)}H${x(1)}" stroke="#8884" fill="none"/>`,
  ]);
  const drawn = curves.flatMap(([name, bins], index) => {
    const points = bins.filter(({ count }) => count >= 10);
    const color = COLORS[name] ?? "#777";
    return [
      `<polyline points="${points.map((bin) => `${x(bin.told)},${y(bin.true)}`).join(" ")}" fill="none" stroke="${color}" stroke-width="2"/>`,
      ...points.map(
        (bin) =>
          `<circle cx="${x(bin.told)}" cy="${y(bin.true)}" r="4" fill="${color}"><title>${bin.count} values told ${bin.told.toFixed(2)}, ${bin.true.toFixed(2)} true</title></circle>`,
      ),
      `<text x="${MARGIN + 12}" y="${MARGIN / 2 + 20 + index * 18}" fill="${color}">${name} values</text>`,
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE + MARGIN + 20} ${SIZE + MARGIN + 20}" font-family="sans-serif" font-size="12" fill="#777" role="img" aria-label="Reliability of confidences">
<title>Told probability across, share of true values upwards, on repositories that the model has not seen</title>
${ticks.join("\n")}
<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#888" stroke-dasharray="4 4" fill="none"/>
${drawn.join("\n")}
<text x="${x(0.5)}" y="${MARGIN / 2 + SIZE + 36}" text-anchor="middle">told</text>
</svg>
`;
}
