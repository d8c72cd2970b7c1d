import type { XY } from "../core/geometry";
import { shownKey } from "../core/keymap";
import { spoken } from "../core/spoken";
import { cursorOf } from "../editor/cursor";
import { isPlacing, nextToPlace } from "../editor/placing";
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
  const { tool, skeleton, nudging, selection } = session.state;
  const name = skeleton.keypoints[nextToPlace(session)];
  if (isPlacing(tool) && name && cursorOf(session)) {
    const key = shownKey(session.state.keymap.keysOf("place_here")[0] ?? "");
    return `${key} places: ${spoken(name)}. The arrows move the cursor.`;
  }
  if (tool === "loop" && name) {
    return `Click the ${spoken(name)}; each click goes on to the next frame. O: absent here.`;
  }
  if (tool === "box") return "Draw the box from corner to corner, or pull one of its corners.";
  if (tool === "place" && name) {
    return `Click to place: ${spoken(name)}. Alt or right click: hidden. O: absent.`;
  }
  if (nudging)
    return "The arrows move by 1 px, with Shift by 10; with Ctrl they turn and scale. Esc ends that.";
  const joint = skeleton.keypoints[selection.keypoint];
  return joint && session.active >= 0 ? spoken(joint) : "";
}

function pointerText(at: XY | null, zoomed: boolean): string {
  if (!at) return "";
  const digits = zoomed ? 1 : 0;
  return `${at[0].toFixed(digits)}, ${at[1].toFixed(digits)}`;
}
