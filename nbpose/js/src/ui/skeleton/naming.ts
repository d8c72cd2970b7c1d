import { jointOf } from "../../core/skeleton/draft";
import { spoken } from "../../core/spoken";
import { rename, suggestions } from "../../skeleton/commands";
import type { SkeletonSession } from "../../skeleton/session";
import { focusable, h } from "../dom";
import { field, type SkeletonPanel } from "./parts";
import type { SkeletonStage } from "./stage";

const WIDTH = 208; // CSS pixels, as in skeleton.css
const BESIDE = 16;
const HEIGHT = 92;

/** The field on the picture in which a new joint is named, with names that make sense there. */
export function namingField(
  session: SkeletonSession,
  stage: SkeletonStage,
  toCanvas: () => void,
): SkeletonPanel {
  const finish = (typed: string) => {
    const id = session.state.naming;
    if (id < 0) return;
    session.update({ naming: -1 });
    rename(session, id, typed);
  };
  const input = field("Name of the joint", "nbp-sk-name", finish, toCanvas);
  const chips = h("div", "nbp-sk-chips");
  const el = h("div", "nbp-sk-naming", input, chips);
  el.hidden = true;
  el.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (!(next instanceof Node && el.contains(next))) finish(input.value);
  });
  let shown = -1;

  const choose = (name: string) => {
    input.value = name;
    toCanvas();
  };

  return {
    el,
    update() {
      const { naming, draft } = session.state;
      const joint = jointOf(draft, naming);
      el.hidden = !joint;
      if (!joint) {
        shown = -1;
        return;
      }
      const [x, y] = stage.onStage([joint.x, joint.y]);
      const { width, height } = stage.size;
      const left = x + BESIDE + WIDTH > width ? x - BESIDE - WIDTH : x + BESIDE;
      el.style.left = `${Math.max(4, left)}px`;
      el.style.top = `${Math.min(Math.max(4, y - 15), Math.max(4, height - HEIGHT))}px`;
      if (shown === naming) return;
      shown = naming;
      const others = suggestions(session, [joint.x, joint.y]).slice(0, 3);
      chips.replaceChildren(...others.map((name) => chip(name, () => choose(name))));
      input.value = joint.name;
      input.focus({ preventScroll: true });
      input.select();
    },
  };
}

function chip(name: string, press: () => void): HTMLButtonElement {
  const element = focusable(h("button", "nbp-sk-chip", spoken(name)), `Name it ${spoken(name)}`);
  element.type = "button";
  element.addEventListener("click", press);
  return element;
}
