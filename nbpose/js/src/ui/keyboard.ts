import { type ActionName, type Mode, repeats } from "../core/keymap";
import { COMMANDS, type Command, leaveOne } from "../editor/commands";
import { cursorOf, placeAtCursor } from "../editor/cursor";
import { jointAt } from "../editor/joints";
import { addAverage } from "../editor/people";
import type { HeldKey, Player } from "../editor/player";
import type { Session } from "../editor/session";
import { leave } from "../host/host";
import { takeFocus } from "./dom";
import { belongsToField } from "./fields";
import type { KeySheet } from "./keysheet";
import { zoomStage } from "./pointer";
import type { StageInput } from "./snapping";
import { type Stage, ZOOM_STEP } from "./stage";

export interface KeyTargets {
  readonly root: HTMLElement;
  readonly session: Session;
  readonly player: Player;
  readonly held: HeldKey;
  readonly stage: Stage;
  readonly sheet: KeySheet;
  /** what Escape closes before anything else; false from one that was not open */
  readonly popovers: readonly { close(): boolean }[];
}

/** How far a key moves the picture, in canvas pixels. */
const PAN_STEP = 60;

type ViewAction = Exclude<ActionName, keyof typeof COMMANDS>;

/** What concerns the view that has the focus. */
const VIEW: Record<ViewAction, (targets: KeyTargets) => void> = {
  previous_frame: ({ held }) => held.press(-1),
  next_frame: ({ held }) => held.press(1),
  back_10: ({ held }) => held.press(-10),
  forward_10: ({ held }) => held.press(10),
  play: ({ player }) => player.toggle(),
  hide_overlay: ({ session }) => session.update({ overlayHidden: true }),
  zoom_in: (targets) => zoom(targets, ZOOM_STEP),
  zoom_out: (targets) => zoom(targets, 1 / ZOOM_STEP),
  pan_left: ({ stage }) => stage.panBy(PAN_STEP, 0),
  pan_right: ({ stage }) => stage.panBy(-PAN_STEP, 0),
  pan_up: ({ stage }) => stage.panBy(0, PAN_STEP),
  pan_down: ({ stage }) => stage.panBy(0, -PAN_STEP),
  fit: ({ stage }) => stage.setCamera({}),
  average_person: ({ session, stage }) => addAverage(session, stage.pointer),
  go_to_frame: (targets) => focusOn(targets, "go_to_frame"),
  find_joint: (targets) => focusOn(targets, "find_joint"),
  place_here: (targets) => press(targets, 2),
  place_here_hidden: (targets) => press(targets, 1),
  key_sheet: ({ sheet }) => sheet.toggle(),
  leave: (targets) => stepOut(targets),
};

/** Actions whose key may be held to go on, faster and faster. */
const STEPS: readonly ActionName[] = ["previous_frame", "next_frame", "back_10", "forward_10"];

/** Actions that may lead to another frame: nothing plays on from there. */
const GOING = new Set<ActionName>([
  ...STEPS,
  "first_frame",
  "last_frame",
  "previous_keyframe",
  "next_keyframe",
  "undo",
  "redo",
]);

/**
 * Keys that reach any element of the editor.
 *
 * None of them goes on to the notebook, used or not, but for Shift+Enter and Ctrl+Enter, which run its cells.
 */
export function listenKeys(targets: KeyTargets, signal: AbortSignal): void {
  const { root } = targets;
  const holding = new Holding(targets);

  root.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.shiftKey || event.ctrlKey || event.metaKey)) return;
      event.stopPropagation();
      const action = actionOf(event, targets);
      if (!action) return;
      event.preventDefault();
      if (event.repeat && !repeats(action)) return;
      holding.begin(action, event);
      perform(action, targets);
    },
    { signal },
  );

  root.addEventListener(
    "keyup",
    (event) => {
      event.stopPropagation();
      holding.end(event);
    },
    { signal },
  );
  root.addEventListener("keypress", (event) => event.stopPropagation(), { signal });
  root.addEventListener("focusout", () => holding.endAll(), { signal });
  addEventListener("blur", () => holding.endAll(), { signal });
}

/** What the editor does with a key; null where the key is a field's, an input method's or nobody's. */
function actionOf(event: KeyboardEvent, { session, sheet, stage }: KeyTargets): ActionName | null {
  if (event.isComposing || event.keyCode === COMPOSING) return null;
  if (belongsToField(event)) return leaveField(event, stage);
  const action = session.state.keymap.actionOf(event, modesOf(session));
  return action && sheet.open && !OVER_SHEET.includes(action) ? null : action;
}

/** Escape leads out of a text field, back to the picture. */
function leaveField(event: KeyboardEvent, { canvas }: Stage): null {
  if (event.key === "Escape" && !event.defaultPrevented) takeFocus(canvas);
  return null;
}

/** A key that an input method took for a character in the making; Safari says so in no other way. */
const COMPOSING = 229;

/** While the key sheet is open the other keys scroll it. */
const OVER_SHEET: readonly ActionName[] = ["key_sheet", "leave"];

function modesOf(session: Session): readonly Mode[] {
  if (!session.state.nudging) return [];
  return cursorOf(session) ? ["cursor", "nudging"] : ["nudging"];
}

const MODIFIER = /^(Shift|Control|Meta|Alt)$/;

/** The key whose action lasts until it is let go. */
class Holding {
  private code = "";
  private modified = false;
  private hiding = false;

  constructor(private readonly targets: KeyTargets) {}

  begin(action: ActionName, event: KeyboardEvent): void {
    if (action !== "hide_overlay" && !STEPS.includes(action)) return;
    this.endAll();
    this.code = event.code;
    this.hiding = action === "hide_overlay";
    this.modified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
  }

  /** A modifier let go ends it as well: no Mac tells of a key let go while Cmd is down. */
  end({ code, key }: KeyboardEvent): void {
    if (code === this.code || (this.modified && MODIFIER.test(key))) this.endAll();
  }

  endAll(): void {
    const { held, session } = this.targets;
    this.code = "";
    held.release();
    if (this.hiding) session.update({ overlayHidden: false }); // not what the switch has hidden
    this.hiding = false;
  }
}

function perform(action: ActionName, targets: KeyTargets): void {
  const { session, stage, player } = targets;
  if (GOING.has(action)) player.pause();
  if (action !== "leave") stage.settle();
  const { cursor, selection } = session.state;
  const command: Command | undefined = COMMANDS[action as keyof typeof COMMANDS];
  if (command) command(session);
  else VIEW[action as ViewAction](targets);
  if (session.state.cursor !== cursor) follow(targets);
  if (session.state.selection !== selection) stage.reveal(jointAt(session));
}

/** Put a joint at the cursor; where there is a box to draw, press there, and let go the next time. */
function press({ session, stage }: KeyTargets, visibility: 1 | 2): void {
  if (session.state.tool !== "box") return placeAtCursor(session, visibility);
  stage.handle(pointer(stage.busy ? "up" : "down", session, stage));
}

/** What a press holds goes along with the cursor, or else the picture shows where it is. */
function follow({ session, stage }: KeyTargets): void {
  if (stage.busy) stage.handle(pointer("move", session, stage));
  else stage.reveal(cursorOf(session));
}

function pointer(type: "down" | "move" | "up", session: Session, stage: Stage): StageInput {
  const at = stage.onCanvas(cursorOf(session) ?? [0, 0]);
  return { type, at, button: "main", alt: false, shift: false, touch: false, snap: false };
}

/** Zoom where the user is at work: at the cursor, the pointer, the joint, or else in the middle. */
function zoom({ session, stage }: KeyTargets, factor: number): void {
  const at = cursorOf(session) ?? stage.pointer ?? jointAt(session);
  zoomStage(stage, factor, at ? stage.onCanvas(at) : undefined);
}

/** Put the focus on the field that an action is for. */
function focusOn({ root }: KeyTargets, action: ActionName): void {
  root.querySelector<HTMLElement>(`input[data-action="${action}"]`)?.focus();
}

/** Escape: one thing at a time, the gesture and the key sheet first, the editor last. */
function stepOut({ root, session, stage, popovers }: KeyTargets): void {
  if (stage.busy) stage.cancel();
  else if (!popovers.some((popover) => popover.close()) && !leaveOne(session)) leave(root);
}
