import { clamp, fitFrame, pinch, type XY, zoomAt } from "../core/geometry";
import type { PointerInput } from "../core/tools";
import { takeFocus } from "./dom";
import type { StageInput } from "./snapping";
import type { Stage } from "./stage";

const BUTTONS = { 0: "main", 1: "middle", 2: "right" } as const;
/** Zoom for each pixel a wheel turns; a pinch on a trackpad comes as a wheel with Ctrl and small steps. */
const WHEEL = 0.0015;
const TRACKPAD = 0.01;
const LINE = 16; // pixels of a wheel that counts in lines
const NOTCH = 100; // pixels
const TURN = Math.PI / 90; // two degrees a notch
const SCALE = 1.02;

/** Mouse, pen and fingers on the stage; `focused` says whether the editor has the focus. */
export function listenPointer(stage: Stage, focused: () => boolean, signal: AbortSignal): void {
  const { canvas } = stage;
  const fingers = new Map<number, XY>();

  const input = (type: PointerInput["type"], event: PointerEvent): StageInput => ({
    type,
    at: positionOn(canvas, event),
    button: BUTTONS[event.button as 0 | 1 | 2] ?? "main",
    alt: event.altKey,
    shift: event.shiftKey,
    touch: event.pointerType === "touch",
    snap: snapKey(event),
  });

  const listen = <K extends keyof HTMLElementEventMap>(
    name: K,
    handler: (event: HTMLElementEventMap[K]) => void,
  ) => canvas.addEventListener(name, handler, { signal, passive: false });

  listen("pointerdown", (event) => {
    event.preventDefault();
    takeFocus(canvas);
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, positionOn(canvas, event));
    if (fingers.size === 1) stage.handle(input("down", event));
    else stage.cancel();
  });

  listen("pointermove", (event) => {
    const before = [...fingers.values()];
    const at = positionOn(canvas, event);
    if (fingers.has(event.pointerId)) fingers.set(event.pointerId, at);
    if (fingers.size === 2) pinchTo(stage, before, [...fingers.values()]);
    else if (stage.busy) stage.handle(input("move", event));
    stage.point(at, event.pointerType === "touch", snapKey(event));
  });

  const release = (type: "up" | "cancel") => (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return;
    if (stage.busy) stage.handle(input(type, event));
  };
  listen("pointerup", release("up"));
  listen("pointercancel", release("cancel"));
  listen("lostpointercapture", release("cancel"));
  listen("pointerleave", () => stage.point(null, false, false));

  listen("contextmenu", (event) => event.preventDefault());
  listen("wheel", (event) => {
    if (event.altKey && focused()) twistBy(stage, event);
    else zoomBy(stage, event, focused());
  });
}

function zoomBy(stage: Stage, event: WheelEvent, focused: boolean): void {
  if (!(focused || event.ctrlKey) || stage.busy) return; // the page must stay scrollable
  const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1);
  const speed = event.ctrlKey && Math.abs(pixels) < 50 ? TRACKPAD : WHEEL;
  const zoomed = zoomStage(stage, Math.exp(-pixels * speed), positionOn(stage.canvas, event));
  if (zoomed || event.ctrlKey) event.preventDefault(); // with Ctrl the browser would zoom the page
}

/** A notch of the wheel turns the person, with Shift it scales: a wheel with Shift may come as one sideways. */
function twistBy(stage: Stage, event: WheelEvent): void {
  event.preventDefault();
  const notches = clamp((event.deltaY || event.deltaX) / NOTCH, -3, 3);
  stage.twist(event.shiftKey ? { factor: SCALE ** -notches } : { angle: TURN * notches });
}

/** Zoom at a canvas point, the middle of the canvas if none is given; false at the limit, when nothing changes. */
export function zoomStage(stage: Stage, factor: number, at?: XY): boolean {
  const { size, camera, frameSize } = stage;
  const point = at ?? ([size.width / 2, size.height / 2] as const);
  const zoomed = zoomAt(camera, size, frameSize, point, factor);
  if (zoomed.zoom === camera.zoom) return false;
  const whole = factor < 1 && zoomed.zoom === fitFrame(frameSize, size).zoom;
  stage.setCamera(whole ? {} : zoomed);
  return true;
}

function pinchTo(stage: Stage, before: readonly XY[], after: readonly XY[]): void {
  const [from, to] = [before as [XY, XY], after as [XY, XY]];
  stage.setCamera(pinch(stage.camera, stage.size, stage.frameSize, from, to));
}

/** Ctrl, or Cmd on a Mac, lets the edges of the picture attract. */
function snapKey(event: PointerEvent): boolean {
  return event.ctrlKey || event.metaKey;
}

/** Canvas pixels of an event; notebooks may scale the page. */
function positionOn(canvas: HTMLCanvasElement, event: MouseEvent): XY {
  const box = canvas.getBoundingClientRect();
  const scale = box.width > 0 ? canvas.clientWidth / box.width : 1;
  return [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
}
