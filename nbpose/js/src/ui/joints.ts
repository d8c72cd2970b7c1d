import type { ActionName } from "../core/keymap";
import { labelled } from "../core/people";
import type { Visibility } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { shapeOf, sideColor } from "../draw/scene";
import { currentJoint, deleteJoint, setVisibility, spoken } from "../editor/joints";
import type { Session } from "../editor/session";
import { button, group, h, setAttribute, setPressed, setText } from "./dom";
import { icon, shapeIcon } from "./icons";
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
  );
  list.resize(skeleton.keypoints.length);
  const count = h("span", "nbp-count");
  const title = h("div", "nbp-title", h("span", "", "Joints"), count);
  const header = h("div", "nbp-columns");
  for (const name of ["", "", "x", "y", "conf.", ""]) header.append(h("span", "", name));
  header.setAttribute("aria-hidden", "true");
  const actions = jointActions(session);
  const el = h("section", "nbp-panel nbp-joints", title, header, list.el, actions.el);
  el.setAttribute("aria-label", "Joints");

  return {
    el,
    update() {
      const rows = session.rows(session.state.frame);
      const index = session.active;
      setText(count, countText(rows, index));
      list.options.forEach((option, keypoint) => {
        fillOption(option, spoken(skeleton.keypoints[keypoint]!), readJoint(rows, index, keypoint));
      });
      list.select(session.state.selection.keypoint);
      actions.update();
    },
  };
}

function countText(rows: RowBlock | null, index: number): string {
  if (!rows || rows.count === 0) return "";
  return index < 0 ? "pick a person" : `${labelled(rows, index)} / ${rows.keypoints}`;
}

interface JointText {
  readonly state: (typeof STATES)[number];
  readonly x: string;
  readonly y: string;
  readonly confidence: string;
}

const NOBODY: JointText = { state: "absent", x: "", y: "", confidence: "" };

function readJoint(rows: RowBlock | null, index: number, keypoint: number): JointText {
  if (!rows || index < 0) return NOBODY;
  const joint = index * rows.keypoints + keypoint;
  const visibility = rows.visibility[joint] as Visibility;
  if (visibility === 0) return NOBODY;
  const confidence = rows.confidence[joint]!;
  return {
    state: STATES[visibility],
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

function fillOption(option: HTMLElement, name: string, joint: JointText): void {
  const key = Object.values(joint).join();
  if (option.dataset.key === key) return;
  option.dataset.key = key;
  option.dataset.state = joint.state;
  const [x, y, confidence, eye] = [...option.children].slice(2) as HTMLElement[];
  setText(x!, joint.x);
  setText(y!, joint.y);
  setText(confidence!, joint.confidence);
  eye!.replaceChildren(icon(joint.state));
  const where = joint.x ? `, ${joint.x}, ${joint.y}` : "";
  const sure = joint.confidence ? `, confidence ${joint.confidence}` : "";
  setAttribute(option, "aria-label", `${name}, ${joint.state}${where}${sure}`);
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
  const remove = button(
    { icon: icon("trash"), label: "Delete the joint", action: "delete_joint" },
    () => deleteJoint(session),
  );
  const states = group("Visibility", ...choices);
  states.classList.add("nbp-segmented");
  const el = h("div", "nbp-actions", states, remove);
  return {
    el,
    update() {
      const joint = currentJoint(session);
      const labelledJoint = joint !== null && joint.visibility !== 0;
      choices.forEach((choice, i) => {
        choice.disabled = !labelledJoint;
        setPressed(choice, joint?.visibility === 2 - i);
      });
      remove.disabled = !labelledJoint;
    },
  };
}

function firstRow(session: Session): number | undefined {
  return session.rows(session.state.frame)?.row[0];
}
