import type { Tone } from "./options";

/**
 * What becomes of each of the 256 values of a channel: gamma first, then brightness, then contrast.
 *
 * Brightness multiplies; contrast spreads the values around the middle grey; gamma lifts (above 1) or lowers the dark
 * parts, and leaves black and white where they are.
 */
export function toneTable({ brightness, contrast, gamma }: Tone): Uint8ClampedArray {
  return Uint8ClampedArray.from({ length: 256 }, (_, value) => {
    const bright = (value / 255) ** (1 / gamma) * brightness;
    return ((bright - 0.5) * contrast + 0.5) * 255;
  });
}

/** Look every pixel up, in place; alpha stays. */
export function applyTone(rgba: Uint8ClampedArray, table: Uint8ClampedArray): void {
  for (let i = 0; i < rgba.length; i += 4) {
    rgba[i] = table[rgba[i]!]!;
    rgba[i + 1] = table[rgba[i + 1]!]!;
    rgba[i + 2] = table[rgba[i + 2]!]!;
  }
}
