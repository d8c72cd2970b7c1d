import { type ActionName, type Key, repeats } from "../core/keymap";
import { COMMANDS, type Command, leaveOne } from "../editor/commands";
import { addAverage } from "../editor/people";
import type { HeldKey, Player } from "../editor/player";
import type { Session } from "../editor/session";
import { leave } from "../host/host";
import { zoomStage } from "./pointer";
import { type Stage, ZOOM_STEP } from "./stage";

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

type ViewAction = Exclude<ActionName, keyof typeof COMMANDS>;

/** What concerns the view that has the focus. */
const VIEW: Record<ViewAction, (targets: KeyTargets) => void> = {
  previous_frame: ({ held }) => held.press(-1),
  next_frame: ({ held }) => held.press(1),
  back_10: ({ held }) => held.press(-10),
  forward_10: ({ held }) => held.press(10),
  play: ({ player }) => player.toggle(),
  hide_overlay: ({ session }) => session.update({ overlayHidden: true }),
  zoom_in: ({ stage }) => void zoomStage(stage, ZOOM_STEP),
  zoom_out: ({ stage }) => void zoomStage(stage, 1 / ZOOM_STEP),
  fit: ({ stage }) => stage.setCamera({}),
  average_person: ({ session, stage }) => addAverage(session, stage.pointer),
  key_sheet: ({ toggleSheet }) => toggleSheet(),
  leave: (targets) => stepOut(targets),
};

/** Actions that may lead to another frame: nothing plays on from there. */
const GOING = new Set<ActionName>([
  "previous_frame",
  "next_frame",
  "back_10",
  "forward_10",
  "first_frame",
  "last_frame",
  "undo",
  "redo",
]);

/**
 * Keys that reach any element of the editor.
 *
 * None of them goes on to the notebook, used or not, but for Shift+Enter and Ctrl+Enter, which run its cells.
 */
export function listenKeys(targets: KeyTargets, signal: AbortSignal): void {
  const { root, session } = targets;
  const holding = new Holding(targets);

  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.stopPropagation();
      if (event.isComposing || belongsToElement(event)) return;
      const { keymap, nudging } = session.state;
      const action = keymap.actionOf(keyOf(event), nudging);
      if (!action) return;
      event.preventDefault();
      if (event.repeat && !repeats(action)) return;
      holding.begin(action, event);
      perform(action, targets);
    },
    { signal },
  );

  root.addEventListener("keyup", (event) => holding.end(event), { signal });
  root.addEventListener("focusout", () => holding.endAll(), { signal });
}

const STEPS = new Set<ActionName>(["previous_frame", "next_frame", "back_10", "forward_10"]);
const MODIFIERS = new Set(["Shift", "Control", "Meta", "Alt"]);

/** The key whose action lasts until it is let go. */
class Holding {
  private code = "";
  private modified = false;

  constructor(private readonly targets: KeyTargets) {}

  begin(action: ActionName, event: KeyboardEvent): void {
    if (action !== "hide_overlay" && !STEPS.has(action)) return;
    this.endAll();
    this.code = event.code;
    this.modified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
  }

  /** A modifier let go ends it as well: no Mac tells of a key let go while Cmd is down. */
  end({ code, key }: KeyboardEvent): void {
    if (code === this.code || (this.modified && MODIFIERS.has(key))) this.endAll();
  }

  endAll(): void {
    const { held, session } = this.targets;
    this.code = "";
    held.release();
    if (session.state.overlayHidden) session.update({ overlayHidden: false });
  }
}

function keyOf(event: KeyboardEvent): Key {
  const { code, key, shiftKey, ctrlKey, metaKey, altKey } = event;
  const altGraph = event.getModifierState("AltGraph");
  return { code, key, shiftKey, ctrlKey, metaKey, altKey, altGraph };
}

function perform(action: ActionName, targets: KeyTargets): void {
  if (GOING.has(action)) targets.player.pause();
  if (action !== "leave") targets.stage.settle();
  const command: Command | undefined = COMMANDS[action as keyof typeof COMMANDS];
  if (command) command(targets.session);
  else VIEW[action as ViewAction](targets);
}

/** Escape: one thing at a time, the gesture and the key sheet first, the editor last. */
function stepOut({ root, session, stage, closeSheet }: KeyTargets): void {
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
