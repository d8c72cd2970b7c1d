import type { Rect } from "../../core/geometry";
import type { Ground, Outline } from "../../core/skeleton/protocol";

const SVG = "http://www.w3.org/2000/svg";

/** The blank ground with its outline: elements, since a canvas cannot follow the colours of a theme. */
export class Paper {
  readonly el = document.createElementNS(SVG, "svg");
  private shown: Outline | null = null;

  constructor(private readonly ground: Ground) {
    this.el.setAttribute("class", "nbp-sk-paper");
    this.el.setAttribute("aria-hidden", "true");
    this.el.setAttribute("viewBox", `-0.5 -0.5 ${ground.width} ${ground.height}`);
  }

  /** Lie where the ground is on the stage. */
  show(rect: Rect, outline: Outline): void {
    for (const side of ["width", "height"] as const) this.el.style[side] = `${rect[side]}px`;
    this.el.style.transform = `translate(${rect.x}px, ${rect.y}px)`;
    if (this.shown === outline) return;
    this.shown = outline;
    const none = outline === "none" || this.ground.picture;
    this.el.replaceChildren(...(none ? [] : this.ground.outlines[outline].map(stroke)));
  }
}

function stroke([x1, y1, x2, y2, width]: readonly number[]): SVGLineElement {
  const line = document.createElementNS(SVG, "line");
  for (const [name, value] of Object.entries({ x1, y1, x2, y2 })) {
    line.setAttribute(name, String(value));
  }
  line.setAttribute("stroke-width", String(width));
  return line;
}
