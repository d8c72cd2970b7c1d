import { linesOf, lineText } from "../core/readout";
import { jointAngles } from "../editor/angles";
import { currentJoint } from "../editor/joints";
import type { Session } from "../editor/session";
import { toggleOption } from "../editor/viewing";
import { button, h, setAttribute, setPressed, setText } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";

/** The angles of the selected joint, and whether they are shown beside the hand. */
export function anglesPanel(session: Session): Panel {
  const look = { icon: icon("angle"), label: "Angles beside the hand while a joint is moved" };
  const beside = button(look, () => toggleOption(session, "angles"));
  const list = h("dl", "nbp-readings");
  const el = h("section", "nbp-angles", list, beside);
  el.setAttribute("aria-label", "Angles of the selected joint");
  let shown = "";

  return {
    el,
    update() {
      const joint = currentJoint(session);
      const { readings } = joint
        ? jointAngles(session, joint.rows, joint.row, joint.keypoint)
        : { readings: [] };
      const lines = linesOf(readings, []);
      el.hidden = lines.length === 0;
      setPressed(beside, session.state.options.angles);
      const text = lines.map(lineText).join();
      if (text === shown) return;
      shown = text;
      if (list.childElementCount !== 2 * lines.length) {
        list.replaceChildren(...lines.flatMap(() => [h("dt", ""), h("dd", "")]));
      }
      lines.forEach((line, i) => {
        const [term, number] = [list.children[2 * i]!, list.children[2 * i + 1]!];
        setText(term, line.name);
        setText(number, line.note || line.value); // there is room for one of them
        setAttribute(term, "title", readings[i]?.definition.convention ?? "");
      });
    },
  };
}
