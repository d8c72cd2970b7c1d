import { canUndo, redo, toggleConfidence, toggleLabels, undo } from "../editor/commands";
import { setTool } from "../editor/placing";
import type { Session } from "../editor/session";
import { button, group, h, setPressed, setText } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";
import { zoomStage } from "./pointer";
import type { Stage } from "./stage";

const ZOOM = 1.25;

export function toolbar(session: Session, stage: Stage, toggleSheet: () => void): Panel {
  const edit = button({ icon: icon("select"), label: "Select and move", text: "Edit" }, () =>
    setTool(session, "edit"),
  );
  const place = button(
    { icon: icon("place"), label: "Place joints click by click", keys: "P", text: "Place" },
    () => setTool(session, "place"),
  );
  const back = button({ icon: icon("undo"), label: "Undo", keys: "Ctrl+Z" }, () => undo(session));
  const again = button({ icon: icon("redo"), label: "Redo", keys: "Ctrl+Shift+Z" }, () =>
    redo(session),
  );
  const names = button({ icon: icon("names"), label: "Names of the joints", keys: "L" }, () =>
    toggleLabels(session),
  );
  const confidence = button(
    { icon: icon("confidence"), label: "Fade joints the model is unsure of" },
    () => toggleConfidence(session),
  );
  const keys = button({ icon: icon("keys"), label: "Keys", keys: "?" }, toggleSheet);
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
  const out = button({ icon: icon("minus"), label: "Zoom out", keys: "-" }, () =>
    zoomStage(stage, 1 / ZOOM),
  );
  const into = button({ icon: icon("plus"), label: "Zoom in", keys: "+" }, () =>
    zoomStage(stage, ZOOM),
  );
  const whole = button({ icon: icon("fit"), label: "Fit the frame", keys: "R" }, () =>
    stage.setCamera({}),
  );
  const percent = h("span", "nbp-zoom");
  const el = group("Zoom", out, percent, into, whole);
  return { el, update: () => setText(percent, `${Math.round(stage.camera.zoom * 100)} %`) };
}
