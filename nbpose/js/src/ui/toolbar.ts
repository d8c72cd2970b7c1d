import { canUndo, redo, toggleConfidence, toggleLabels, undo } from "../editor/commands";
import { setTool } from "../editor/placing";
import type { Session } from "../editor/session";
import { button, group, h, setPressed, setText } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";
import { zoomStage } from "./pointer";
import { type Stage, ZOOM_STEP } from "./stage";

export function toolbar(session: Session, stage: Stage, toggleSheet: () => void): Panel {
  const edit = button({ icon: icon("select"), label: "Select and move", text: "Edit" }, () =>
    setTool(session, "edit"),
  );
  const place = button(
    { icon: icon("place"), label: "Place joints click by click", action: "place", text: "Place" },
    () => setTool(session, "place"),
  );
  const back = button({ icon: icon("undo"), label: "Undo", action: "undo" }, () => undo(session));
  const again = button({ icon: icon("redo"), label: "Redo", action: "redo" }, () => redo(session));
  const names = button({ icon: icon("names"), label: "Names of the joints", action: "names" }, () =>
    toggleLabels(session),
  );
  const confidence = button(
    { icon: icon("confidence"), label: "Fade joints the model is unsure of" },
    () => toggleConfidence(session),
  );
  const keys = button({ icon: icon("keys"), label: "Keys", action: "key_sheet" }, toggleSheet);
  const zoom = zoomGroup(stage);
  const tools = group("Tool", edit, place);
  tools.classList.add("nbp-segmented");
  const history = group("History", back, again);
  const display = group("Show", names, confidence);
  const el = h("div", "nbp-toolbar", tools, history, zoom.el, display, h("div", "nbp-gap"), keys);
  el.setAttribute("role", "toolbar");
  el.setAttribute("aria-label", "Editor");

  return {
    el,
    update() {
      const { tool, options, canRedo } = session.state;
      setPressed(edit, tool === "edit");
      setPressed(place, tool === "place");
      setPressed(names, options.labels);
      setPressed(confidence, options.confidence);
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
