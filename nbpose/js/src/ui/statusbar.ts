import { spoken } from "../editor/joints";
import { nextToPlace } from "../editor/placing";
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
  const live = h("div", "nbp-live");
  live.setAttribute("aria-live", "polite");
  const el = h("div", "nbp-status", saved, message, pointer, live);
  let shown: Saving["kind"] | null = null;
  let told = "";

  return {
    el,
    update() {
      const { notice, announcement, camera, lost } = session.state;
      const saving = savingOf(session);
      if (saving.kind !== shown) mark.replaceChildren(icon(ICONS[saving.kind]));
      setText(words, saving.text);
      setAttribute(saved, "data-kind", saving.kind);
      setAttribute(saved, "title", saving.title);
      const rest = lost ? lostHint(session) : hint(session);
      setText(message, notice?.text ?? rest);
      setAttribute(message, "data-level", notice?.level ?? (lost ? "lost" : "hint"));
      message.title = message.textContent ?? "";
      setText(pointer, pointerText(stage, camera !== null));
      const turn = turnText(shown, saving);
      if (turn) setText(live, turn);
      else if (announcement !== told) setText(live, announcement);
      told = announcement;
      shown = saving.kind;
    },
  };
}

/** Only when edits begin to be kept and when that is over: every edit would be too much to hear. */
function turnText(before: Saving["kind"] | null, { kind, text }: Saving): string {
  if (before === null || before === kind) return "";
  return kind === "kept" || (before === "kept" && kind !== "saving") ? text : "";
}

function hint(session: Session): string {
  const { tool, skeleton, nudging, selection } = session.state;
  const name = skeleton.keypoints[nextToPlace(session)];
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

function pointerText(stage: Stage, zoomed: boolean): string {
  if (!stage.pointer) return "";
  const digits = zoomed ? 1 : 0;
  const [x, y] = stage.pointer;
  return `${x.toFixed(digits)}, ${y.toFixed(digits)}`;
}
