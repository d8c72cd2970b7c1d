import type { ActionName } from "../core/keymap";
import { type JointState, labelled, stateOf } from "../core/people";
import type { Visibility } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { spoken } from "../core/spoken";
import { shapeOf, sideColor } from "../draw/scene";
import { COMMANDS } from "../editor/commands";
import { snapJoint } from "../editor/edges";
import {
  currentJoint,
  deleteJoint,
  restoreJoint,
  selectAll,
  selectLimb,
  setVisibility,
} from "../editor/joints";
import { isPlacing, nextToPlace, toggleLoop } from "../editor/placing";
import type { Session } from "../editor/session";
import { button, group, h, setAttribute, setPressed, setText } from "./dom";
import { findField } from "./find";
import { type IconName, icon, shapeIcon } from "./icons";
import { listbox } from "./listbox";
import type { Panel } from "./panel";

const STATES = ["absent", "hidden", "visible"] as const;

/** The joints of the active person as a table: what the picture shows, for those who do not see it. */
export function jointsPanel(session: Session): Panel {
  const { skeleton } = session.state;
  const list = listbox(
    "Joints",
    (index) => jointOption(session, index),
    (keypoint) => {
      const row = session.active < 0 ? (firstRow(session) ?? -1) : session.state.selection.row;
      session.select({ row, keypoint });
    },
    () => !session.state.nudging,
  );
  list.resize(skeleton.keypoints.length);
  const count = h("span", "nbp-count");
  const tools = jointTools(session);
  const find = findField("Find a joint", skeleton.keypoints.map(spoken), list);
  find.dataset.action = "find_joint";
  const title = h("div", "nbp-title", h("span", "", "Joints"), count, tools.el);
  const header = h("div", "nbp-columns", find);
  for (const name of ["x", "y", "conf."]) {
    const column = h("span", "", name);
    column.setAttribute("aria-hidden", "true");
    header.append(column);
  }
  const actions = jointActions(session);
  const el = h("section", "nbp-panel nbp-joints", title, header, list.el, actions.el);
  el.setAttribute("aria-label", "Joints");

  return {
    el,
    update() {
      const rows = session.rows(session.state.frame);
      const index = session.active;
      setText(count, countText(rows, index));
      const next = isPlacing(session.state.tool) ? nextToPlace(session) : -1;
      const chosen = new Set(session.state.chosen);
      list.options.forEach((option, keypoint) => {
        const joint = readJoint(rows, index, keypoint);
        fillOption(option, spoken(skeleton.keypoints[keypoint]!), joint, keypoint === next);
        setAttribute(option, "data-chosen", String(chosen.has(keypoint)));
      });
      list.select(session.state.selection.keypoint);
      tools.update(session);
      actions.update();
    },
  };
}

function countText(rows: RowBlock | null, index: number): string {
  if (!rows || rows.count === 0) return "";
  return index < 0 ? "pick a person" : `${labelled(rows, index)} / ${rows.keypoints}`;
}

interface JointText {
  readonly state: JointState;
  readonly x: string;
  readonly y: string;
  readonly confidence: string;
}

const NOBODY: JointText = { state: "pending", x: "", y: "", confidence: "" };

function readJoint(rows: RowBlock | null, index: number, keypoint: number): JointText {
  if (!rows || index < 0) return NOBODY;
  const joint = index * rows.keypoints + keypoint;
  const state = stateOf(rows, index, keypoint);
  if (rows.visibility[joint] === 0) return { ...NOBODY, state };
  const confidence = rows.confidence[joint]!;
  return {
    state,
    x: rows.xy[2 * joint]!.toFixed(1),
    y: rows.xy[2 * joint + 1]!.toFixed(1),
    confidence: Number.isNaN(confidence) ? "" : confidence.toFixed(2),
  };
}

function jointOption(session: Session, keypoint: number): HTMLElement {
  const { skeleton } = session.state;
  const mark = shapeIcon(shapeOf(skeleton.sides[keypoint] ?? ""), sideColor(skeleton, keypoint));
  const name = h("span", "nbp-joint-name", spoken(skeleton.keypoints[keypoint]!));
  name.title = skeleton.keypoints[keypoint]!;
  const cells = ["x", "y", "confidence"].map(() => h("span", "nbp-number-cell"));
  return h("div", "nbp-option nbp-joint", mark, name, ...cells, h("span", "nbp-eye"));
}

function fillOption(option: HTMLElement, name: string, joint: JointText, next: boolean): void {
  const key = [...Object.values(joint), next].join();
  if (option.dataset.key === key) return;
  option.dataset.key = key;
  option.dataset.state = joint.state;
  option.dataset.next = String(next);
  const [x, y, confidence, eye] = [...option.children].slice(2) as HTMLElement[];
  setText(x!, joint.x);
  setText(y!, joint.y);
  setText(confidence!, joint.confidence);
  const sign = next ? "place" : joint.state;
  eye!.replaceChildren(...(sign === "pending" ? [] : [icon(sign)]));
  const where = joint.x ? `, ${joint.x}, ${joint.y}` : "";
  const sure = joint.confidence ? `, confidence ${joint.confidence}` : "";
  setAttribute(
    option,
    "aria-label",
    `${name}, ${next ? "next, " : ""}${joint.state}${where}${sure}`,
  );
}

/** What concerns many joints, one in many frames, or one as a whole. */
function jointTools(session: Session): Panel {
  const make = (
    sign: IconName,
    label: string,
    press: (session: Session) => void,
    action?: ActionName,
  ) => button({ icon: icon(sign), label, ...(action && { action }) }, () => press(session));
  const all = make("all", "All joints of the person", selectAll, "select_all");
  const limb = make("limb", "The joint with its limb", selectLimb, "select_limb");
  const loop = make("loop", "Place one joint in frame after frame", toggleLoop, "loop");
  const nudge = make(
    "nudge",
    "Nudge mode: the arrows move things",
    COMMANDS.nudge_mode,
    "nudge_mode",
  );
  const restore = make("restore", "Bring the deleted joint back", restoreJoint, "restore_joint");
  const remove = make("trash", "Delete the joint", deleteJoint, "delete_joint");
  return {
    el: group("Joints", all, limb, loop, nudge, restore, remove),
    update() {
      const joint = currentJoint(session);
      const placed = joint !== null && joint.visibility !== 0;
      all.disabled = session.active < 0;
      limb.disabled = joint === null;
      setPressed(nudge, session.state.nudging);
      setPressed(loop, session.state.tool === "loop");
      remove.disabled = !placed;
      restore.disabled = joint === null || placed;
    },
  };
}

/** The same by buttons, for those who have no keys to spare. */
function jointActions(session: Session) {
  const make = (visibility: Visibility, label: string, action: ActionName) =>
    button({ icon: icon(STATES[visibility]), label, action, text: label }, () =>
      setVisibility(session, visibility),
    );
  const choices = [
    make(2, "Visible", "occluded"),
    make(1, "Hidden", "occluded"),
    make(0, "Absent", "absent"),
  ];
  const states = group("Visibility", ...choices);
  states.classList.add("nbp-segmented");
  const snap = button(
    { icon: icon("snap"), label: "Move the joint to the edge near it", action: "snap_joint" },
    () => snapJoint(session),
  );
  const el = h("div", "nbp-actions", states, snap);
  return {
    el,
    update() {
      const joint = currentJoint(session);
      const placed = joint !== null && joint.visibility !== 0;
      snap.disabled = !placed;
      choices.forEach((choice, i) => {
        const visibility = 2 - i;
        choice.disabled = visibility === 0 ? joint === null : !placed;
        setPressed(
          choice,
          visibility === 0 ? joint?.skipped === true : joint?.visibility === visibility,
        );
      });
    },
  };
}

function firstRow(session: Session): number | undefined {
  return session.rows(session.state.frame)?.row[0];
}
