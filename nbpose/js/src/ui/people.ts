import { factsOf } from "../core/facts";
import type { ActionName } from "../core/keymap";
import { labelled } from "../core/people";
import type { Skeleton } from "../core/protocol";
import type { RowBlock } from "../core/rows";
import { personColor } from "../draw/scene";
import { COMMANDS } from "../editor/commands";
import { addAverage, deriveBox, restorePerson } from "../editor/people";
import { addPerson, deletePerson, pickPerson } from "../editor/placing";
import type { Session } from "../editor/session";
import { button, group, h, setAttribute, setPressed, setText } from "./dom";
import { type IconName, icon } from "./icons";
import { listbox } from "./listbox";
import type { Panel } from "./panel";

/** The people of the frame: pick, add, delete, and what can be done to the active one. */
export function peoplePanel(session: Session): Panel {
  const list = listbox(
    "People",
    personOption,
    (index) => pickPerson(session, index),
    () => !session.state.nudging,
  );
  const count = h("span", "nbp-count");
  const adding = peopleButtons(session);
  const title = h("div", "nbp-title", h("span", "", "People"), count, adding.el);
  const empty = h("p", "nbp-empty");
  const deleted = deletedLine(session);
  const actions = personActions(session);
  const parts = [title, list.el, empty, deleted.el, actions.el];
  const el = h("section", "nbp-panel nbp-people", ...parts);
  el.setAttribute("aria-label", "People");
  let shown: RowBlock | null = null;

  return {
    el,
    update() {
      const rows = session.rows(session.state.frame);
      setText(empty, emptyText(session, rows));
      empty.hidden = (rows?.count ?? 0) > 0;
      setText(count, rows && rows.count > 0 ? String(rows.count) : "");
      if (rows !== shown) {
        shown = rows;
        list.resize(rows?.count ?? 0);
        list.options.forEach((option, index) => {
          fillOption(option, session.state.skeleton, rows!, index);
        });
      }
      list.select(session.active);
      for (const part of [adding, deleted, actions]) part.update(session);
    },
  };
}

function peopleButtons(session: Session): Panel {
  const add = button({ icon: icon("plus"), label: "New person", action: "new_person" }, () =>
    addPerson(session),
  );
  const average = button(
    {
      icon: icon("average"),
      label: "New person: the average of those here",
      action: "average_person",
    },
    () => addAverage(session, null),
  );
  const remove = button(
    { icon: icon("trash"), label: "Delete the person", action: "delete_person" },
    () => deletePerson(session),
  );
  return {
    el: group("People", add, average, remove),
    update() {
      add.disabled = average.disabled = !session.editable;
      remove.disabled = session.active < 0;
    },
  };
}

/** Who was deleted from this frame can come back. */
function deletedLine(session: Session): Panel {
  const text = h("span", "");
  const restore = button(
    {
      icon: icon("restore"),
      label: "Restore the person deleted last",
      action: "restore_person",
      text: "Restore",
    },
    () => restorePerson(session),
  );
  const el = h("div", "nbp-deleted", text, restore);
  return {
    el,
    update() {
      const gone = session.store.deleted(session.state.frame).length;
      el.hidden = gone === 0;
      setText(text, gone === 1 ? "1 person deleted here" : `${gone} people deleted here`);
    },
  };
}

/** What a button looks like and does, and whether it needs an active person. */
const ACTIONS = [
  ["swap", "Swap left and right", "swap_sides"],
  ["swap_range", "Swap left and right in many frames", "swap_range"],
  ["previous_pose", "Copy the pose of the frame before", "copy_previous"],
  ["copy", "Copy the pose", "copy_pose"],
  ["paste", "Paste the pose", "paste_pose"],
  ["box", "Draw the box", "box"],
  ["tag", "Tags and attributes", "describe"],
  ["previous_keyframe", "Previous keyframe", "previous_keyframe"],
  ["keyframe", "Keyframe", "keyframe"],
  ["next_keyframe", "Next keyframe", "next_keyframe"],
  ["lock", "Lock the person", "lock"],
] as const satisfies readonly (readonly [IconName, string, ActionName & keyof typeof COMMANDS])[];

const NEEDS_PERSON = new Set<ActionName>([
  "swap_sides",
  "copy_pose",
  "previous_keyframe",
  "keyframe",
  "next_keyframe",
  "lock",
]);

function personActions(session: Session): Panel {
  const buttons = new Map<ActionName, HTMLButtonElement>();
  for (const [sign, label, action] of ACTIONS) {
    const press = () => COMMANDS[action](session);
    buttons.set(action, button({ icon: icon(sign), label, action }, press));
  }
  const derive = button(
    {
      icon: icon("derive"),
      label: "Let the joints tell the box",
      action: "derive_box",
      text: "Box from joints",
    },
    () => deriveBox(session),
  );
  const row = group("Person", ...buttons.values());
  row.classList.add("nbp-wrap");
  const el = h("div", "nbp-person-actions", row, derive);

  return {
    el,
    update() {
      const rows = session.rows(session.state.frame);
      const { active } = session;
      const facts = rows && active >= 0 ? factsOf(rows, active) : null;
      for (const [action, element] of buttons) {
        element.disabled = NEEDS_PERSON.has(action) && active < 0;
      }
      setPressed(buttons.get("lock")!, facts?.locked ?? false);
      setPressed(buttons.get("keyframe")!, facts?.keyframe ?? false);
      setPressed(buttons.get("box")!, session.state.tool === "box");
      setPressed(buttons.get("describe")!, session.state.describing);
      setPressed(buttons.get("swap_range")!, session.state.asking !== null);
      derive.hidden = session.state.tool !== "box";
      derive.disabled = active < 0;
    },
  };
}

function emptyText(session: Session, rows: RowBlock | null): string {
  if (session.state.media.count === 0) return "There are no frames.";
  if (!rows) return "Loading …";
  const [key] = session.state.keymap.keysOf("new_person");
  return `Nobody in this frame yet.${key ? ` Press ${key} for a new person.` : ""}`;
}

function personOption(): HTMLElement {
  const parts = ["nbp-swatch", "nbp-person-name", "nbp-track", "nbp-facts", "nbp-number-cell"];
  return h("div", "nbp-option nbp-person", ...parts.map((name) => h("span", name)));
}

function fillOption(option: HTMLElement, skeleton: Skeleton, rows: RowBlock, index: number): void {
  const track = rows.track[index]!;
  const joints = `${labelled(rows, index)} / ${rows.keypoints}`;
  const { locked, keyframe, tags, attributes } = factsOf(rows, index);
  const said = [...tags, ...Object.entries(attributes).map(([name, value]) => `${name} ${value}`)];
  const [swatch, name, identity, facts, number] = [...option.children] as HTMLElement[];
  swatch!.style.background = personColor(skeleton, track, index);
  setText(name!, `Person ${index + 1}`);
  setText(identity!, track >= 0 ? `track ${track}` : "");
  setText(number!, joints);
  const signs: [boolean, IconName][] = [
    [locked, "lock"],
    [keyframe, "keyframe"],
    [said.length > 0, "tag"],
  ];
  facts!.replaceChildren(...signs.filter(([on]) => on).map(([, sign]) => icon(sign)));
  facts!.title = said.join(", ");
  const who = track >= 0 ? `Person ${index + 1}, track ${track}` : `Person ${index + 1}`;
  const states = [...(locked ? ["locked"] : []), ...(keyframe ? ["keyframe"] : []), ...said];
  setAttribute(option, "aria-label", [who, `joints ${joints}`, ...states].join(", "));
}
