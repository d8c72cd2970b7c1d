import { type Reading, SIGNS, segmentOf, vertexOf } from "../core/angles";
import { toCanvas, type XY } from "../core/geometry";
import { position } from "../core/hit";
import type { Facing } from "../core/protocol";
import { linesOf, lineText } from "../core/readout";
import { indexOfRow, type RowBlock } from "../core/rows";
import { type Arc, paintArc, paintReadout } from "../draw/readout";
import { jointAngles } from "../editor/angles";
import type { Session } from "../editor/session";
import { setAttribute } from "./dom";
import type { Screen } from "./layers";

/** The joint that is dragged or nudged, and where the pointer is; null for the joint's own place. */
export interface Hand {
  readonly row: number;
  readonly keypoint: number;
  readonly pointer: XY | null;
}

/** Joint angles beside the hand while it moves a joint, with their change since it took hold. */
export class Readout {
  /** what the hand holds, and the rows as they were when it took hold */
  private since: { readonly what: string; readonly rows: RowBlock } | null = null;

  constructor(
    private readonly session: Session,
    private readonly canvas: HTMLCanvasElement,
  ) {}

  /** `rows` have the joint where the hand is; `settled` has it where it was. */
  paint(screen: Screen, hand: Hand | null, rows: RowBlock, settled: RowBlock): void {
    const held = this.session.state.options.angles ? hand : null;
    const what = held ? `${rows.frame[0]}:${held.row}:${held.keypoint}` : "";
    if (this.since?.what !== what) this.since = held ? { what, rows: settled } : null;
    setAttribute(this.canvas, "data-angles", held ? this.show(screen, held, rows) : "");
  }

  private show(screen: Screen, hand: Hand, rows: RowBlock): string {
    const { row, keypoint } = hand;
    const { facing, readings } = jointAngles(this.session, rows, row, keypoint);
    if (readings.length === 0) return "";
    const before = jointAngles(this.session, this.since!.rows, row, keypoint).readings;
    const lines = linesOf(readings, before);
    const context = this.canvas.getContext("2d")!;
    const index = indexOfRow(rows, row);
    const arc = arcOf(readings[0]!, facing, rows, index, screen);
    if (arc) paintArc(context, arc);
    const joint = toCanvas(screen.camera, screen.size, ...position(rows, index, keypoint));
    paintReadout(context, lines, hand.pointer ?? joint, screen.size);
    return lines.map(lineText).join("; ");
  }
}

/** Where an angle is seen in the picture: from the direction of its zero to that of its end. */
function arcOf(
  { definition, lack }: Reading,
  facing: Facing,
  rows: RowBlock,
  index: number,
  { camera, size }: Screen,
): Arc | null {
  const vertex = vertexOf(definition);
  if (lack || vertex < 0) return null;
  const [start, end] = [definition.start, definition.end].map((weights) => {
    const [x, y] = segmentOf(weights, rows, index);
    return Math.atan2(y, x);
  }) as [number, number];
  const zero = start + (SIGNS[facing]! * definition.offset * Math.PI) / 180;
  const full = 2 * Math.PI;
  const turn = end - zero - full * Math.round((end - zero) / full);
  return { at: toCanvas(camera, size, ...position(rows, index, vertex)), zero, turn };
}
