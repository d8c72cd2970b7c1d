import { cornersOf, type PersonBox } from "../core/boxes";
import { type Size, toCanvas, type XY } from "../core/geometry";
import type { HandleName, Handles } from "../core/handles";
import type { Camera } from "../core/protocol";

/** What is drawn for the hands alone: the handles of a person, a rubber band, a box. */

const LINE = "#fff";
const EDGE = "rgba(0, 0, 0, 0.7)";
const RADIUS = 10;
const CORNER = 5;

export function paintHandles(context: CanvasRenderingContext2D, handles: Handles): void {
  const { x, y, width, height } = handles.frame;
  outlined(context, [1, 2.5], [4, 5], () => context.rect(x, y, width, height));
  for (const name of ["move", "turn", "scale"] as const) paintHandle(context, name, handles[name]);
}

export function paintBand(context: CanvasRenderingContext2D, from: XY, at: XY): void {
  const [x, y] = [Math.min(from[0], at[0]), Math.min(from[1], at[1])];
  const [width, height] = [Math.abs(from[0] - at[0]), Math.abs(from[1] - at[1])];
  context.fillStyle = "rgba(255, 255, 255, 0.14)";
  context.fillRect(x, y, width, height);
  outlined(context, [1.5, 3], [5, 4], () => context.rect(x, y, width, height));
}

/** A box that was drawn has a firm line, one that follows the joints a broken one; corners where it can be pulled. */
export function paintBox(
  context: CanvasRenderingContext2D,
  { box, derived }: PersonBox,
  camera: Camera,
  canvas: Size,
  corners: boolean,
): void {
  const [x, y] = toCanvas(camera, canvas, box[0], box[1]);
  const [width, height] = [box[2] * camera.zoom, box[3] * camera.zoom];
  outlined(context, [1.5, 3.5], derived ? [6, 5] : [], () => context.rect(x, y, width, height));
  if (!corners) return;
  for (const [corner] of cornersOf(box)) {
    const [cx, cy] = toCanvas(camera, canvas, ...corner);
    const square = () => context.rect(cx - CORNER, cy - CORNER, 2 * CORNER, 2 * CORNER);
    outlined(context, [2, 4], [], square);
    context.fillStyle = "#fff";
    context.fill();
  }
}

function outlined(
  context: CanvasRenderingContext2D,
  [width, edge]: readonly [number, number],
  dash: readonly number[],
  path: () => void,
): void {
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.beginPath();
  path();
  context.lineWidth = edge;
  context.strokeStyle = EDGE;
  context.globalAlpha = dash.length > 0 ? 0.35 : 0.8;
  context.stroke();
  context.globalAlpha = 1;
  context.setLineDash([...dash]);
  context.lineWidth = width;
  context.strokeStyle = LINE;
  context.stroke();
  context.setLineDash([]);
}

/** A round button with its sign: a cross of arrows, an arrow about a circle, a slanting arrow. */
function paintHandle(context: CanvasRenderingContext2D, name: HandleName, [x, y]: XY): void {
  context.beginPath();
  context.arc(x, y, RADIUS, 0, 2 * Math.PI);
  context.fillStyle = "rgba(20, 20, 22, 0.82)";
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = LINE;
  context.stroke();
  context.beginPath();
  SIGNS[name](context, x, y);
  context.lineCap = "round";
  context.stroke();
}

const SIGNS: Record<HandleName, (context: CanvasRenderingContext2D, x: number, y: number) => void> =
  {
    move(context, x, y) {
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        const [tx, ty] = [x + 6 * dx, y + 6 * dy];
        context.moveTo(x, y);
        context.lineTo(tx, ty);
        context.moveTo(tx - 2 * dx + 2 * dy, ty - 2 * dy + 2 * dx);
        context.lineTo(tx, ty);
        context.lineTo(tx - 2 * dx - 2 * dy, ty - 2 * dy - 2 * dx);
      }
    },
    turn(context, x, y) {
      context.arc(x, y, 4.5, -0.4, 4.2);
      context.moveTo(x + 1.2, y - 1.6);
      context.lineTo(x + 4.3, y - 1.6);
      context.lineTo(x + 4.6, y - 4.8);
    },
    scale(context, x, y) {
      context.moveTo(x - 4, y - 4);
      context.lineTo(x + 4, y + 4);
      for (const end of [-4, 4]) {
        const back = end > 0 ? -3.5 : 3.5;
        context.moveTo(x + end + back, y + end);
        context.lineTo(x + end, y + end);
        context.lineTo(x + end, y + end + back);
      }
    },
  };
