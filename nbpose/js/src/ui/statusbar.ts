import type { XY } from "../core/geometry";
import { spoken } from "../core/spoken";
import { cursorOf } from "../editor/cursor";
import { keyed } from "../editor/hints";
import { asksWhose, isPlacing, nextToPlace, PICK } from "../editor/placing";
import { lostHint, type Saving, savingOf } from "../editor/saving";
import type { Session } from "../editor/session";
import { h, setAttribute, setText } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";
import type { Stage } from "./stage";

const ICONS = {
  saved: "saved",
  memory: "memory",
  saving: "saving",
  kept: "kept",
  waiting: "waiting",
  error: "problem",
} as const satisfies Record<Saving["kind"], string>;

/** What became of the edits, what comes next, where the pointer is. */
export function statusbar(session: Session, stage: Stage): Panel {
  const mark = h("span", "nbp-mark");
  const words = h("span", "");
  const saved = h("span", "nbp-saved", mark, words);
  const message = h("span", "nbp-message");
  const pointer = h("span", "nbp-pointer");
  const el = h("div", "nbp-status", saved, message, pointer);
  let shown: Saving["kind"] | null = null;

  return {
    el,
    update() {
      const { notice, camera, lost } = session.state;
      const saving = savingOf(session);
      if (saving.kind !== shown) mark.replaceChildren(icon(ICONS[saving.kind]));
      setText(words, saving.text);
      setAttribute(saved, "data-kind", saving.kind);
      setAttribute(saved, "title", saving.title);
      const rest = lost ? lostHint(session) : hint(session);
      setText(message, notice?.text ?? rest);
      setAttribute(message, "data-level", notice?.level ?? (lost ? "lost" : "hint"));
      message.title = message.textContent ?? "";
      setText(pointer, pointerText(cursorOf(session) ?? stage.pointer, camera !== null));
      shown = saving.kind;
    },
  };
}

function hint(session: Session): string {
  const { tool, skeleton, nudging } = session.state;
  const name = skeleton.keypoints[nextToPlace(session)];
  if (tool === "loop" && asksWhose(session)) return PICK;
  if (isPlacing(tool) && name && cursorOf(session)) {
    const places = keyed(session, "place_here", (key) => `${key} places: ${spoken(name)}. `);
    return `${places}The arrows move the cursor.`;
  }
  if (tool === "loop" && name) {
    const absent = keyed(session, "absent", (key) => ` ${key}: absent here.`);
    return `Click the ${spoken(name)}; each click goes on to the next frame.${absent}`;
  }
  if (tool === "box") return "Draw the box from corner to corner, or pull one of its corners.";
  if (tool === "place" && name) {
    const absent = keyed(session, "absent", (key) => ` ${key}: absent.`);
    return `Click to place: ${spoken(name)}. Alt or right click: hidden.${absent}`;
  }
  if (nudging) {
    const ends = keyed(session, "leave", (key) => ` ${key} ends that.`);
    return `The arrows move by 1 px, with Shift by 10; with Ctrl they turn and scale.${ends}`;
  }
  return jointHint(session);
}

/** The handles of the whole person are not there while a joint is selected. */
function jointHint(session: Session): string {
  const { skeleton, selection } = session.state;
  const joint = skeleton.keypoints[selection.keypoint];
  if (!joint || session.active < 0) return "";
  return `${spoken(joint)}${keyed(session, "leave", (key) => `. ${key}: move the whole person.`)}`;
}

function pointerText(at: XY | null, zoomed: boolean): string {
  if (!at) return "";
  const digits = zoomed ? 1 : 0;
  return `${at[0].toFixed(digits)}, ${at[1].toFixed(digits)}`;
}
