import type { SkeletonSession } from "../../skeleton/session";
import { h, setAttribute, setText } from "../dom";
import { skeletonIcon } from "./icons";
import type { SkeletonPanel } from "./parts";

const FIRST = "Click on the picture to add the first joint, then name it.";
const HINTS = {
  build:
    "Click: new joint. Drag from joint to joint: connect. Shift click: connect to the selected.",
  move: "Drag a joint to move it. The arrows move the selected one by 1 px, with Shift by 10.",
};

const MARKS = { saved: "ok", saving: "wait", waiting: "wait", error: "error" } as const;

/** Whether the skeleton can be used, what became of the changes, and what to do next. */
export function skeletonStatus(session: SkeletonSession): SkeletonPanel {
  const mark = h("span", "nbp-mark");
  const words = h("span", "");
  const saved = h("span", "nbp-saved", mark, words);
  const message = h("span", "nbp-message");
  const live = h("div", "nbp-live");
  live.setAttribute("aria-live", "polite");
  const el = h("div", "nbp-status", saved, message, live);

  return {
    el,
    update() {
      const { notice, tool, announcement, draft } = session.state;
      const [kind, text] = soundness(session);
      setText(words, text);
      if (saved.dataset.kind !== kind) mark.replaceChildren(skeletonIcon(MARKS[kind]));
      setAttribute(saved, "data-kind", kind);
      setText(message, notice?.text ?? (draft.joints.length === 0 ? FIRST : HINTS[tool]));
      setAttribute(message, "data-level", notice?.level ?? "hint");
      message.title = message.textContent ?? "";
      setText(live, notice && notice.level !== "info" ? notice.text : announcement);
    },
  };
}

function soundness({ state }: SkeletonSession): readonly [kind: keyof typeof MARKS, text: string] {
  if (state.lost) return ["error", "The kernel is gone or new: run the cell again."];
  if (!state.welcome) return ["waiting", state.silent ? "No answer yet" : "Connecting"];
  if (state.silent && state.pending > 0) return ["waiting", "No answer from Python yet"];
  if (state.pending > 0) return ["saving", "Sending"];
  if (state.draft.joints.length === 0) return ["waiting", "No joints yet"];
  const errors = state.findings.filter(({ severity }) => severity === "error").length;
  const warnings = state.findings.length - errors;
  if (errors > 0) return ["error", counted(errors, "error")];
  if (warnings > 0) return ["saved", `Sound, ${counted(warnings, "warning")}`];
  return ["saved", "Sound"];
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
