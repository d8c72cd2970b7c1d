import { fitFrame, pinch, type XY, zoomAt } from "../../core/geometry";
import type { Pointer } from "../../core/skeleton/tool";
import type { SkeletonSession } from "../../skeleton/session";
import type { SkeletonStage } from "./stage";

const BUTTONS = { 0: "main", 1: "middle", 2: "right" } as const;
const WHEEL = 0.0015; // zoom for each pixel a wheel turns
const TRACKPAD = 0.01; // a pinch comes as a wheel with Ctrl and small steps
const LINE = 16;

/** Mouse, pen and fingers on the stage. */
export function listenSkeletonPointer(
  stage: SkeletonStage,
  session: SkeletonSession,
  focused: () => boolean,
  signal: AbortSignal,
): void {
  const { canvas } = stage;
  const fingers = new Map<number, XY>();
  const input = (type: Pointer["type"], event: PointerEvent): Pointer => ({
    type,
    at: positionOn(canvas, event),
    button: BUTTONS[event.button as 0 | 1 | 2] ?? "main",
    alt: event.altKey,
    shift: event.shiftKey,
    touch: event.pointerType === "touch",
  });
  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    handler: (event: HTMLElementEventMap[K]) => void,
  ) => canvas.addEventListener(name, handler, { signal, passive: false });

  listen("pointerdown", (event) => {
    event.preventDefault();
    canvas.focus({ preventScroll: true }); // a name that was being typed is settled by that
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, positionOn(canvas, event));
    if (fingers.size === 1) stage.handle(input("down", event));
    else stage.cancel();
  });

  listen("pointermove", (event) => {
    const before = [...fingers.values()];
    const at = positionOn(canvas, event);
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
    if (fingers.size === 2) pinchTo(stage, session, before, [...fingers.values()]);
    else if (stage.busy) stage.handle(input("move", event));
    stage.point(event.pointerType === "touch" ? null : at);
  });

  const release = (type: "up" | "cancel") => (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (stage.busy) stage.handle(input(type, event));
  };
  listen("pointerup", release("up"));
  listen("pointercancel", release("cancel"));
  listen("lostpointercapture", release("cancel"));
  listen("pointerleave", () => stage.point(null));
  listen("contextmenu", (event) => event.preventDefault());
  listen("wheel", (event) => {
    if (!(focused() || event.ctrlKey) || stage.busy) return; // the page must stay scrollable
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
    const speed = event.ctrlKey && Math.abs(pixels) < 50 ? TRACKPAD : WHEEL;
    const zoomed = zoom(stage, session, Math.exp(-pixels * speed), positionOn(canvas, event));
    if (zoomed || event.ctrlKey) event.preventDefault();
  });
}

/** Zoom at a canvas point, the middle if none is given; false at the limit, when nothing changes. */
export function zoom(
  stage: SkeletonStage,
  { ground }: SkeletonSession,
  factor: number,
  at?: XY,
): boolean {
  const { size, camera } = stage;
  const point = at ?? ([size.width / 2, size.height / 2] as const);
  const zoomed = zoomAt(camera, size, ground, point, factor);
  if (zoomed.zoom === camera.zoom) return false;
  const whole = factor < 1 && zoomed.zoom === fitFrame(ground, size).zoom;
  stage.setCamera(whole ? null : zoomed);
  return true;
}

function pinchTo(
  stage: SkeletonStage,
  { ground }: SkeletonSession,
  before: readonly XY[],
  after: readonly XY[],
): void {
  const [from, to] = [before as [XY, XY], after as [XY, XY]];
  stage.setCamera(pinch(stage.camera, stage.size, ground, from, to));
}

/** Canvas pixels of an event; notebooks may scale the page. */
function positionOn(canvas: HTMLCanvasElement, event: MouseEvent): XY {
  const box = canvas.getBoundingClientRect();
  const scale = box.width > 0 ? canvas.clientWidth / box.width : 1;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}
