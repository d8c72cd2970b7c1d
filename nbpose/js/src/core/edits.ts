import { factsAfter, isLocked } from "./facts";
import { AreaSource, type Edit, Origin, type RangeEdit, type RowEdit } from "./protocol";
import { blankRows, copyRows, indexOfRow, joinRows, type RowBlock, takeRows } from "./rows";

type Mirror = readonly number[];

/**
 * The rows of a frame after edits, as Python will have them; the block given stays as it is.
 *
 * An edit whose row or joint is gone, or whose row is locked, changes nothing: Python refuses the gesture, and the
 * refusal undoes the rest. What needs the log of all edits, such as bringing somebody back, waits for Python as well.
 */
export function applyEdits(rows: RowBlock, edits: readonly Edit[], mirror: Mirror): RowBlock {
  let next = copyRows(rows);
  for (const edit of edits) next = applyEdit(next, edit, mirror);
  return next;
}

/** The edits of a gesture that concern other frames than the one it was made in. */
export function editsOfRanges(edits: readonly Edit[]): readonly Edit[] {
  return edits.filter((edit) => edit.op === "swap_sides_range");
}

function applyEdit(rows: RowBlock, edit: Edit, mirror: Mirror): RowBlock {
  if (edit.op === "add_person") return addPerson(rows, edit);
  if (edit.op === "swap_sides_range") return swapRange(rows, edit, mirror);
  if (!("row" in edit)) return rows;
  const index = indexOfRow(rows, edit.row);
  if (index < 0 || (isLocked(rows, index) && edit.op !== "set_locked")) return rows;
  if (edit.op === "delete_person") return withoutRow(rows, index);
  if ("keypoint" in edit) return editJoint(rows, index, edit);
  if (edit.op === "swap_sides") swapSides(rows, index, mirror, edit.keypoints);
  if (edit.op === "set_box") setBox(rows, index, edit.box);
  const said = rows.facts[index] ?? null;
  const facts = factsAfter(said, edit);
  if (facts === said) return rows;
  return { ...rows, facts: rows.facts.map((other, i) => (i === index ? facts : other)) };
}

function editJoint(
  rows: RowBlock,
  index: number,
  edit: Extract<RowEdit, { keypoint: number }>,
): RowBlock {
  const joint = index * rows.keypoints + edit.keypoint;
  const labelled = rows.visibility[joint] !== 0;
  switch (edit.op) {
    case "place":
      setPosition(rows, joint, edit.to);
      rows.visibility[joint] = edit.visibility;
      break;
    case "move":
      if (labelled) setPosition(rows, joint, edit.to);
      break;
    case "set_visibility":
      if (edit.visibility === 0) clearJoint(rows, joint, Origin.PERSON);
      else if (labelled) rows.visibility[joint] = edit.visibility;
      break;
    case "delete_keypoint":
      clearJoint(rows, joint, Origin.UNKNOWN);
      break;
  }
  return rows;
}

function addPerson(rows: RowBlock, edit: Extract<Edit, { op: "add_person" }>): RowBlock {
  if (indexOfRow(rows, edit.row) >= 0) return rows;
  const person = blankRows(1, rows.keypoints);
  person.row[0] = edit.row;
  person.frame[0] = edit.frame;
  person.track[0] = edit.track;
  return joinRows(rows, person);
}

function withoutRow(rows: RowBlock, index: number): RowBlock {
  const indices = Array.from({ length: rows.count }, (_, i) => i);
  return takeRows(
    rows,
    indices.filter((i) => i !== index),
  );
}

function setPosition(rows: RowBlock, joint: number, to: readonly [number, number]): void {
  rows.xy.set(to, 2 * joint);
  rows.confidence[joint] = Number.NaN;
  rows.origin[joint] = Origin.PERSON;
}

function clearJoint(rows: RowBlock, joint: number, origin: number): void {
  rows.xy.fill(Number.NaN, 2 * joint, 2 * joint + 2);
  rows.visibility[joint] = 0;
  rows.confidence[joint] = Number.NaN;
  rows.origin[joint] = origin;
}

function swapRange(rows: RowBlock, { start, stop, track }: RangeEdit, mirror: Mirror): RowBlock {
  for (let index = 0; index < rows.count; index++) {
    const frame = rows.frame[index]!;
    const meant = track < 0 || rows.track[index] === track;
    if (meant && frame >= start && frame < stop && !isLocked(rows, index)) {
      swapSides(rows, index, mirror, []);
    }
  }
  return rows;
}

/** Every joint, or each of those named, takes the place of its mirror with all that belongs to it. */
function swapSides(
  rows: RowBlock,
  index: number,
  mirror: Mirror,
  keypoints: readonly number[],
): void {
  const chosen = keypoints.length > 0 ? keypoints : [...mirror.keys()];
  const lower = new Set(chosen.map((keypoint) => Math.min(keypoint, mirror[keypoint]!)));
  for (const keypoint of lower) {
    const [a, b] = [keypoint, mirror[keypoint]!].map((k) => index * rows.keypoints + k);
    for (const column of [rows.visibility, rows.confidence, rows.origin]) exchange(column, a!, b!);
    exchange(rows.xy, 2 * a!, 2 * b!);
    exchange(rows.xy, 2 * a! + 1, 2 * b! + 1);
  }
}

function exchange(column: Float32Array | Uint8Array, a: number, b: number): void {
  const value = column[a]!;
  column[a] = column[b]!;
  column[b] = value;
}

/** null: the points tell the box from now on. A segment stays what the area is measured from. */
function setBox(rows: RowBlock, index: number, box: readonly number[] | null): void {
  rows.box.set(box ?? [Number.NaN, Number.NaN, Number.NaN, Number.NaN], 4 * index);
  if (box === null) rows.boxSource[index] = AreaSource.POINTS;
  else if (rows.boxSource[index] !== AreaSource.SEGMENT) rows.boxSource[index] = AreaSource.BOX;
}
