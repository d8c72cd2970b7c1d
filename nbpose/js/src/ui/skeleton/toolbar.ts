import type { Outline } from "../../core/skeleton/protocol";
import { renameSkeleton } from "../../skeleton/commands";
import type { SkeletonSession } from "../../skeleton/session";
import { group, h, setPressed, setText } from "../dom";
import { icon } from "../icons";
import { skeletonIcon } from "./icons";
import { field, keyed, type SkeletonPanel, show } from "./parts";
import { zoom } from "./pointer";
import type { SkeletonStage } from "./stage";

const ZOOM = 1.25;
const OUTLINES: readonly (readonly [Outline, string])[] = [
  ["none", "Blank"],
  ["human", "Person"],
  ["animal", "Animal"],
];

export function skeletonToolbar(
  session: SkeletonSession,
  stage: SkeletonStage,
  toggleSheet: () => void,
  toCanvas: () => void,
): SkeletonPanel {
  const name = field(
    "Name of the skeleton",
    "nbp-sk-title",
    (v) => renameSkeleton(session, v.trim()),
    toCanvas,
  );
  const tools = toolGroup(session);
  const back = keyed({ icon: icon("undo"), label: "Undo" }, "undo", () => session.undo());
  const again = keyed({ icon: icon("redo"), label: "Redo" }, "redo", () => session.redo());
  const zooms = zoomGroup(session, stage);
  const names = keyed({ icon: skeletonIcon("names"), label: "Names of the joints" }, "labels", () =>
    session.update({ labels: !session.state.labels }),
  );
  const outlines = outlineGroup(session);
  const keys = keyed({ icon: icon("keys"), label: "Keys" }, "keys", toggleSheet);
  const el = h(
    "div",
    "nbp-toolbar",
    name,
    tools.el,
    group("History", back, again),
    zooms.el,
    names,
  );
  if (!session.ground.picture) el.append(outlines.el);
  el.append(h("div", "nbp-gap"), keys);
  el.setAttribute("role", "toolbar");
  el.setAttribute("aria-label", "Skeleton editor");

  return {
    el,
    update() {
      const { draft, canUndo, canRedo, pending, labels } = session.state;
      show(name, draft.name);
      back.disabled = !canUndo && pending === 0;
      again.disabled = !canRedo;
      setPressed(names, labels);
      tools.update();
      zooms.update();
      outlines.update();
    },
  };
}

function toolGroup(session: SkeletonSession) {
  const build = keyed(
    {
      icon: skeletonIcon("build"),
      label: "Click to add joints, drag to connect them",
      text: "Build",
    },
    "build",
    () => session.update({ tool: "build" }),
  );
  const move = keyed(
    { icon: skeletonIcon("move"), label: "Drag to move joints", text: "Move" },
    "move",
    () => session.update({ tool: "move" }),
  );
  const el = group("Tool", build, move);
  el.classList.add("nbp-segmented");
  return {
    el,
    update() {
      setPressed(build, session.state.tool === "build");
      setPressed(move, session.state.tool === "move");
    },
  };
}

function zoomGroup(session: SkeletonSession, stage: SkeletonStage) {
  const out = keyed({ icon: icon("minus"), label: "Zoom out" }, "zoom", () => {
    zoom(stage, session, 1 / ZOOM);
  });
  const into = keyed({ icon: icon("plus"), label: "Zoom in" }, "zoom", () => {
    zoom(stage, session, ZOOM);
  });
  const fit = keyed({ icon: icon("fit"), label: "Fit the picture" }, "fit", () =>
    stage.setCamera(null),
  );
  const percent = h("span", "nbp-zoom");
  const el = group("Zoom", out, percent, into, fit);
  return { el, update: () => setText(percent, `${Math.round(stage.camera.zoom * 100)} %`) };
}

function outlineGroup(session: SkeletonSession) {
  const buttons = OUTLINES.map(([outline, text]) => {
    const element = keyed(
      { icon: outlineIcon(outline), label: `Outline: ${text.toLowerCase()}`, text },
      null,
      () => session.setOutline(outline),
    );
    return [outline, element] as const;
  });
  const el = group("Outline", ...buttons.map(([, element]) => element));
  el.classList.add("nbp-segmented", "nbp-sk-outlines");
  return {
    el,
    update() {
      for (const [outline, element] of buttons)
        setPressed(element, session.get("outline") === outline);
    },
  };
}

function outlineIcon(outline: Outline): SVGSVGElement {
  return skeletonIcon(outline === "none" ? "blank" : outline === "human" ? "person" : "animal");
}
