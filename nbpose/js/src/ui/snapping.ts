import { type Size, toCanvas, toImage, type XY } from "../core/geometry";
import type { Camera } from "../core/protocol";
import { REACH } from "../core/snap";
import type { PointerInput, ToolState } from "../core/tools";
import { isPlacing } from "../editor/placing";
import type { Session } from "../editor/session";

/** What the pointer did, and whether the key is held that lets edges of the picture attract. */
export type StageInput = PointerInput & { readonly snap: boolean };

/** Lets what is placed or dragged go to the edge near it: the tools get the point of the edge as if it was pointed at. */
export class Snapping {
  /** the image point of the edge that attracts now, or null */
  edge: XY | null = null;

  constructor(private readonly session: Session) {}

  /** A pointer event as the tools are to see it. */
  steer(input: StageInput, gesture: ToolState, camera: Camera, canvas: Size): PointerInput {
    this.edge = null;
    if (!input.snap) return input;
    const held = heldBeside(gesture, camera, canvas);
    const placing = isPlacing(this.session.state.tool) && input.type === "up";
    if (!held && !(gesture.kind === "pressing" && placing)) return input;
    const [dx, dy] = held ?? [0, 0];
    const edge = this.look([input.at[0] + dx, input.at[1] + dy], camera, canvas);
    if (!edge) return input;
    const [x, y] = toCanvas(camera, canvas, ...edge);
    return { ...input, at: [x - dx, y - dy] };
  }

  /** The pointer hovers: show where a click would put the joint. */
  hover(at: XY | null, snap: boolean, camera: Camera, canvas: Size): void {
    this.edge = null;
    const { tool } = this.session.state;
    if (at && snap && isPlacing(tool) && this.session.editable) this.look(at, camera, canvas);
  }

  private look(at: XY, camera: Camera, canvas: Size): XY | null {
    const { picture } = this.session.state;
    if (!picture) return null;
    const point = toImage(camera, canvas, ...at);
    const crop = this.session.crops.of(picture.frame);
    this.edge = this.session.edges.find(picture, crop, point, REACH / camera.zoom);
    return this.edge;
  }
}

/** How far beside the pointer the joint is that it drags, in canvas pixels; null when it drags none. */
function heldBeside(gesture: ToolState, camera: Camera, canvas: Size): XY | null {
  if (gesture.kind !== "dragging" || gesture.grab.keypoint < 0) return null;
  const [x, y] = toCanvas(camera, canvas, ...gesture.grab.start);
  return [x - gesture.from[0], y - gesture.from[1]];
}
