import { type Edit, Origin } from "./protocol";
import { blankRows, copyRows, indexOfRow, joinRows, type RowBlock, takeRows } from "./rows";

/**
 * The rows of a frame after edits, as Python will have them; the block given stays as it is.
 *
 * An edit whose row or joint is gone changes nothing: Python refuses the gesture, and the refusal undoes the rest.
 */
export function applyEdits(rows: RowBlock, edits: readonly Edit[]): RowBlock {
  let next = copyRows(rows);
  for (const edit of edits) next = applyEdit(next, edit);
  return next;
}

function applyEdit(rows: RowBlock, edit: Edit): RowBlock {
  if (edit.op === "add_person") return addPerson(rows, edit);
  const index = indexOfRow(rows, edit.row);
  if (index < 0) return rows;
  if (edit.op === "delete_person") return withoutRow(rows, index);
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
      if (edit.visibility === 0) clearJoint(rows, joint);
      else if (labelled) rows.visibility[joint] = edit.visibility;
      break;
    case "delete_keypoint":
      clearJoint(rows, joint);
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

function clearJoint(rows: RowBlock, joint: number): void {
  rows.xy.fill(Number.NaN, 2 * joint, 2 * joint + 2);
  rows.visibility[joint] = 0;
  rows.confidence[joint] = Number.NaN;
  rows.origin[joint] = Origin.UNKNOWN;
}
