import { clampPoint } from "../core/geometry";
import { position } from "../core/hit";
import { REACH } from "../core/snap";
import { currentJoint } from "./joints";
import { commitUnlocked } from "./locks";
import type { Session } from "./session";

/** An edge that is so near is where the joint lies already. */
const THERE = 0.05; // image pixels

/** Move the selected joint to the edge in the picture that is near it, as a drag with Ctrl held does. */
export function snapJoint(session: Session): void {
  const joint = currentJoint(session);
  const { picture, camera } = session.state;
  if (!joint || joint.visibility === 0 || !picture) {
    return session.say("info", "Pick a joint that has a position, then move it to an edge.");
  }
  const from = position(joint.rows, joint.index, joint.keypoint);
  const crop = session.crops.of(picture.frame);
  const edge = session.edges.find(picture, crop, from, REACH / (camera?.zoom ?? 1));
  if (!edge) return session.say("info", "There is no edge in the picture near this joint.");
  if (Math.hypot(edge[0] - from[0], edge[1] - from[1]) < THERE) {
    return session.say("info", "The joint lies on the edge.");
  }
  const { row, keypoint, name } = joint;
  const to = clampPoint(edge, picture);
  commitUnlocked(session, `snap ${name}`, [{ op: "move", row, keypoint, to }]);
}
