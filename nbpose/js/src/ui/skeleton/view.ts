import type { SkeletonSession } from "../../skeleton/session";
import { h } from "../dom";
import { findingsPanel } from "./findings";
import { inspector } from "./inspector";
import { listenSkeletonKeys } from "./keyboard";
import { skeletonKeySheet } from "./keysheet";
import { boneList, jointList } from "./lists";
import { namingField } from "./naming";
import type { SkeletonPanel } from "./parts";
import { listenSkeletonPointer } from "./pointer";
import { SkeletonStage } from "./stage";
import { skeletonStatus } from "./statusbar";
import { skeletonToolbar } from "./toolbar";

/** Mount one view of a session; everything it listens to ends with `signal`. */
export function mountSkeleton(
  session: SkeletonSession,
  el: HTMLElement,
  signal: AbortSignal,
): void {
  let frame = 0;
  let panels: readonly SkeletonPanel[] = [];
  const repaint = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      stage.layOut();
      stage.paint();
      for (const panel of panels) panel.update();
    });
  };
  const stage = new SkeletonStage(session, repaint);
  const toCanvas = () => stage.canvas.focus({ preventScroll: true });
  const sheet = skeletonKeySheet(toCanvas);
  const naming = namingField(session, stage, toCanvas);
  const selected = inspector(session, toCanvas);
  const bar = skeletonToolbar(session, stage, sheet.toggle, toCanvas);
  const findings = findingsPanel(session);
  const lists = [jointList(session), boneList(session)];
  const status = skeletonStatus(session);
  panels = [bar, naming, selected, findings, ...lists, status];

  stage.el.append(naming.el);
  const main = h("div", "nbp-main", stage.el, selected.el, findings.el);
  const side = h("div", "nbp-side", ...lists.map((panel) => panel.el));
  const body = h("div", "nbp-body", main, side);
  const root = h("div", "nbpose nbp-sk", bar.el, body, status.el, sheet.el);

  listenSkeletonPointer(stage, session, () => root.matches(":focus-within"), signal);
  listenSkeletonKeys(
    {
      root,
      session,
      stage,
      inspector: selected,
      toggleSheet: sheet.toggle,
      closeSheet: sheet.close,
    },
    signal,
  );
  keepFocus(root, toCanvas, signal);
  session.subscribe(() => {
    naming.update(); // at once: what is typed next belongs into its field
    repaint();
  }, signal);
  const resized = new ResizeObserver(repaint);
  resized.observe(stage.el);
  signal.addEventListener("abort", () => {
    resized.disconnect();
    cancelAnimationFrame(frame);
    root.remove();
  });
  el.append(root);
  repaint();
}

/** A click on a button leaves the focus on the picture, where the keys mean most; Tab still reaches every button. */
function keepFocus(root: HTMLElement, toCanvas: () => void, signal: AbortSignal): void {
  root.addEventListener(
    "mousedown",
    (event) => {
      const { target } = event;
      if (!(target instanceof Element) || !target.closest("button, .nbp-option")) return;
      event.preventDefault();
      if (!target.closest(".nbp-sk-naming")) toCanvas();
    },
    { signal },
  );
}
