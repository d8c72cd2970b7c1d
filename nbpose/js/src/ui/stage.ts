import { boxOf } from "../core/boxes";
import { applyEdits } from "../core/edits";
import {
  fitFrame,
  pan,
  reveal,
  type Size,
  stageHeight,
  steepness,
  toCanvas,
  toImage,
  type XY,
} from "../core/geometry";
import { handlesOf } from "../core/handles";
import { position } from "../core/hit";
import type { Camera } from "../core/protocol";
import { blankRows, indexOfRow, type RowBlock } from "../core/rows";
import type { Turn } from "../core/shape";
import { spoken } from "../core/spoken";
import {
  catches,
  type Effect,
  editsOf,
  IDLE,
  type Step,
  settle,
  showsHandles,
  type ToolContext,
  type ToolState,
  useTool,
  wheel,
} from "../core/tools";
import { paintCrosshair } from "../draw/crosshair";
import { paintBand, paintBox, paintHandles } from "../draw/hands";
import { paintGhost, paintSnap } from "../draw/paint";
import { type SceneInput, shapeOf, sideColor } from "../draw/scene";
import { badgeText } from "../editor/badge";
import { cursorOf } from "../editor/cursor";
import { sayLocked } from "../editor/locks";
import { isPlacing, nextToPlace, place } from "../editor/placing";
import type { Player } from "../editor/player";
import type { Session } from "../editor/session";
import { selectedJoints } from "../editor/state";
import { focusable, h, setText, takeFocus } from "./dom";
import { Layers, type Screen } from "./layers";
import { type Focus, isOn, Loupe } from "./loupe";
import { Outside } from "./outside";
import { type Hand, Readout } from "./readout";
import { Snapping, type StageInput } from "./snapping";

export const ZOOM_STEP = 1.25;

/** A wheel that rests this long has turned far enough. */
const REST = 300; // ms

/** What is brought into sight is so many canvas pixels from the edge. */
const IN_SIGHT = 40;

/** The picture with the overlay on it: paints both, and turns pointer events into what tools understand. */
export class Stage {
  readonly el: HTMLElement;
  readonly canvas = focusable(h("canvas", "nbp-overlay"), "Picture with poses", "application");
  /** image point under the pointer, or null */
  pointer: XY | null = null;

  private readonly layers = new Layers(this.canvas);
  private readonly readout: Readout;
  private readonly loupe: Loupe;
  private readonly snapping: Snapping;
  private readonly outside: Outside;
  private readonly badge = h("div", "nbp-badge");
  /** of the frames shown so far: pictures of all shapes must not make the stage jump at every step */
  private steepest = 0;
  private gesture: ToolState = IDLE;
  private gestureFrame = -1;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private hover: XY | null = null;
  /** the rows with what is in the hand, for all that ask for them in one paint */
  private moved: { from: RowBlock | null; by: ToolState; rows: RowBlock | null } | null = null;
  private touch = false;

  constructor(
    private readonly session: Session,
    private readonly player: Player,
    private readonly repaint: () => void,
  ) {
    this.readout = new Readout(session, this.canvas);
    this.loupe = new Loupe(session);
    this.snapping = new Snapping(session);
    this.el = h("div", "nbp-stage", this.layers.frame, this.canvas, this.badge);
    this.outside = new Outside(
      session,
      (camera) => this.setCamera(camera),
      () => takeFocus(this.canvas),
    );
    this.el.append(...this.outside.els);
  }

  get size(): Size {
    return { width: this.el.clientWidth, height: this.el.clientHeight };
  }

  get camera(): Camera {
    return this.session.state.camera ?? fitFrame(this.frameSize, this.size);
  }

  /** Size of the frame on screen; that of the media until one is. */
  get frameSize(): Size {
    return this.session.state.picture ?? this.session.state.media;
  }

  setCamera(view: Camera | Record<string, never>): void {
    this.session.setTraits({ view });
  }

  panBy(dx: number, dy: number): void {
    this.setCamera(pan(this.camera, this.frameSize, dx, dy));
  }

  onCanvas(point: XY): XY {
    return toCanvas(this.camera, this.size, ...point);
  }

  /** Move a zoomed picture until an image point is in sight. */
  reveal(point: XY | null): void {
    const { camera } = this;
    const moved = point && reveal(camera, this.size, this.frameSize, point, IN_SIGHT);
    if (moved && moved !== camera) this.setCamera(moved);
  }

  /** Whether a hand is in the middle of something that the camera must not disturb. */
  get busy(): boolean {
    return this.gesture.kind !== "idle";
  }

  /** Feed a pointer event to the tool, and do what it says. */
  handle(given: StageInput): void {
    const { state } = this.session;
    this.leaveWithFrame();
    const input = this.snapping.steer(given, this.gesture, this.camera, this.size);
    this.touch = input.touch;
    if (input.type === "down") {
      this.settle();
      this.player.pause();
      this.gestureFrame = state.frame;
      this.fetchPixels(toImage(this.camera, this.size, ...input.at), given.snap);
      this.session.crops.flush();
    }
    this.take(useTool(state.tool, this.gesture, input, this.context()));
  }

  /** The wheel turns or scales the active person; a pause ends that, and so does anything else. */
  twist(by: Partial<Turn>): void {
    this.player.pause();
    if (!this.busy) this.gestureFrame = this.session.state.frame;
    this.take(wheel(this.gesture, by, this.context()));
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.settle(), REST);
  }

  /** Commit what the wheel has done so far. */
  settle(): void {
    clearTimeout(this.settling);
    const { gesture } = this;
    if (gesture.kind === "twisting" && !gesture.from) this.take(settle(gesture, this.context()));
  }

  private take({ state, effects }: Step): void {
    this.become(state);
    for (const effect of effects) this.perform(effect);
    this.repaint();
  }

  cancel(): void {
    this.become(IDLE);
    this.snapping.edge = null;
    this.repaint();
  }

  /** The pointer moves over the canvas, or leaves it (null). */
  point(at: XY | null, touch: boolean, snap: boolean): void {
    this.hover = touch ? null : at;
    this.pointer = at && toImage(this.camera, this.size, ...at);
    if (!this.busy) {
      this.snapping.hover(this.hover, snap, this.camera, this.size);
      if (this.pointer) this.fetchPixels(this.pointer, snap);
    }
    this.canvas.style.cursor = this.cursor();
    this.repaint();
  }

  /** Be no higher than the frames need. */
  layOut(): void {
    this.steepest = Math.max(this.steepest, steepness(this.frameSize));
    this.el.style.height = stageHeight(this.steepest, this.session.state.options.height);
  }

  paint(): void {
    const { state } = this.session;
    const { size } = this;
    if (size.width === 0 || size.height === 0) return;
    this.leaveWithFrame();
    const ratio = devicePixelRatio || 1;
    this.session.frames.setDisplay(this, {
      fitted: Math.ceil(fitFrame(this.frameSize, size).zoom * this.frameSize.width * ratio),
      zoomed: Math.ceil(this.camera.zoom * this.frameSize.width * ratio),
    });
    const screen = { camera: this.camera, size, ratio };
    this.layers.paintFrame(state.picture, this.frameSize, screen, state.options);
    this.paintOverlay(screen);
    this.paintReadout(screen);
    this.showOutside(screen);
    setText(this.badge, badgeText(this.session));
    this.publish();
  }

  /** A gesture ends with its frame: what was in the hand is not there any more. */
  private leaveWithFrame(): void {
    if (this.busy && this.gestureFrame !== this.session.state.frame) this.become(IDLE);
  }

  private become(gesture: ToolState): void {
    this.gesture = gesture;
    this.session.hold(this, this.busy);
  }

  private context(): ToolContext {
    const { skeleton, picture, frame } = this.session.state;
    const settled = picture?.frame === frame;
    const rows = (settled && this.session.rows(frame)) || blankRows(0, skeleton.keypoints.length);
    return {
      rows,
      skeleton,
      camera: this.camera,
      canvas: this.size,
      frame: this.frameSize,
      active: indexOfRow(rows, this.session.state.selection.row),
      selected: selectedJoints(this.session.state),
      editable: this.session.editable,
    };
  }

  private perform(effect: Effect): void {
    const { session } = this;
    switch (effect.type) {
      case "select":
        return session.select({ row: effect.row, keypoint: effect.keypoint });
      case "choose":
        return session.select({ row: effect.row, keypoint: effect.keypoint }, effect.keypoints);
      case "locked":
        return sayLocked(session);
      case "commit":
        return session.commit(effect.label, effect.edits);
      case "place":
        return place(session, effect.at, effect.visibility);
      case "pan":
        return this.panBy(effect.dx, effect.dy);
    }
  }

  private cursor(): string {
    if (this.gesture.kind === "panning") return "grabbing";
    if (this.session.state.tool !== "edit") return "crosshair";
    const caught = this.hover && catches({ at: this.hover, touch: false }, this.context());
    return caught ? "grab" : "default";
  }

  private paintOverlay(screen: Screen): void {
    const { state } = this.session;
    const context = this.layers.clearOverlay(screen);
    const rows = this.rowsOnScreen();
    if (state.overlayHidden || !rows) return;
    const settled = this.session.rows(state.picture?.frame ?? -1) ?? rows;
    this.layers.paintPeople(context, this.sceneInput(rows), settled, screen);
    this.paintHands(context, rows);
    this.paintGhost(context);
    const { edge } = this.snapping;
    if (edge) paintSnap(context, toCanvas(this.camera, this.size, ...edge));
    const focus = state.options.loupe ? this.focus(rows) : null;
    if (!focus) return;
    if (!this.busy) this.fetchPixels(focus.point, true);
    this.loupe.paint(context, screen, focus, rows);
  }

  /** The next joint to place, at the pointer. */
  private paintGhost(context: CanvasRenderingContext2D): void {
    const { state } = this.session;
    const next = isPlacing(state.tool) && !this.busy ? nextToPlace(this.session) : -1;
    const name = state.skeleton.keypoints[next];
    const cursor = cursorOf(this.session);
    const at = cursor ? this.onCanvas(cursor) : this.hover;
    if (cursor && at) paintCrosshair(context, at, this.size);
    if (!at || name === undefined || !this.session.editable) return;
    const shape = shapeOf(state.skeleton.sides[next] ?? "");
    paintGhost(context, at, shape, sideColor(state.skeleton, next), spoken(name));
  }

  private paintReadout(screen: Screen): void {
    const { overlayHidden, picture } = this.session.state;
    const [rows, settled] = [this.rowsOnScreen(), this.session.rows(picture?.frame ?? -1)];
    if (overlayHidden || !rows || !settled) return;
    this.readout.paint(screen, this.hand(), rows, settled);
  }

  /** The joint that a pointer drags or keys nudge, or null. */
  private hand(): Hand | null {
    const { nudging, selection } = this.session.state;
    if (this.gesture.kind === "dragging") return { ...this.gesture.grab, pointer: this.hover };
    return nudging && selection.keypoint >= 0 ? { ...selection, pointer: null } : null;
  }

  /** What the loupe magnifies: the joint in the hand, else the keyboard's cursor, the pointer, the joint that is selected. */
  private focus(rows: RowBlock): Focus | null {
    const { touch, gesture } = this;
    const grab = "grab" in gesture && gesture.grab?.kind === "joints" ? gesture.grab : null;
    const joint = grab && grab.keypoint >= 0 ? grab : null; // not a whole person
    if (gesture.kind === "dragging" && joint) return { point: gesture.at, held: joint, touch };
    if (gesture.kind === "pressing" && joint) {
      return { point: joint.start, held: joint, touch };
    }
    if (this.busy || this.session.state.playing) return null;
    const cursor = cursorOf(this.session);
    if (cursor) return { point: cursor, held: null, touch: false };
    if (this.hover) {
      const point = this.snapping.edge ?? toImage(this.camera, this.size, ...this.hover);
      return { point, held: null, touch: false };
    }
    const { selection } = this.session.state;
    const point = position(rows, indexOfRow(rows, selection.row), selection.keypoint);
    const seen =
      selection.keypoint >= 0 && isOn(this.size, toCanvas(this.camera, this.size, ...point));
    return seen ? { point, held: selection, touch: false } : null;
  }

  /** Have the pixels around a point at hand for the loupe, or for edges that are to attract. Never during a drag. */
  private fetchPixels(point: XY, snap: boolean): void {
    if (snap || this.session.state.options.loupe) this.loupe.fetch(point, this.camera.zoom);
  }

  /** While something is in the hand the ways to the rest stay as they are. */
  private showOutside(screen: Screen): void {
    const { playing, overlayHidden } = this.session.state;
    if (this.busy && this.gesture.kind !== "panning") return;
    this.outside.update(
      screen,
      this.frameSize,
      playing || overlayHidden ? null : this.rowsOnScreen(),
    );
  }

  private sceneInput(rows: RowBlock): SceneInput {
    const { skeleton, selection, options } = this.session.state;
    return {
      rows,
      skeleton,
      camera: this.camera,
      canvas: this.size,
      active: indexOfRow(rows, selection.row),
      keypoint: selection.keypoint,
      selected: selectedJoints(this.session.state),
      labels: options.labels,
      confidence: options.confidence,
      rings: options.rings,
      dragging: this.gesture.kind === "dragging",
    };
  }

  /** What only the hands need to see: the box, the handles, the band around joints. */
  private paintHands(context: CanvasRenderingContext2D, rows: RowBlock): void {
    const { gesture, camera, size } = this;
    const { tool, selection } = this.session.state;
    const active = indexOfRow(rows, selection.row);
    const box = boxOf(rows, active, this.frameSize);
    const drawing = tool === "box";
    if (box && (drawing || !box.derived)) paintBox(context, box, camera, size, drawing);
    if (gesture.kind === "banding") paintBand(context, gesture.from, gesture.at);
    const idle = tool === "edit" && !this.busy && showsHandles(this.context());
    const handles = idle ? handlesOf(rows, active, camera, size) : null;
    if (handles) paintHandles(context, handles);
  }

  /** The rows of the frame whose picture is on screen, with what is in the hand where the hand is. */
  private rowsOnScreen(): RowBlock | null {
    const { picture, skeleton } = this.session.state;
    const rows = picture ? this.session.rows(picture.frame) : null;
    if (this.moved?.from === rows && this.moved.by === this.gesture) return this.moved.rows;
    const edits = editsOf(this.gesture);
    const moved = rows && edits.length > 0 ? applyEdits(rows, edits, skeleton.mirror) : rows;
    this.moved = { from: rows, by: this.gesture, rows: moved };
    return moved;
  }

  /** What tests and the curious may read. */
  private publish(): void {
    const { state } = this.session;
    const { zoom, x, y } = this.camera;
    const { row, keypoint } = state.selection;
    const next = isPlacing(state.tool) ? nextToPlace(this.session) : -1;
    Object.assign(this.canvas.dataset, {
      frame: state.picture?.frame ?? "",
      wanted: state.frame,
      zoom,
      x,
      y,
      seq: state.sequence.seq,
      pending: state.sequence.pending.length,
      selected: `${row}:${keypoint}`,
      chosen: selectedJoints(state).join(),
      tool: state.tool,
      next: state.skeleton.keypoints[next] ?? "",
      people: this.rowsOnScreen()?.count ?? "",
      cursor: cursorOf(this.session)?.join() ?? "",
    });
    if (this.session.editable) this.canvas.dataset.ready = "1";
  }
}
