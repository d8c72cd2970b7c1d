import { clamp, type Size, type XY } from "./geometry";
import { AreaSource, type Box } from "./protocol";
import type { RowBlock } from "./rows";
import { boundsOf, heldOf } from "./shape";

/** A person's box as the overlay shows it. */
export interface PersonBox {
  readonly box: Box;
  /** it follows the joints */
  readonly derived: boolean;
}

/** The box of a person, or null where there is none. One that follows the joints is measured as Python will. */
export function boxOf(rows: RowBlock, index: number, frame: Size): PersonBox | null {
  if (index < 0) return null;
  if (rows.boxSource[index] === AreaSource.POINTS) {
    const box = around(rows, index, frame);
    return box && { box, derived: true };
  }
  const [x, y, width, height] = rows.box.subarray(4 * index, 4 * index + 4);
  return Number.isNaN(x! + width!) ? null : { box: [x!, y!, width!, height!], derived: false };
}

/** The box between two opposite corners, or null where it has no size to speak of. */
export function boxBetween([ax, ay]: XY, [bx, by]: XY): Box | null {
  const [width, height] = [Math.abs(ax - bx), Math.abs(ay - by)];
  return width < 1 || height < 1 ? null : [Math.min(ax, bx), Math.min(ay, by), width, height];
}

/** The corners, each followed by the one opposite to it. */
export function cornersOf([x, y, width, height]: Box): readonly (readonly [XY, XY])[] {
  const [right, below] = [x + width, y + height];
  const corners: XY[] = [
    [x, y],
    [right, y],
    [right, below],
    [x, below],
  ];
  return corners.map((corner, i) => [corner, corners[(i + 2) % 4]!]);
}

/** The joints of a person inside a rectangle of the image. */
export function jointsWithin(rows: RowBlock, index: number, [x, y, width, height]: Box): number[] {
  return heldOf(rows, index)
    .filter(({ start: [px, py] }) => px >= x && px <= x + width && py >= y && py <= y + height)
    .map(({ keypoint }) => keypoint);
}

function around(rows: RowBlock, index: number, frame: Size): Box | null {
  const inside = heldOf(rows, index).map(
    ({ start: [x, y] }): XY => [clamp(x, 0, frame.width - 1), clamp(y, 0, frame.height - 1)],
  );
  const bounds = boundsOf(inside);
  return bounds && [bounds.x, bounds.y, bounds.width, bounds.height];
}
