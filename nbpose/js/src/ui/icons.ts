import type { Shape } from "../draw/scene";
import { svg } from "./dom";

/** Drawn on a grid of 16, in strokes of the text's colour. */
const PATHS = {
  select: "M3.5 2.5l3.6 10.6 2-4.6 4.4-2z",
  place: "M8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4M8 7.9v.2",
  undo: "M6 3L2.5 6.5 6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H6.5",
  redo: "M10 3l3.5 3.5L10 10M13.5 6.5H6a3.5 3.5 0 0 0 0 7h3.5",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  view: "M2 5h6.2M12 5h2M2 11h2M7.8 11H14M10.1 3.2a1.8 1.8 0 1 0 .01 0zM5.9 9.2a1.8 1.8 0 1 0 .01 0z",
  nudge: "M8 1.5v13M1.5 8h13M6 3.5l2-2 2 2M6 12.5l2 2 2-2M3.5 6l-2 2 2 2M12.5 6l2 2-2 2",
  previous_keyframe: "M10 4l4 4-4 4-4-4zM4 5L1.5 8 4 11",
  next_keyframe: "M6 4l4 4-4 4-4-4zM12 5l2.5 3-2.5 3",
  reset: "M3 3v3.5h3.5M3.2 6.3A5.3 5.3 0 1 1 2.7 9",
  angle: "M13.5 12.5h-11l8.5-9.5M8.3 6a7.5 7.5 0 0 1 2.2 6.5",
  snap: "M3 2.5h3v5a2 2 0 0 0 4 0v-5h3v5a5 5 0 0 1-10 0zM3 5h3M10 5h3",
  inside: "M2.5 5.5v-3h11v11h-3M2.5 13.5L9 7M9 11.5V7H4.5",
  keys: "M1.5 4.5h13v8h-13zM4 7h.1M6.7 7h.1M9.3 7h.1M12 7h.1M5 10h6",
  previous: "M10 3L5 8l5 5",
  next: "M6 3l5 5-5 5",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  trash: "M3 4.5h10M6.3 4.5v-2h3.4v2M4.5 4.5l.6 9h5.8l.6-9",
  visible:
    "M1.5 8s2.4-4.2 6.5-4.2S14.5 8 14.5 8 12.1 12.2 8 12.2 1.5 8 1.5 8zM8 6.4a1.6 1.6 0 1 0 .01 0z",
  hidden:
    "M2.5 2.5l11 11M6.6 4A6.6 6.6 0 0 1 8 3.8c4.1 0 6.5 4.2 6.5 4.2a12 12 0 0 1-1.9 2.3M4.2 5.3A11.6 11.6 0 0 0 1.5 8s2.4 4.2 6.5 4.2a6.5 6.5 0 0 0 2.7-.6",
  saved: "M8 2a6 6 0 1 0 .01 0zM5.2 8.2l2 2 3.6-4.2",
  memory:
    "M4.5 4.5h7v7h-7zM6.5 2v2.5M9.5 2v2.5M6.5 11.5V14M9.5 11.5V14M2 6.5h2.5M2 9.5h2.5M11.5 6.5H14M11.5 9.5H14",
  saving: "M8 10V2.5M4.8 5.5L8 2.3l3.2 3.2M2.5 10v3.5h11V10",
  kept: "M8 2.5V9M5 6.2L8 9.2l3-3M2.5 9.5v4h11v-4",
  waiting: "M8 2a6 6 0 1 0 .01 0zM8 4.8V8l2.2 1.6",
  problem: "M8 2.2L14.5 13.5h-13zM8 6.5v3M8 11.5v.1",
  swap: "M2 5.5h11M10 2.5l3 3-3 3M14 10.5H3M6 7.5l-3 3 3 3",
  swap_range:
    "M2.5 4.5H12M9.8 2.3L12 4.5 9.8 6.7M13.5 8H4M6.2 5.8L4 8l2.2 2.2M2.5 13h.1M6.2 13h.1M9.8 13h.1M13.4 13h.1",
  previous_pose: "M9 3.5h5v9H9zM7 8H1.5M4 5.5L1.5 8 4 10.5",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  paste: "M5.5 3h-2v10.5h9V3h-2M5.5 1.8h5v2.6h-5zM8 6.5v4.5M6 9l2 2 2-2",
  box: "M3 4.5h10v7H3zM2 3.5h2v2H2zM12 3.5h2v2h-2zM2 10.5h2v2H2zM12 10.5h2v2h-2z",
  derive:
    "M2.5 4V2.5H4M7 2.5h2M12 2.5h1.5V4M13.5 7v2M13.5 12v1.5H12M9 13.5H7M4 13.5H2.5V12M2.5 9V7M6 10.5l2-4.5 2.5 3",
  tag: "M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.2v.2",
  people:
    "M5.5 7.2a2.2 2.2 0 1 0 .01 0zM1.5 13.5c0-2.6 1.6-4 4-4s4 1.4 4 4M11 7a1.9 1.9 0 1 0-1-3.5M11.5 9.6c1.9.2 3 1.6 3 3.9",
  lock: "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 0 1 5 0v2",
  unlock: "M3.5 7h9v6.5h-9zM5.5 7V4.5a2.5 2.5 0 0 1 4.8-1",
  keyframe: "M8 2.5L13.5 8 8 13.5 2.5 8z",
  average:
    "M8 4.6a1.7 1.7 0 1 0 .01-3.4A1.7 1.7 0 0 0 8 4.6zM8 5v5M4.5 6.5L8 5.8l3.5.7M8 10l-2 4M8 10l2 4M13.5 10.5v4M11.5 12.5h4",
  restore: "M3 8.5a5 5 0 1 0 1.5-3.6M2.5 2.5v3h3",
  loop: "M8 5.9a2.1 2.1 0 1 0 .01 0zM1.5 8h2M12.5 8h2M13 6l2 2-2 2",
  limb: "M3.5 5a1.6 1.6 0 1 0 .01-3.2A1.6 1.6 0 0 0 3.5 5zM4.3 4.9l2.6 3.5M8 11a1.6 1.6 0 1 0 .01-3.2A1.6 1.6 0 0 0 8 11zM9.4 10.1l2.2 1.4M12.8 14a1.5 1.5 0 1 0 .01-3 1.5 1.5 0 0 0-.01 3z",
  all: "M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M5.5 5.6v.1M10.5 5.6v.1M8 8v.1M5.5 10.5v.1M10.5 10.5v.1",
  absent: "M8 2.5a5.5 5.5 0 1 0 .01 0zM4.2 11.8l7.6-7.6",
} as const;

const FILLED = {
  play: "M4.5 2.6v10.8l9-5.4z",
  pause: "M4 3h2.8v10H4zM9.2 3H12v10H9.2z",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName): SVGSVGElement {
  return svg(PATHS[name]);
}

export function filledIcon(name: keyof typeof FILLED): SVGSVGElement {
  return svg(FILLED[name], true);
}

const SHAPES: Record<Shape, string> = {
  circle: "M8 3.5a4.5 4.5 0 1 0 .01 0z",
  square: "M4 4h8v8H4z",
  diamond: "M8 2.5L13.5 8 8 13.5 2.5 8z",
};

/** The mark of a joint as it is drawn on the picture. */
export function shapeIcon(shape: Shape, color: string): SVGSVGElement {
  const element = svg(SHAPES[shape], true);
  element.style.color = color;
  return element;
}
