import type { Options } from "./protocol";

/** How the picture is shown before anybody changes it. */
export const DEFAULT_OPTIONS: Options = {
  labels: false,
  confidence: false,
  angles: true,
  height: 480,
  loupe: false,
  rings: false,
  brightness: 1,
  contrast: 1,
  gamma: 1,
};

/** Brightness, contrast and gamma are factors from a quarter to four; 1 leaves the picture as it is. */
export const MOST_TONE = 4;

export const TONES = ["brightness", "contrast", "gamma"] as const;
export type ToneName = (typeof TONES)[number];
export type Tone = Pick<Options, ToneName>;

/** The options of a trait, which a notebook of an earlier version may have saved without some of them. */
export function optionsOf(trait: Partial<Options>): Options {
  const options = { ...DEFAULT_OPTIONS, ...trait };
  const tones = TONES.map((name) => [name, factor(options[name])]);
  return { ...options, ...Object.fromEntries(tones) };
}

export function isPlain(tone: Tone): boolean {
  return TONES.every((name) => tone[name] === 1);
}

function factor(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value)) return 1;
  return Math.min(Math.max(value, 1 / MOST_TONE), MOST_TONE);
}
