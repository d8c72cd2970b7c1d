import { HeldKey, type Player } from "../editor/player";
import type { Session } from "../editor/session";
import { anglesPanel } from "./angles";
import { describePanel } from "./describe";
import { h, takeFocus } from "./dom";
import { listenHints } from "./hints";
import { jointsPanel } from "./joints";
import { listenKeys } from "./keyboard";
import { keySheet } from "./keysheet";
import { keyboardLayout } from "./layout";
import { Live } from "./live";
import { offer } from "./offer";
import type { Panel } from "./panel";
import { peoplePanel } from "./people";
import { listenPointer } from "./pointer";
import { rangeBar } from "./rangebar";
import { scrubber } from "./scrubber";
import { Stage } from "./stage";
import { statusbar } from "./statusbar";
import { toolbar } from "./toolbar";
import { transport } from "./transport";
import { viewMenu } from "./viewmenu";

/** While playing, lists change this often: nobody reads them faster. */
const CALM = 150; // ms

/** How many animation frames a view that has no size is waited for. */
const LOOKS = 2;

/** Mount one view of a session; everything it listens to ends with `signal`. */
export function mount(
  session: Session,
  player: Player,
  el: HTMLElement,
  signal: AbortSignal,
): void {
  const painter = new Painter(session, signal);
  const stage = new Stage(session, player, painter.repaint);
  const layout = keyboardLayout();
  const held = new HeldKey(session);
  const toCanvas = () => takeFocus(stage.canvas);
  const sheet = keySheet(session, layout, toCanvas);
  const menu = viewMenu(session, toCanvas);
  const [people, joints, angles] = [
    peoplePanel(session),
    jointsPanel(session),
    anglesPanel(session),
  ];
  joints.el.append(angles.el);
  const describe = describePanel(session, toCanvas);
  const lists = [people, describe, angles, joints]; // the list of joints scrolls in the room that is left
  const range = rangeBar(session, toCanvas);
  const quick = [
    toolbar(session, stage, menu.button, sheet.toggle),
    transport(session, player, held, toCanvas),
    scrubber(session, player, signal),
    statusbar(session, stage),
    menu,
    offer(session, toCanvas),
    range,
  ] as const;
  const [bar, frames, strip, status, , left] = quick;
  const main = h("div", "nbp-main", range.el, stage.el, strip.el, frames.el);
  const side = h("div", "nbp-side", people.el, describe.el, joints.el);
  const live = new Live(session, stage, held, signal);
  const body = h("div", "nbp-body", main, side);
  const root = h("div", "nbpose", bar.el, left.el, body, status.el, live.el, menu.el, sheet.el);

  keepFocusOnCanvas(root, toCanvas, signal);
  menu.closeOutside(root, signal);
  listenPointer(stage, () => root.matches(":focus-within"), signal);
  listenKeys({ root, session, player, held, stage, sheet, popovers: [menu, sheet] }, signal);
  listenHints(root, session, layout, signal);
  listenReturn(session, root, signal);
  painter.begin(stage, quick, lists);
  const resized = new ResizeObserver(painter.repaint);
  resized.observe(stage.el);
  signal.addEventListener("abort", () => {
    resized.disconnect();
    session.frames.forgetDisplay(stage);
    session.hold(stage, false);
    held.release();
    root.remove();
  });
  el.append(root);
}

/** Paints a view at most once an animation frame, and only when something changed. */
class Painter {
  private frame = 0;
  private stage: Stage | null = null;
  private quick: readonly Panel[] = [];
  private lists: readonly Panel[] = [];
  private listed = 0;
  /** what the lists show; a drag changes none of it */
  private listedState: Session["state"] | null = null;
  private looks = 0;

  constructor(
    private readonly session: Session,
    signal: AbortSignal,
  ) {
    session.subscribe(this.repaint, signal);
    signal.addEventListener("abort", () => cancelAnimationFrame(this.frame));
  }

  readonly repaint = (): void => {
    this.frame ||= requestAnimationFrame(() => this.session.guard(() => this.paint()));
  };

  begin(stage: Stage, quick: readonly Panel[], lists: readonly Panel[]): void {
    Object.assign(this, { stage, quick, lists });
    this.repaint();
  }

  private paint(): void {
    this.frame = 0;
    const { stage, session } = this;
    if (!stage) return;
    if (stage.size.width === 0) return this.lookAgain();
    this.looks = 0;
    stage.layOut();
    stage.paint();
    for (const panel of this.quick) panel.update(session);
    const now = performance.now();
    if (this.listedState === session.state) return;
    if (session.state.playing && now - this.listed < CALM) return;
    this.listed = now;
    this.listedState = session.state;
    for (const panel of this.lists) panel.update(session);
  }

  /** Hidden: a resize tells when it is over, but for a moment as short as JupyterLab takes to change its theme. */
  private lookAgain(): void {
    if (this.looks++ < LOOKS) this.repaint();
  }
}

/** The user turns to the editor, perhaps after a long time. */
function listenReturn(session: Session, root: HTMLElement, signal: AbortSignal): void {
  const back = () => session.back();
  root.addEventListener("pointerenter", back, { signal });
  root.addEventListener("focusin", back, { signal });
  document.addEventListener("visibilitychange", () => document.hidden || back(), { signal });
}

/** A click on a button leaves the focus on the picture, where the keys mean most; Tab still reaches every button. */
function keepFocusOnCanvas(root: HTMLElement, toCanvas: () => void, signal: AbortSignal): void {
  root.addEventListener(
    "mousedown",
    (event) => {
      if (!(event.target instanceof Element) || !event.target.closest("button, .nbp-option"))
        return;
      event.preventDefault();
      toCanvas();
    },
    { signal },
  );
}
