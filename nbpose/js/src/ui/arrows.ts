import type { Arrow } from "../core/outside";
import type { RowBlock } from "../core/rows";
import { spoken } from "../core/spoken";
import { personColor, shapeOf, sideColor } from "../draw/scene";
import type { Session } from "../editor/session";
import { focusable, h, setAttribute, svg } from "./dom";
import { shapeIcon } from "./icons";

const POINTER = "M8 0.5L13.5 9H2.5z";

/** Buttons along the border of the picture that lead to what is out of sight. */
export class Arrows {
  readonly el = h("div", "nbp-arrows");
  private shown: readonly Arrow[] = [];
  private readonly buttons: HTMLButtonElement[] = [];
  private key = "";

  constructor(
    private readonly session: Session,
    private readonly go: (arrow: Arrow) => void,
    private readonly toCanvas: () => void,
  ) {}

  show(arrows: readonly Arrow[], rows: RowBlock | null): void {
    const key = JSON.stringify([arrows, [...(rows?.track ?? [])]]);
    if (key === this.key) return;
    this.key = key;
    this.shown = arrows;
    while (this.buttons.length < arrows.length) this.add();
    for (const extra of this.buttons.splice(arrows.length)) this.remove(extra);
    if (!rows) return;
    arrows.forEach((arrow, i) => {
      this.fill(this.buttons[i]!, arrow, rows);
    });
  }

  private add(): void {
    const index = this.buttons.length;
    const button = focusable(h("button", "nbp-arrow"), "Out of sight");
    button.type = "button";
    button.addEventListener("click", () => {
      const arrow = this.shown[index];
      if (arrow) this.go(arrow);
    });
    this.buttons.push(button);
    this.el.append(button);
  }

  /** A button that has the focus must not take it along: the notebook would get the keys. */
  private remove(button: HTMLButtonElement): void {
    if (button.matches(":focus")) this.toCanvas();
    button.remove();
  }

  private fill(button: HTMLButtonElement, arrow: Arrow, rows: RowBlock): void {
    const { at, angle, more } = arrow;
    const label = this.label(arrow, rows);
    setAttribute(button, "aria-label", label);
    button.title = label;
    button.style.left = `${at[0].toFixed(1)}px`;
    button.style.top = `${at[1].toFixed(1)}px`;
    const pointer = svg(POINTER, true);
    pointer.style.transform = `rotate(${(angle + 90).toFixed(1)}deg) translateY(-14px)`;
    const count = more > 0 ? [h("span", "nbp-more", `+${more}`)] : [];
    button.replaceChildren(pointer, this.face(arrow, rows), ...count);
  }

  /** The mark of the joint, or the colour of the person. */
  private face({ row, keypoint }: Arrow, rows: RowBlock): Element {
    const { skeleton } = this.session.state;
    if (keypoint >= 0) {
      const shape = shapeOf(skeleton.sides[keypoint] ?? "");
      return shapeIcon(shape, sideColor(skeleton, keypoint));
    }
    const index = rows.row.indexOf(row);
    const face = h("span", "nbp-who", String(index + 1));
    face.style.background = personColor(skeleton, rows.track[index]!, index);
    return face;
  }

  private label({ row, keypoint, more }: Arrow, rows: RowBlock): string {
    const name = this.session.state.skeleton.keypoints[keypoint];
    const what = name === undefined ? `person ${rows.row.indexOf(row) + 1}` : `the ${spoken(name)}`;
    return `Go to ${what}, out of sight${more > 0 ? `, and ${more} more that way` : ""}`;
  }
}
