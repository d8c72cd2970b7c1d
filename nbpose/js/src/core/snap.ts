import type { XY } from "./geometry";

/** A square of grey values, row after row; the centre of its first pixel is (0, 0). */
export interface Patch {
  readonly size: number;
  readonly grey: Float32Array;
}

/** Canvas pixels within which an edge attracts. */
export const REACH = 12;
/** Pixels of a patch around what an edge may be found in: for the gradient, and for its neighbours. */
export const MARGIN = 3;
/** Grey values a pixel that an edge needs: less is noise. */
const FAINTEST = 6;

/**
 * The point of an edge near `at`, with parts of pixels, or null where there is none within `radius`.
 *
 * Edges are where the Sobel gradient is largest along its own direction. The strongest wins, and the less the further
 * away it is; a parabola through the gradient across the edge gives the parts of a pixel.
 */
export function snapToEdge(patch: Patch, at: XY, radius: number): XY | null {
  const gradient = sobel(patch);
  const from = (centre: number) => Math.max(2, Math.ceil(centre - radius));
  const to = (centre: number) => Math.min(patch.size - 3, Math.floor(centre + radius));
  let best: XY | null = null;
  let most = 0;
  for (let y = from(at[1]); y <= to(at[1]); y++) {
    for (let x = from(at[0]); x <= to(at[0]); x++) {
      const strength = gradient.size[y * patch.size + x]!;
      if (strength < FAINTEST || strength <= most) continue;
      const point = peak(gradient, patch.size, x, y, at);
      if (!point) continue;
      const distance = Math.hypot(point[0] - at[0], point[1] - at[1]);
      const score = strength * Math.exp(-2 * (distance / radius) ** 2);
      if (distance > radius || score <= most) continue;
      best = point;
      most = score;
    }
  }
  return best;
}

interface Gradient {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly size: Float32Array;
}

/** Grey values a pixel, in both directions; 0 along the border of the patch. */
function sobel({ size: n, grey }: Patch): Gradient {
  const [gx, gy, size] = [0, 0, 0].map(() => new Float32Array(n * n)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let y = 1; y < n - 1; y++) {
    for (let x = 1; x < n - 1; x++) {
      const i = y * n + x;
      const [a, b, c] = [grey[i - n - 1]!, grey[i - n]!, grey[i - n + 1]!];
      const [d, f] = [grey[i - 1]!, grey[i + 1]!];
      const [p, q, r] = [grey[i + n - 1]!, grey[i + n]!, grey[i + n + 1]!];
      gx[i] = (c + 2 * f + r - a - 2 * d - p) / 8;
      gy[i] = (p + 2 * q + r - a - 2 * b - c) / 8;
      size[i] = Math.hypot(gx[i]!, gy[i]!);
    }
  }
  return { x: gx, y: gy, size };
}

/** The point of the edge through a pixel that is nearest to `at`; null when the gradient is larger beside it. */
function peak(gradient: Gradient, n: number, x: number, y: number, at: XY): XY | null {
  const i = y * n + x;
  const here = gradient.size[i]!;
  const [ux, uy] = [gradient.x[i]! / here, gradient.y[i]! / here];
  const before = sample(gradient.size, n, x - ux, y - uy);
  const after = sample(gradient.size, n, x + ux, y + uy);
  if (before > here || after > here || before + after === 2 * here) return null;
  const across = (before - after) / (2 * (before - 2 * here + after));
  const along = clampHalf((at[0] - x) * -uy + (at[1] - y) * ux);
  return [x + across * ux - along * uy, y + across * uy + along * ux];
}

/** A value between pixels. */
function sample(values: Float32Array, n: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [fx, fy] = [x - left, y - top];
  const i = top * n + left;
  const above = values[i]! * (1 - fx) + values[i + 1]! * fx;
  const below = values[i + n]! * (1 - fx) + values[i + n + 1]! * fx;
  return above * (1 - fy) + below * fy;
}

function clampHalf(value: number): number {
  return Math.min(Math.max(value, -0.5), 0.5);
}
