import { countEdits, spokenTime } from "../core/kept";
import type { Session } from "../editor/session";
import { focusable, h, setText } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";

/** The question what to do with edits that a page which is gone has left in this browser. */
export function offer(session: Session, toCanvas: () => void): Panel {
  const question = h("p", "");
  const apply = textButton("Apply", "Apply the kept edits");
  const discard = textButton("Discard", "Discard the kept edits");
  const el = h("section", "nbp-offer", icon("kept"), question, apply, discard);
  el.setAttribute("aria-label", "Edits kept in this browser");
  el.hidden = true;

  const arm = (armed: boolean) => {
    discard.toggleAttribute("data-armed", armed);
    setText(discard, armed ? "Discard for good?" : "Discard");
    discard.setAttribute("aria-label", armed ? "Discard them for good?" : "Discard the kept edits");
  };
  apply.addEventListener("click", () => {
    session.heir.apply();
    toCanvas();
  });
  discard.addEventListener("click", () => {
    if (!discard.hasAttribute("data-armed")) return arm(true);
    arm(false);
    session.heir.discard();
    toCanvas();
  });
  discard.addEventListener("blur", () => arm(false));
  discard.addEventListener("pointerleave", () => arm(false));

  return {
    el,
    update() {
      const { offered } = session.state;
      el.hidden = offered.length === 0;
      if (offered.length > 0) setText(question, questionText(session, Date.now()));
    },
  };
}

function textButton(text: string, label: string): HTMLButtonElement {
  const element = focusable(h("button", "nbp-button", text), label);
  element.type = "button";
  return element;
}

function questionText(session: Session, now: number): string {
  const { offered } = session.state;
  const time = spokenTime(Math.min(...offered.map((gesture) => gesture.time)), now);
  const [were, place] = [
    offered.length === 1 ? "was" : "were",
    session.keeper.document.stored ? "file" : "kernel",
  ];
  return `${countEdits(offered.length)} from ${time} ${were} kept in this browser and never reached the ${place}.`;
}
