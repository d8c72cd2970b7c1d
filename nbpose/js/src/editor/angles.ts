import { anglesAt, type Reading, readAngle } from "../core/angles";
import { facingOf } from "../core/facing";
import type { Facing } from "../core/protocol";
import { linesOf } from "../core/readout";
import { indexOfRow, type RowBlock } from "../core/rows";
import { currentJoint } from "./joints";
import type { Session } from "./session";

/** The angles that a joint takes part in, and the way its person faces. */
export interface JointAngles {
  readonly facing: Facing;
  readonly readings: readonly Reading[];
}

const NONE: JointAngles = { facing: "unknown", readings: [] };

/** Read the angles of a joint as it is in `rows`. */
export function jointAngles(
  session: Session,
  rows: RowBlock,
  row: number,
  keypoint: number,
): JointAngles {
  const { angles } = session.state;
  const index = indexOfRow(rows, row);
  if (index < 0 || !angles) return NONE;
  const facing = facingOf(angles, session.facing.stretches, rows, index);
  const readings = anglesAt(angles, keypoint).map((definition) =>
    readAngle(definition, rows, index, facing, angles.limits.confidence),
  );
  return { facing, readings };
}

/** The angle measured at the selected joint, as a sentence after what was done to it; nothing where there is none. */
export function spokenAngle(session: Session): string {
  const joint = session.state.options.angles ? currentJoint(session) : null;
  if (!joint) return "";
  const { readings } = jointAngles(session, joint.rows, joint.row, joint.keypoint);
  const [line] = linesOf(readings.slice(0, 1), []);
  return line && !readings[0]!.lack ? `. ${line.name}: ${line.value}` : "";
}
