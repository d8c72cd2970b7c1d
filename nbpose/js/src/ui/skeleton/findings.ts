import type { Finding } from "../../core/skeleton/protocol";
import { select } from "../../skeleton/commands";
import type { SkeletonSession } from "../../skeleton/session";
import { focusable, h } from "../dom";
import { skeletonIcon } from "./icons";
import type { SkeletonPanel } from "./parts";

/** What Python's lint says of the draft; a click leads to the joint or bone it is about. */
export function findingsPanel(session: SkeletonSession): SkeletonPanel {
  const el = h("ul", "nbp-sk-findings");
  el.setAttribute("aria-label", "What is wrong or strange");
  let key = "";

  return {
    el,
    update() {
      const { draft, findings } = session.state;
      const shown = draft.joints.length === 0 ? [] : findings; // nothing is wrong with a beginning
      el.hidden = shown.length === 0;
      const next = JSON.stringify(shown);
      if (next === key) return;
      key = next;
      el.replaceChildren(...shown.map((found) => line(session, found)));
    },
  };
}

function line(session: SkeletonSession, found: Finding): HTMLElement {
  const text = h("span", "", found.text);
  const item = h("li", "", skeletonIcon(found.severity), text);
  item.dataset.level = found.severity;
  const [joint] = found.joints;
  const [bone] = found.bones;
  if (joint === undefined && bone === undefined) return item;
  const go = focusable(h("button", "nbp-sk-go", "Show"), `Show: ${found.text}`);
  go.type = "button";
  go.addEventListener("click", () =>
    select(
      session,
      joint !== undefined
        ? { kind: "joint", id: joint }
        : { kind: "bone", a: bone![0], b: bone![1] },
    ),
  );
  item.append(go);
  return item;
}
