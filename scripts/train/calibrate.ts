export interface Judged {
  readonly logit: number;
  readonly label: 0 | 1;
  readonly weight: number;
}

/** Platt's scaling: the scale and shift of log-odds that make the labels likeliest. */
export function calibrate(judged: readonly Judged[]): { scale: number; shift: number } {
  let scale = 1;
  let shift = 0;
  for (let step = 0; step < 50; step++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-9, 0, 1e-9];
    for (const { logit, label, weight } of judged) {
      const p = 1 / (1 + Math.exp(-(scale * logit + shift)));
      const g = weight * (label - p);
      const h = weight * p * (1 - p);
      ga += g * logit;
      gb += g;
      haa += h * logit * logit;
      hab += h * logit;
      hbb += h;
    }
    const det = haa * hbb - hab * hab;
    const da = (hbb * ga - hab * gb) / det;
    const db = (haa * gb - hab * ga) / det;
    scale += da;
    shift += db;
    if (Math.abs(da) + Math.abs(db) < 1e-9) break;
  }
  return { scale, shift };
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly told: number;
  readonly true: number;
}

/** Of values told with about the same probability, the mean told and the share that is true. */
export function reliability(judged: readonly { probability: number; label: 0 | 1 }[], edges: readonly number[]): Bin[] {
  return edges.slice(0, -1).map((from, i): Bin => {
    const to = edges[i + 1] ?? 1;
    const within = judged.filter(({ probability: p }) => p >= from && (p < to || to === 1));
    const count = within.length;
    const mean = (of: (one: { probability: number; label: 0 | 1 }) => number): number =>
      count === 0 ? 0 : within.reduce((sum, one) => sum + of(one), 0) / count;
    return { from, to, count, told: mean(({ probability }) => probability), true: mean(({ label }) => label) };
  });
}
