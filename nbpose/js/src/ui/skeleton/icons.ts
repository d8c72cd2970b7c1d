import { svg } from "../dom";

/** Drawn on a grid of 16, as those of the pose editor. */
const PATHS = {
  build: "M3.5 12.5l9-9M3.5 10.7a1.8 1.8 0 1 0 .01 0zM12.5 1.7a1.8 1.8 0 1 0 .01 0z",
  move: "M8 1.5v13M1.5 8h13M6.2 3.3L8 1.5l1.8 1.8M6.2 12.7L8 14.5l1.8-1.8M3.3 6.2L1.5 8l1.8 1.8M12.7 6.2L14.5 8l-1.8 1.8",
  names: "M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.2v.2",
  mirror: "M8 1.5v2M8 5.5v2M8 9.5v2M8 13.5v1M5.5 4L2 12h3.5zM10.5 4L14 12h-3.5z",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  join: "M4 10.2a1.8 1.8 0 1 0 .01 0zM12 2.2a1.8 1.8 0 1 0 .01 0zM5.4 10.7l5.2-5.4",
  blank: "M2.5 3.5h11v9h-11z",
  person: "M8 1.6a1.7 1.7 0 1 0 .01 0zM4 6.7h8M8 6.7v3.5M8 10.2l-2.3 4.3M8 10.2l2.3 4.3",
  animal: "M1.5 6l2.6-2.3 1 2.3h7.2l1.6-1.4M5.1 6v7.5M7 9.5h3.5M12.3 6v7.5",
  ok: "M3 8.5l3.4 3.4L13 4.6",
  wait: "M8 1.8a6.2 6.2 0 1 0 .01 0zM8 4.6V8l2.4 1.6",
  error: "M8 1.8a6.2 6.2 0 1 0 .01 0zM8 4.8v4M8 11.2v.1",
  warning: "M8 2l6.3 11.5H1.7zM8 6.5v3.2M8 11.6v.1",
} as const;

export function skeletonIcon(name: keyof typeof PATHS): SVGSVGElement {
  return svg(PATHS[name]);
}
