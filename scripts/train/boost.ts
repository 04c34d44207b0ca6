/** Rows of features with what they are: `values` holds `width` numbers a row. */
export interface Rows {
  readonly width: number;
  readonly values: Float32Array;
  /** 1 for a secret. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  /** Log-odds to begin with, a row each: what another model says, whose errors the trees are to mend. */
  readonly offsets?: Float64Array;
}

/**
 * Boosted oblivious trees: all nodes of one depth ask the same question. Tree t asks at depth d whether feature
 * `features[t * depth + d]` is over `thresholds[t * depth + d]`; the answers, first one highest, number its leaf.
 */
export interface Forest {
  readonly trees: number;
  readonly depth: number;
  readonly bias: number;
  readonly features: Uint8Array;
  readonly thresholds: Float32Array;
  readonly leaves: Float32Array;
}

export interface Settings {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  /** Ridge on a leaf's value, in rows. */
  readonly lambda: number;
  readonly rowShare: number;
  readonly featureShare: number;
  /** A question parts the rows at one of at most so many places of a feature. */
  readonly bins: number;
  readonly seed: number;
}

/** Mulberry32: the same numbers from the same seed on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Log-odds that the forest gives to the row of `values` that begins at `at`. */
export function logitOf(forest: Forest, values: Float32Array, at = 0): number {
  let sum = forest.bias;
  for (let tree = 0; tree < forest.trees; tree++) {
    let leaf = 0;
    for (let d = 0; d < forest.depth; d++) {
      const question = tree * forest.depth + d;
      leaf = leaf * 2 + ((values[at + (forest.features[question] ?? 0)] ?? 0) > (forest.thresholds[question] ?? 0) ? 1 : 0);
    }
    sum += forest.leaves[(tree << forest.depth) + leaf] ?? 0;
  }
  return sum;
}

/** Fits a forest by Newton steps on the logistic loss. The same rows, settings and seed give the same forest. */
export function boost(rows: Rows, settings: Settings): Forest {
  const { trees, depth, rate, lambda, rowShare, featureShare } = settings;
  const count = rows.labels.length;
  const { width } = rows;
  const random = randomOf(settings.seed);
  const { edges, bins, bySize } = binned(rows, settings.bins);
  let positive = 0;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const w = rows.weights[i] ?? 0;
    total += w;
    if (rows.labels[i] === 1) positive += w;
  }
  const bias = rows.offsets === undefined ? Math.log(Math.max(positive, 1e-6) / Math.max(total - positive, 1e-6)) : 0;
  const scores = rows.offsets === undefined ? new Float64Array(count).fill(bias) : Float64Array.from(rows.offsets);
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const leafOf = new Uint16Array(count);
  const forest: Forest = {
    trees,
    depth,
    bias,
    features: new Uint8Array(trees * depth),
    thresholds: new Float32Array(trees * depth),
    leaves: new Float32Array(trees << depth),
  };
  const used = new Int32Array(count);
  const g = new Float64Array((1 << depth) * bySize);
  const h = new Float64Array((1 << depth) * bySize);
  for (let tree = 0; tree < trees; tree++) {
    let usedCount = 0;
    for (let i = 0; i < count; i++) {
      const p = 1 / (1 + Math.exp(-(scores[i] ?? 0)));
      const w = rows.weights[i] ?? 0;
      gradients[i] = w * ((rows.labels[i] ?? 0) - p);
      hessians[i] = w * p * (1 - p);
      if (random() < rowShare) used[usedCount++] = i;
    }
    const asked = Array.from({ length: width }, (_, f) => f).filter((f) => (edges[f]?.length ?? 0) > 0 && random() < featureShare);
    leafOf.fill(0);
    for (let d = 0; d < depth; d++) {
      let best = -Infinity;
      let bestFeature = 0;
      let bestEdge = 0;
      const leaves = 1 << d;
      for (const f of asked) {
        const own = edges[f] ?? [];
        const column = bins.subarray(f * count, (f + 1) * count);
        g.fill(0, 0, leaves * bySize);
        h.fill(0, 0, leaves * bySize);
        for (let u = 0; u < usedCount; u++) {
          const i = used[u] ?? 0;
          const at = (leafOf[i] ?? 0) * bySize + (column[i] ?? 0);
          g[at] = (g[at] ?? 0) + (gradients[i] ?? 0);
          h[at] = (h[at] ?? 0) + (hessians[i] ?? 0);
        }
        const gains = new Float64Array(own.length);
        for (let leaf = 0; leaf < leaves; leaf++) {
          let gAll = 0;
          let hAll = 0;
          for (let b = 0; b <= own.length; b++) {
            gAll += g[leaf * bySize + b] ?? 0;
            hAll += h[leaf * bySize + b] ?? 0;
          }
          let gLow = 0;
          let hLow = 0;
          for (let b = 0; b < own.length; b++) {
            gLow += g[leaf * bySize + b] ?? 0;
            hLow += h[leaf * bySize + b] ?? 0;
            const gHigh = gAll - gLow;
            gains[b] = (gains[b] ?? 0) + (gLow * gLow) / (hLow + lambda) + (gHigh * gHigh) / (hAll - hLow + lambda);
          }
        }
        for (let b = 0; b < own.length; b++) {
          if ((gains[b] ?? 0) > best) {
            best = gains[b] ?? 0;
            bestFeature = f;
            bestEdge = b;
          }
        }
      }
      forest.features[tree * depth + d] = bestFeature;
      forest.thresholds[tree * depth + d] = edges[bestFeature]?.[bestEdge] ?? 0;
      const column = bins.subarray(bestFeature * count, (bestFeature + 1) * count);
      for (let i = 0; i < count; i++) leafOf[i] = (leafOf[i] ?? 0) * 2 + ((column[i] ?? 0) > bestEdge ? 1 : 0);
    }
    const sumG = new Float64Array(1 << depth);
    const sumH = new Float64Array(1 << depth);
    for (let u = 0; u < usedCount; u++) {
      const i = used[u] ?? 0;
      const leaf = leafOf[i] ?? 0;
      sumG[leaf] = (sumG[leaf] ?? 0) + (gradients[i] ?? 0);
      sumH[leaf] = (sumH[leaf] ?? 0) + (hessians[i] ?? 0);
    }
    for (let leaf = 0; leaf < 1 << depth; leaf++) {
      forest.leaves[(tree << depth) + leaf] = (rate * (sumG[leaf] ?? 0)) / ((sumH[leaf] ?? 0) + lambda);
    }
    for (let i = 0; i < count; i++) scores[i] = (scores[i] ?? 0) + (forest.leaves[(tree << depth) + (leafOf[i] ?? 0)] ?? 0);
  }
  return forest;
}

/** Values as numbers of bins, a column a feature; a value is over edge b when its bin is greater than b. */
function binned(rows: Rows, most: number): { edges: number[][]; bins: Uint8Array; bySize: number } {
  const count = rows.labels.length;
  const edges: number[][] = [];
  const bins = new Uint8Array(rows.width * count);
  for (let f = 0; f < rows.width; f++) {
    const sorted = new Float32Array(count);
    for (let i = 0; i < count; i++) sorted[i] = rows.values[i * rows.width + f] ?? 0;
    sorted.sort();
    const own: number[] = [];
    for (let b = 1; b < most; b++) {
      const at = Math.floor((b * count) / most);
      const low = sorted[at - 1] ?? 0;
      // The next value that differs: half of all rows may be 0.
      let high = at;
      while (high < count && (sorted[high] ?? 0) === low) high++;
      if (high >= count) break;
      const edge = Math.fround((low + (sorted[high] ?? 0)) / 2);
      if (own.length === 0 || edge > (own.at(-1) ?? 0)) own.push(edge);
    }
    // A rare flag stands behind every quantile.
    const last = sorted[count - 1] ?? 0;
    const first = sorted[0] ?? 0;
    if (own.length === 0 && last > first) own.push(Math.fround((first + last) / 2));
    edges.push(own);
    for (let i = 0; i < count; i++) {
      const value = rows.values[i * rows.width + f] ?? 0;
      let bin = 0;
      while (bin < own.length && value > (own[bin] ?? 0)) bin++;
      bins[f * count + i] = bin;
    }
  }
  return { edges, bins, bySize: most + 1 };
}
