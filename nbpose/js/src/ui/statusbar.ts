import { spoken } from "../editor/joints";
import { nextToPlace } from "../editor/placing";
import type { Session } from "../editor/session";
import { lostText } from "../editor/state";
import { h, setAttribute, setText } from "./dom";
import type { Panel } from "./panel";
import type { Stage } from "./stage";

type SaveState = { readonly kind: "saved" | "saving" | "waiting" | "error"; readonly text: string };

/** What became of the edits, what comes next, where the pointer is. */
export function statusbar(session: Session, stage: Stage): Panel {
  const saved = h("span", "nbp-saved");
  const message = h("span", "nbp-message");
  const pointer = h("span", "nbp-pointer");
  const live = h("div", "nbp-live");
  live.setAttribute("aria-live", "polite");
  const el = h("div", "nbp-status", saved, message, pointer, live);

  return {
    el,
    update() {
      const { notice, announcement, camera } = session.state;
      const state = saveState(session);
      setText(saved, state.text);
      setAttribute(saved, "data-kind", state.kind);
      setText(message, notice?.text ?? hint(session));
      setAttribute(message, "data-level", notice?.level ?? "hint");
      message.title = message.textContent ?? "";
      setText(pointer, pointerText(stage, camera !== null));
      setText(live, announcement);
    },
  };
}

function saveState({ state }: Session): SaveState {
  if (state.lost) return { kind: "error", text: lostText(state) };
  const waiting = state.sequence.pending.length;
  const edits = waiting === 1 ? "1 edit" : `${waiting} edits`;
  if (!state.welcome)
    return { kind: "waiting", text: state.silent ? "No answer yet" : "Connecting" };
  if (waiting > 0 && state.silent)
    return { kind: "waiting", text: `No answer from Python yet, ${edits} to send` };
  if (waiting > 0) return { kind: "saving", text: `Sending ${edits}` };
  if (state.silent) return { kind: "waiting", text: "No answer from Python yet" };
  if (state.notice?.level === "error") return { kind: "error", text: "Not applied" };
  return { kind: "saved", text: "In the kernel" };
}

function hint(session: Session): string {
  const { tool, skeleton, nudging, selection } = session.state;
  const name = skeleton.keypoints[nextToPlace(session)];
  if (tool === "place" && name) {
    return `Click to place: ${spoken(name)}. Alt or right click: hidden. O: absent.`;
  }
  if (nudging) return "The arrows move the joint by 1 px, with Shift by 10. Esc ends that.";
  const joint = skeleton.keypoints[selection.keypoint];
  return joint && session.active >= 0 ? spoken(joint) : "";
}

function pointerText(stage: Stage, zoomed: boolean): string {
  if (!stage.pointer) return "";
  const digits = zoomed ? 1 : 0;
  const [x, y] = stage.pointer;
  return `${x.toFixed(digits)}, ${y.toFixed(digits)}`;
}
