import type { Lack, Reading } from "./angles";

/** Angles in words and numbers, for the picture, the panel and the screen reader. */
export interface Line {
  readonly name: string;
  /** "63.2°", "not defined", or "" where the name says so */
  readonly value: string;
  /** what it changed by, "(+4.1°)"; why there is no value; or nothing */
  readonly note: string;
}

const WHY: Record<Lack, string> = {
  "": "",
  front: "faces the camera",
  back: "turned from the camera",
  unknown: "facing unknown",
  missing: "a point is missing",
  unsure: "a point is doubtful",
  coincide: "points coincide",
};

/** One line an angle, with its change from `before`; one line in all where the view allows none. */
export function linesOf(readings: readonly Reading[], before: readonly Reading[]): Line[] {
  const lacks = new Set(readings.map(({ lack }) => lack));
  const [lack] = lacks;
  if (lacks.size === 1 && (lack === "front" || lack === "back" || lack === "unknown")) {
    return [{ name: "No joint angles", value: "", note: WHY[lack] }];
  }
  return readings.map((reading, i) => ({
    name: angleName(reading),
    value: reading.lack ? "not defined" : `${degrees(reading.value)}°`,
    note: reading.lack ? WHY[reading.lack] : changeOf(reading.value, before[i]?.value),
  }));
}

/** "Knee flexion, left 63.2° (+4.1°)", "No joint angles: faces the camera" */
export function lineText({ name, value, note }: Line): string {
  const told = value ? `${name} ${value}` : name;
  if (!note) return told;
  return note.startsWith("(") ? `${told} ${note}` : `${told}: ${note}`;
}

/** "Knee flexion, left" */
function angleName({ definition: { name, side } }: Reading): string {
  const words = name.replaceAll("_", " ");
  const title = words.charAt(0).toUpperCase() + words.slice(1);
  return side ? `${title}, ${side}` : title;
}

function changeOf(value: number, before: number | undefined): string {
  if (before === undefined || Number.isNaN(before)) return "";
  const apart = value - before;
  const change = apart - 360 * Math.round(apart / 360);
  return `(${change > 0 ? "+" : ""}${degrees(change)}°)`;
}

/** With one decimal and a minus sign as typeset. */
function degrees(value: number): string {
  const text = value.toFixed(1);
  return text === "-0.0" ? "0.0" : text.replace("-", "\u2212");
}
