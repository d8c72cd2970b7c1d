import { canUndo, redo, undo } from "../editor/commands";
import { toggleBoxTool } from "../editor/people";
import { setTool, toggleLoop } from "../editor/placing";
import type { Session } from "../editor/session";
import { button, group, h, setPressed, setText, takeFocus } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";
import { zoomStage } from "./pointer";
import { type Stage, ZOOM_STEP } from "./stage";

export function toolbar(
  session: Session,
  stage: Stage,
  view: HTMLElement,
  toggleSheet: () => void,
): Panel {
  const edit = button({ icon: icon("select"), label: "Select and move", text: "Edit" }, () =>
    setTool(session, "edit"),
  );
  const place = button(
    { icon: icon("place"), label: "Place joints click by click", action: "place", text: "Place" },
    () => setTool(session, "place"),
  );
  const back = button({ icon: icon("undo"), label: "Undo", action: "undo" }, () => undo(session));
  const again = button({ icon: icon("redo"), label: "Redo", action: "redo" }, () => redo(session));
  const keys = button({ icon: icon("keys"), label: "Keys", action: "key_sheet" }, toggleSheet);
  const zoom = zoomGroup(stage);
  const loop = button(
    { icon: icon("loop"), label: "One joint in frame after frame", action: "loop", text: "Loop" },
    () => toggleLoop(session),
  );
  const box = button({ icon: icon("box"), label: "Draw the box", action: "box", text: "Box" }, () =>
    toggleBoxTool(session),
  );
  const show = (element: HTMLElement, shown: boolean) => {
    if (!shown && element.matches(":focus")) takeFocus(stage.canvas); // the notebook would get the keys
    element.hidden = !shown;
    setPressed(element, shown);
  };
  const tools = group("Tool", edit, place, loop, box);
  tools.classList.add("nbp-segmented");
  const history = group("History", back, again);
  const el = h("div", "nbp-toolbar", tools, history, zoom.el, h("div", "nbp-gap"), view, keys);
  el.setAttribute("role", "toolbar");
  el.setAttribute("aria-label", "Editor");

  return {
    el,
    update() {
      const { tool, canRedo } = session.state;
      setPressed(edit, tool === "edit");
      setPressed(place, tool === "place");
      show(loop, tool === "loop"); // these begin in the panels, and end here as well
      show(box, tool === "box");
      back.disabled = !canUndo(session);
      again.disabled = !canRedo;
      zoom.update();
    },
  };
}

function zoomGroup(stage: Stage) {
  const out = button({ icon: icon("minus"), label: "Zoom out", action: "zoom_out" }, () =>
    zoomStage(stage, 1 / ZOOM_STEP),
  );
  const into = button({ icon: icon("plus"), label: "Zoom in", action: "zoom_in" }, () =>
    zoomStage(stage, ZOOM_STEP),
  );
  const whole = button({ icon: icon("fit"), label: "Fit the frame", action: "fit" }, () =>
    stage.setCamera({}),
  );
  const percent = h("span", "nbp-zoom");
  const el = group("Zoom", out, percent, into, whole);
  return { el, update: () => setText(percent, `${Math.round(stage.camera.zoom * 100)} %`) };
}
