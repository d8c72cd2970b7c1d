import { repeats, type SkeletonAction, skeletonAction } from "../../core/skeleton/keymap";
import { leave } from "../../host/host";
import {
  addBeside,
  mirror,
  nudge,
  order,
  remove,
  select,
  selectedJoint,
  step,
} from "../../skeleton/commands";
import { NOTHING, type SkeletonSession } from "../../skeleton/session";
import type { Inspector } from "./inspector";
import { zoom } from "./pointer";
import type { SkeletonStage } from "./stage";

export interface SkeletonKeyTargets {
  readonly root: HTMLElement;
  readonly session: SkeletonSession;
  readonly stage: SkeletonStage;
  readonly inspector: Inspector;
  readonly toggleSheet: () => void;
  readonly closeSheet: () => boolean;
}

/**
 * Keys that reach any element of the editor.
 *
 * None of them goes on to the notebook, used or not, but for Shift+Enter and Ctrl+Enter, which run its cells.
 */
export function listenSkeletonKeys(targets: SkeletonKeyTargets, signal: AbortSignal): void {
  targets.root.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.stopPropagation();
      if (event.isComposing || event.defaultPrevented || belongsToElement(event)) return;
      const action = inList(event) ?? skeletonAction(event);
      if (!action) return;
      event.preventDefault();
      if (!event.repeat || repeats(action)) perform(action, targets);
    },
    { signal },
  );
}

/** In a list the arrows go up and down, as in any list. */
function inList(event: KeyboardEvent): SkeletonAction | null {
  const target = event.composedPath()[0];
  const listed = target instanceof Element && target.closest(".nbp-sk-joints .nbp-option");
  if (!listed || event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return null;
  if (event.code === "ArrowUp") return { do: "joint", by: -1 };
  return event.code === "ArrowDown" ? { do: "joint", by: 1 } : null;
}

function perform(action: SkeletonAction, targets: SkeletonKeyTargets): void {
  const { session, stage, inspector } = targets;
  switch (action.do) {
    case "add":
      return addBeside(session);
    case "name":
      return selectedJoint(session) >= 0 ? inspector.focusName() : undefined;
    case "connect":
      return selectedJoint(session) >= 0 ? inspector.focusConnect() : undefined;
    case "nudge":
      return nudge(session, action.x, action.y);
    case "joint":
      return step(session, action.by);
    case "order":
      return order(session, action.by);
    case "mirror":
      return mirror(session);
    case "delete":
      return remove(session);
    case "build":
    case "move":
      return session.update({ tool: action.do });
    case "labels":
      return session.update({ labels: !session.state.labels });
    default:
      return performOnView(action, targets, stage);
  }
}

function performOnView(
  action: SkeletonAction,
  targets: SkeletonKeyTargets,
  stage: SkeletonStage,
): void {
  const { session } = targets;
  switch (action.do) {
    case "zoom":
      zoom(stage, session, action.factor);
      return;
    case "fit":
      return stage.setCamera(null);
    case "undo":
      return session.undo();
    case "redo":
      return session.redo();
    case "keys":
      return targets.toggleSheet();
    case "leave":
      return leaveOne(targets);
    default:
      return;
  }
}

/** Escape: one thing at a time, the gesture and the key sheet first, the editor last. */
function leaveOne({ root, session, stage, closeSheet }: SkeletonKeyTargets): void {
  if (stage.busy) stage.cancel();
  else if (closeSheet()) return;
  else if (session.state.selection.kind !== "none") select(session, NOTHING);
  else leave(root);
}

/** Text fields and choices keep their keys, buttons the ones that press them. */
function belongsToElement(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) {
    return event.code !== "Escape" || target instanceof HTMLInputElement;
  }
  const presses = event.code === "Space" || event.key === "Enter";
  return target instanceof HTMLButtonElement && presses;
}
