import type { Size, XY } from "../core/geometry";
import { clampPoint } from "../core/geometry";
import {
  addJoint,
  axisOf,
  boneOf,
  canMirror,
  colorBone,
  colorJoint,
  colorSide,
  connect,
  jointOf,
  mirrorPair,
  moveJoint,
  partnerOf,
  removeBone,
  removeJoint,
  renameJoint,
  reorder,
  setPartner,
} from "../core/skeleton/draft";
import { lowerSnake, sideOf, suggestNames } from "../core/skeleton/naming";
import type { Effect } from "../core/skeleton/tool";
import { spoken } from "../core/spoken";
import { NOTHING, type Selection, type SkeletonSession } from "./session";

/** What can be done to a draft, whatever it was done with: pointer, key or button. */

const BESIDE = 60; // pixels of the ground between a joint and one that a key adds near it

export function selectedJoint({ state }: SkeletonSession): number {
  return state.selection.kind === "joint" ? state.selection.id : -1;
}

export function select(session: SkeletonSession, selection: Selection): void {
  session.update({ selection, notice: null });
}

export function nameOf({ state }: SkeletonSession, id: number): string {
  return jointOf(state.draft, id)?.name || "joint";
}

export function suggestions(session: SkeletonSession, at: XY): string[] {
  const { draft } = session.state;
  const outline = session.ground.picture ? "none" : session.get("outline");
  const known = outline === "none" ? {} : session.ground.names[outline];
  return suggestNames(draft, at, axisOf(draft, session.ground.width), known);
}

/** Add a joint, connected to another where one is named; it is selected, and its name may be typed. */
export function add(session: SkeletonSession, at: XY, from: number, naming: boolean): void {
  const { draft } = session.state;
  const name = suggestions(session, at)[0]!;
  const id = draft.next;
  const added = addJoint(draft, at, name);
  session.commit(`add ${spoken(name)}`, from < 0 ? added : connect(added, from, id), {
    selection: { kind: "joint", id },
    naming: naming ? id : -1,
  });
}

/** Add a joint by key: below the selected one, else in the middle, and never on top of another. */
export function addBeside(session: SkeletonSession): void {
  const { draft } = session.state;
  const { width, height } = session.ground;
  const near = jointOf(draft, selectedJoint(session)) ?? draft.joints.at(-1);
  let at: XY = near ? [near.x, near.y + BESIDE] : [(width - 1) / 2, (height - 1) / 2];
  for (let tries = 0; tries < draft.joints.length + 1 && isTaken(session, at); tries++) {
    at = [at[0] + BESIDE / 2, at[1] + (at[1] + BESIDE / 2 < height ? BESIDE / 4 : -BESIDE)];
  }
  add(session, clampPoint(at, session.ground), -1, true);
}

function isTaken({ state, ground }: SkeletonSession, at: XY): boolean {
  const [x, y] = clampPoint(at, ground);
  return state.draft.joints.some((joint) => Math.hypot(joint.x - x, joint.y - y) < BESIDE / 4);
}

export function rename(session: SkeletonSession, id: number, typed: string): void {
  const joint = jointOf(session.state.draft, id);
  const name = lowerSnake(typed);
  if (!joint || name === "" || name === joint.name) return;
  session.commit(`name ${spoken(name)}`, renameJoint(session.state.draft, id, name));
}

export function move(session: SkeletonSession, id: number, to: XY, ground: Size): void {
  const { draft } = session.state;
  const joint = jointOf(draft, id);
  const [x, y] = clampPoint(to, ground);
  if (!joint || (joint.x === x && joint.y === y)) return;
  session.commit(`move ${spoken(joint.name)}`, moveJoint(draft, id, [x, y]));
}

export function nudge(session: SkeletonSession, dx: number, dy: number): void {
  const joint = jointOf(session.state.draft, selectedJoint(session));
  if (joint) move(session, joint.id, [joint.x + dx, joint.y + dy], session.ground);
}

export function join(session: SkeletonSession, a: number, b: number): void {
  const { draft } = session.state;
  if (a === b || !jointOf(draft, a) || !jointOf(draft, b)) return;
  const ends = `${spoken(nameOf(session, a))} and ${spoken(nameOf(session, b))}`;
  if (boneOf(draft, a, b)) {
    session.update({ notice: { level: "info", text: `${ends} are connected already.` } });
    return;
  }
  session.commit(`connect ${ends}`, connect(draft, a, b));
}

export function mirror(session: SkeletonSession): void {
  const { draft } = session.state;
  const id = selectedJoint(session);
  if (id < 0) return;
  const partner = partnerOf(draft, id);
  if (!canMirror(draft, id)) {
    const text = partner ? `Its partner is ${spoken(partner.name)}.` : "Select a joint first.";
    session.update({ notice: { level: "info", text } });
    return;
  }
  const made = mirrorPair(draft, id, session.ground.width);
  session.commit(`make ${spoken(made.joints.at(-1)!.name)}`, made, {
    selection: { kind: "joint", id: draft.next },
  });
}

export function order(session: SkeletonSession, by: -1 | 1): void {
  const { draft } = session.state;
  const id = selectedJoint(session);
  const moved = reorder(draft, id, by);
  const place = moved.joints.findIndex((joint) => joint.id === id) + 1;
  session.commit(`${spoken(nameOf(session, id))} is number ${place}`, moved);
}

/** Select the next joint of the order. */
export function step(session: SkeletonSession, by: -1 | 1): void {
  const { joints } = session.state.draft;
  if (joints.length === 0) return;
  const at = joints.findIndex(({ id }) => id === selectedJoint(session));
  const next =
    at < 0 ? (by > 0 ? 0 : joints.length - 1) : (at + by + joints.length) % joints.length;
  select(session, { kind: "joint", id: joints[next]!.id });
}

export function remove(session: SkeletonSession): void {
  const { draft, selection } = session.state;
  if (selection.kind === "joint") {
    const at = draft.joints.findIndex(({ id }) => id === selection.id);
    const left = removeJoint(draft, selection.id);
    const next = left.joints[Math.min(at, left.joints.length - 1)];
    session.commit(`delete ${spoken(nameOf(session, selection.id))}`, left, {
      selection: next ? { kind: "joint", id: next.id } : NOTHING,
      naming: -1,
    });
  } else if (selection.kind === "bone") {
    const { a, b } = selection;
    const ends = `${spoken(nameOf(session, a))} to ${spoken(nameOf(session, b))}`;
    session.commit(`delete ${ends}`, removeBone(draft, a, b), { selection: NOTHING });
  }
}

export function paint(session: SkeletonSession, color: string): void {
  const { draft, selection } = session.state;
  if (selection.kind === "joint") {
    session.commit("colour the joint", colorJoint(draft, selection.id, color));
  } else if (selection.kind === "bone") {
    session.commit("colour the bone", colorBone(draft, selection.a, selection.b, color));
  }
}

/** Give the whole side of the selected joint its colour. */
export function paintSide(session: SkeletonSession): void {
  const { draft } = session.state;
  const joint = jointOf(draft, selectedJoint(session));
  if (!joint) return;
  const side = sideOf(joint.name);
  session.commit(`colour the ${side || "middle"}`, colorSide(draft, side, joint.color));
}

export function pair(session: SkeletonSession, partner: number | null | "name"): void {
  const id = selectedJoint(session);
  if (id >= 0) session.commit("choose the partner", setPartner(session.state.draft, id, partner));
}

export function renameSkeleton(session: SkeletonSession, name: string): void {
  const { draft } = session.state;
  if (name !== draft.name) session.commit("name the skeleton", { ...draft, name });
}

export function perform(session: SkeletonSession, effect: Effect, naming: boolean): void {
  switch (effect.type) {
    case "select":
      return select(session, effect.joint < 0 ? NOTHING : { kind: "joint", id: effect.joint });
    case "select_bone":
      return select(session, { kind: "bone", a: effect.a, b: effect.b });
    case "add":
      return add(session, effect.at, effect.from, naming);
    case "connect":
      return join(session, effect.a, effect.b);
    case "move":
      return move(session, effect.joint, effect.to, session.ground);
    case "pan":
      return;
  }
}
