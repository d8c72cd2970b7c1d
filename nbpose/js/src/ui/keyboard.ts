import { type Action, actionOf } from "../core/keymap";
import { leaveOne, run } from "../editor/commands";
import type { HeldKey, Player } from "../editor/player";
import type { Session } from "../editor/session";
import { leave } from "../host/host";
import { zoomStage } from "./pointer";
import type { Stage } from "./stage";

export interface KeyTargets {
  readonly root: HTMLElement;
  readonly session: Session;
  readonly player: Player;
  readonly held: HeldKey;
  readonly stage: Stage;
  /** open or close the key sheet; closing tells whether it was open */
  readonly toggleSheet: () => void;
  readonly closeSheet: () => boolean;
}

/** Actions that make sense again and again while a key is held down. */
const REPEATING = new Set<Action["do"]>(["joint", "person", "nudge", "zoom", "undo", "redo"]);

/** Actions that may lead to another frame: nothing plays on from there. */
const GOING = new Set<Action["do"]>(["step", "end", "undo", "redo"]);

/**
 * Keys that reach any element of the editor.
 *
 * None of them goes on to the notebook, used or not, but for Shift+Enter and Ctrl+Enter, which run its cells.
 */
export function listenKeys(targets: KeyTargets, signal: AbortSignal): void {
  const { root, session, held } = targets;

  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.stopPropagation();
      if (event.isComposing || belongsToElement(event)) return;
      const action = actionOf(event, session.state.nudging);
      if (!action) return;
      event.preventDefault();
      if (!event.repeat || REPEATING.has(action.do)) perform(action, targets);
    },
    { signal },
  );

  root.addEventListener(
    "keyup",
    (event) => {
      if (event.code === "KeyH") session.update({ overlayHidden: false });
      if (event.code.startsWith("Arrow")) held.release();
    },
    { signal },
  );

  root.addEventListener(
    "focusout",
    () => {
      held.release();
      if (session.state.overlayHidden) session.update({ overlayHidden: false });
    },
    { signal },
  );
}

function perform(action: Action, targets: KeyTargets): void {
  const { session, player, held, stage } = targets;
  if (GOING.has(action.do)) player.pause();
  switch (action.do) {
    case "step":
      return held.press(action.by);
    case "play":
      return player.toggle();
    case "hide":
      return session.update({ overlayHidden: true });
    case "zoom":
      zoomStage(stage, action.factor);
      return;
    case "fit":
      return stage.setCamera({});
    case "keys":
      return targets.toggleSheet();
    case "leave":
      return step(targets);
    default:
      run(session, action);
  }
}

/** Escape: one thing at a time, the gesture and the key sheet first, the editor last. */
function step({ root, session, stage, closeSheet }: KeyTargets): void {
  if (stage.busy) stage.cancel();
  else if (!closeSheet() && !leaveOne(session)) leave(root);
}

/** Text fields keep their keys, buttons the ones that press them. */
function belongsToElement(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  if (target instanceof HTMLInputElement) return true;
  const presses = event.code === "Space" || event.key === "Enter";
  return target instanceof HTMLButtonElement && presses;
}
