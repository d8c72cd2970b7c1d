import {
  fitFrame,
  pan,
  pictureRect,
  type Size,
  stageHeight,
  steepness,
  toCanvas,
  toImage,
  type XY,
} from "../../core/geometry";
import type { Camera } from "../../core/protocol";
import { axisOf, type Draft, jointOf, moveJoint, partnerOf } from "../../core/skeleton/draft";
import { sideOf } from "../../core/skeleton/naming";
import {
  type Context,
  type Gesture,
  IDLE,
  jointUnder,
  type Pointer,
  step,
} from "../../core/skeleton/tool";
import { spoken } from "../../core/spoken";
import { paintGhost, paintScene, prepare } from "../../draw/paint";
import { shapeOf } from "../../draw/scene";
import { draftScene, paletteColor } from "../../draw/skeleton_scene";
import { perform, selectedJoint, suggestions } from "../../skeleton/commands";
import type { SkeletonSession } from "../../skeleton/session";
import { focusable, h } from "../dom";
import { Paper } from "./paper";

const HIGHEST = 520; // CSS pixels of a stage
const GREY = "rgba(128, 128, 128, 0.9)";

/** The template with the skeleton on it: paints both, and turns pointer events into what the tool understands. */
export class SkeletonStage {
  readonly el: HTMLElement;
  readonly canvas = focusable(
    h("canvas", "nbp-overlay"),
    "Skeleton on its template",
    "application",
  );
  private readonly back = h("canvas", "nbp-frame");
  private readonly paper: Paper;
  private gesture: Gesture = IDLE;
  private hover: XY | null = null;
  private touched = false;

  constructor(
    private readonly session: SkeletonSession,
    private readonly repaint: () => void,
  ) {
    this.paper = new Paper(session.ground);
    this.el = h("div", "nbp-stage nbp-sk-stage", this.paper.el, this.back, this.canvas);
  }

  get size(): Size {
    return { width: this.el.clientWidth, height: this.el.clientHeight };
  }

  get camera(): Camera {
    return this.session.state.camera ?? fitFrame(this.session.ground, this.size);
  }

  get busy(): boolean {
    return this.gesture.kind !== "idle";
  }

  setCamera(camera: Camera | null): void {
    this.session.update({ camera });
  }

  /** Where a point of the ground lies on the stage. */
  onStage([x, y]: XY): XY {
    return toCanvas(this.camera, this.size, x, y);
  }

  handle(input: Pointer): void {
    this.touched = input.touch;
    const { gesture, effects } = step(this.gesture, input, this.context());
    this.gesture = gesture;
    for (const effect of effects) {
      if (effect.type === "pan") {
        this.setCamera(pan(this.camera, this.session.ground, effect.dx, effect.dy));
      } else {
        perform(this.session, effect, !this.touched); // a finger would bring up a keyboard over the picture
      }
    }
    this.canvas.style.cursor = this.cursor();
    this.repaint();
  }

  cancel(): void {
    this.gesture = IDLE;
    this.repaint();
  }

  point(at: XY | null): void {
    this.hover = at;
    this.canvas.style.cursor = this.cursor();
    this.repaint();
  }

  layOut(): void {
    this.el.style.height = stageHeight(steepness(this.session.ground), HIGHEST);
  }

  paint(): void {
    const { size } = this;
    if (size.width === 0 || size.height === 0) return;
    const ratio = devicePixelRatio || 1;
    this.paintGround(prepare(this.back, size, ratio));
    this.paintSkeleton(prepare(this.canvas, size, ratio));
    this.publish();
  }

  private context(): Context {
    const { draft, tool } = this.session.state;
    return {
      draft,
      tool,
      camera: this.camera,
      canvas: this.size,
      ground: this.session.ground,
      selected: selectedJoint(this.session),
    };
  }

  private cursor(): string {
    if (this.gesture.kind === "panning") return "grabbing";
    if (this.gesture.kind === "moving") return "grabbing";
    const over = this.hover ? jointUnder({ at: this.hover, touch: false }, this.context()) : -1;
    if (this.session.state.tool === "move") return over >= 0 ? "grab" : "default";
    return over >= 0 ? "pointer" : "crosshair";
  }

  private paintGround(context: CanvasRenderingContext2D): void {
    const { picture } = this.session.state;
    const rect = pictureRect(this.camera, this.size, this.session.ground);
    this.paper.show(rect, this.session.get("outline"));
    if (!picture) return;
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, rect.x, rect.y, rect.width, rect.height);
  }

  private paintSkeleton(context: CanvasRenderingContext2D): void {
    const { state } = this.session;
    const { gesture } = this;
    this.paintAxis(context);
    const colors = this.session.get("palette");
    const raised = gesture.kind === "connecting" ? gesture.over : -1;
    const scene = draftScene({
      draft: this.draftOnScreen(),
      findings: state.findings,
      selection: state.selection,
      colors,
      camera: this.camera,
      canvas: this.size,
      labels: state.labels,
      raised,
      naming: state.naming,
    });
    if (gesture.kind === "connecting") this.paintReach(context, gesture);
    paintScene(context, scene);
    this.paintNext(context);
  }

  /** The bone that is being drawn. */
  private paintReach(context: CanvasRenderingContext2D, gesture: Gesture & { kind: "connecting" }) {
    const { draft } = this.session.state;
    const from = jointOf(draft, gesture.joint);
    const over = jointOf(draft, gesture.over);
    if (!from) return;
    context.beginPath();
    context.moveTo(...this.onStage([from.x, from.y]));
    context.lineTo(...this.onStage(over ? [over.x, over.y] : gesture.at));
    for (const [color, width] of [
      ["rgba(0, 0, 0, 0.5)", 5],
      ["#fff", 3],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.setLineDash([8, 6]);
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** Where left and right meet, while a joint is selected that could have a mirror image. */
  private paintAxis(context: CanvasRenderingContext2D): void {
    const { draft } = this.session.state;
    const joint = jointOf(draft, selectedJoint(this.session));
    if (!joint || sideOf(joint.name) === "" || partnerOf(draft, joint.id)) return;
    const x = axisOf(draft, this.session.ground.width);
    const [at] = this.onStage([x, 0]);
    context.beginPath();
    context.moveTo(at, 0);
    context.lineTo(at, this.size.height);
    context.lineWidth = 1.5;
    context.setLineDash([3, 6]);
    context.strokeStyle = GREY;
    context.stroke();
    context.setLineDash([]);
  }

  /** The name that the next joint would get, beside the pointer. */
  private paintNext(context: CanvasRenderingContext2D): void {
    const { tool, naming } = this.session.state;
    if (!this.hover || this.busy || tool !== "build" || naming >= 0) return;
    const at = toImage(this.camera, this.size, ...this.hover);
    const { width, height } = this.session.ground;
    if (at[0] < 0 || at[1] < 0 || at[0] > width - 1 || at[1] > height - 1) return;
    if (jointUnder({ at: this.hover, touch: false }, this.context()) >= 0) return;
    const name = suggestions(this.session, at)[0]!;
    const side = sideOf(name);
    const color = paletteColor(this.session.get("palette"), side);
    paintGhost(context, this.hover, shapeOf(side), color, spoken(name));
  }

  private draftOnScreen(): Draft {
    const { draft } = this.session.state;
    if (this.gesture.kind !== "moving") return draft;
    return moveJoint(draft, this.gesture.joint, this.gesture.at);
  }

  /** What tests and the curious may read. */
  private publish(): void {
    const { state } = this.session;
    const { zoom, x, y } = this.camera;
    Object.assign(this.canvas.dataset, {
      zoom,
      x,
      y,
      joints: state.draft.joints.map(({ name }) => name).join(" "),
      bones: state.draft.bones.length,
      selected: jointOf(state.draft, selectedJoint(this.session))?.name ?? "",
      tool: state.tool,
      pending: state.pending,
      errors: state.findings.filter(({ severity }) => severity === "error").length,
    });
    const shown = !this.session.ground.picture || state.picture;
    if (state.welcome && shown) this.canvas.dataset.ready = "1";
  }
}
