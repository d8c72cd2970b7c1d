import { labelled } from "../core/people";
import type { Skeleton } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { personColor } from "../draw/scene";
import { addPerson, deletePerson, pickPerson } from "../editor/placing";
import type { Session } from "../editor/session";
import { button, group, h, setAttribute, setText } from "./dom";
import { icon } from "./icons";
import { listbox } from "./listbox";
import type { Panel } from "./panel";

/** The people of the frame: pick, add, delete. */
export function peoplePanel(session: Session): Panel {
  const list = listbox("People", personOption, (index) => pickPerson(session, index));
  const count = h("span", "nbp-count");
  const add = button({ icon: icon("plus"), label: "New person", action: "new_person" }, () =>
    addPerson(session),
  );
  const remove = button(
    { icon: icon("trash"), label: "Delete the person", action: "delete_person" },
    () => deletePerson(session),
  );
  const buttons = group("People", add, remove);
  const title = h("div", "nbp-title", h("span", "", "People"), count, buttons);
  const empty = h("p", "nbp-empty");
  const el = h("section", "nbp-panel nbp-people", title, list.el, empty);
  el.setAttribute("aria-label", "People");
  let shown: RowBlock | null = null;

  return {
    el,
    update() {
      const rows = session.rows(session.state.frame);
      setText(empty, emptyText(session, rows));
      empty.hidden = (rows?.count ?? 0) > 0;
      add.disabled = !session.editable;
      remove.disabled = session.active < 0;
      setText(count, rows && rows.count > 0 ? String(rows.count) : "");
      if (rows !== shown) {
        shown = rows;
        list.resize(rows?.count ?? 0);
        list.options.forEach((option, index) => {
          fillOption(option, session.state.skeleton, rows!, index);
        });
      }
      list.select(session.active);
    },
  };
}

function emptyText(session: Session, rows: RowBlock | null): string {
  if (session.state.media.count === 0) return "There are no frames.";
  return rows ? "Nobody in this frame yet. Press N for a new person." : "Loading …";
}

function personOption(): HTMLElement {
  const parts = ["nbp-swatch", "nbp-person-name", "nbp-track", "nbp-number-cell"];
  return h("div", "nbp-option nbp-person", ...parts.map((name) => h("span", name)));
}

function fillOption(option: HTMLElement, skeleton: Skeleton, rows: RowBlock, index: number): void {
  const track = rows.track[index]!;
  const joints = `${labelled(rows, index)} / ${rows.keypoints}`;
  const [swatch, name, identity, number] = [...option.children] as HTMLElement[];
  swatch!.style.background = personColor(skeleton, track, index);
  setText(name!, `Person ${index + 1}`);
  setText(identity!, track >= 0 ? `track ${track}` : "");
  setText(number!, joints);
  const who = track >= 0 ? `Person ${index + 1}, track ${track}` : `Person ${index + 1}`;
  setAttribute(option, "aria-label", `${who}, joints ${joints}`);
}
