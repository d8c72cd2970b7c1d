import type { Size } from "../core/geometry";
import { type Arrow, arrowsOf, beside, cameraTo, pointOf } from "../core/outside";
import type { Camera } from "../core/protocol";
import { indexOfRow, type RowBlock } from "../core/rows";
import { bringBackJoints } from "../editor/outside";
import type { Session } from "../editor/session";
import { Arrows } from "./arrows";
import { button, setText } from "./dom";
import { icon } from "./icons";
import type { Screen } from "./layers";

/** Ways to joints and people that cannot be seen: arrows along the border, and a button that brings them back. */
export class Outside {
  readonly els: readonly HTMLElement[];
  private readonly arrows: Arrows;
  private readonly back: HTMLButtonElement;
  private last: { screen: Screen; frame: Size; rows: RowBlock } | null = null;

  constructor(
    private readonly session: Session,
    private readonly setCamera: (camera: Camera) => void,
    private readonly toCanvas: () => void,
  ) {
    this.arrows = new Arrows(session, (arrow) => this.go(arrow), toCanvas);
    const label = "Bring the joints beside the picture back to its border";
    this.back = button({ icon: icon("inside"), label, action: "bring_back", text: " " }, () => {
      bringBackJoints(session);
      toCanvas();
    });
    this.back.classList.add("nbp-back");
    this.els = [this.arrows.el, this.back];
  }

  /** `rows` as they are on screen; null hides everything. */
  update(screen: Screen, frame: Size, rows: RowBlock | null): void {
    this.last = rows && { screen, frame, rows };
    const { selection } = this.session.state;
    const active = rows ? indexOfRow(rows, selection.row) : -1;
    const { camera, size } = screen;
    const arrows = rows ? arrowsOf(rows, camera, size, active, selection.keypoint) : [];
    this.arrows.show(arrows, rows);
    const count = rows && active >= 0 ? beside(rows, active, frame).length : 0;
    const hidden = count === 0 || !this.session.editable;
    if (hidden && !this.back.hidden && this.back.matches(":focus")) this.toCanvas();
    this.back.hidden = hidden;
    setText(
      this.back.querySelector("span")!,
      `Bring back ${count === 1 ? "1 joint" : `${count} joints`}`,
    );
  }

  private go({ row, keypoint }: Arrow): void {
    if (!this.last) return;
    const { screen, frame, rows } = this.last;
    this.session.select({ row, keypoint });
    const point = pointOf({ row, keypoint }, rows);
    this.setCamera(cameraTo(point, screen.camera, screen.size, frame));
    this.toCanvas();
  }
}
