import { factsOf } from "../core/facts";
import type { AttributeValue, Edit, FrameFacts } from "../core/protocol";
import { commitUnlocked } from "../editor/locks";
import { activePerson } from "../editor/people";
import type { Session } from "../editor/session";
import { button, focusable, h, hasFocus, setText, takeFocus } from "./dom";
import { icon } from "./icons";
import type { Panel } from "./panel";

/** Tags and attributes of the active person and of the frame. */
export function describePanel(session: Session, toCanvas: () => void): Panel {
  const close = button({ icon: icon("close"), label: "Close tags", action: "describe" }, () => {
    session.update({ describing: false });
    toCanvas();
  });
  const title = h("div", "nbp-title", h("span", "", "Tags and attributes"), close);
  const parts = [section(session, personSubject), section(session, frameSubject)];
  const scroll = h("div", "nbp-list", ...parts.map((part) => part.el));
  const el = h("section", "nbp-panel nbp-describe", title, scroll);
  el.setAttribute("aria-label", "Tags and attributes");
  el.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target instanceof HTMLInputElement) toCanvas();
  });
  let open = false;

  return {
    el,
    update() {
      el.hidden = !session.state.describing;
      if (el.hidden) {
        open = false;
        return;
      }
      for (const part of parts) part.update(session);
      if (!open && hasFocus(el)) takeFocus(el.querySelector("input"));
      open = true;
    },
  };
}

/** Whom or what a section describes. */
interface Subject {
  readonly title: string;
  /** null: there is nobody to describe */
  readonly facts: FrameFacts | null;
  readonly offered: { tags: readonly string[]; attributes: FrameAttributes };
  tagging(tags: readonly string[]): Edit;
  setting(name: string, value: AttributeValue | null): Edit;
}

type FrameAttributes = Readonly<Record<string, readonly AttributeValue[]>>;

const NOTHING: FrameFacts = { tags: [], attributes: {} };

function personSubject(session: Session): Subject {
  const person = activePerson(session);
  const { tags, attributes } = session.state.vocabulary;
  const row = person?.row ?? -1;
  return {
    title: person ? `Person ${person.index + 1}` : "Person: nobody is picked",
    facts: person && factsOf(person.rows, person.index),
    offered: { tags, attributes },
    tagging: (now) => ({ op: "set_tags", row, tags: now }),
    setting: (name, value) => ({ op: "set_attribute", row, name, value }),
  };
}

function frameSubject(session: Session): Subject {
  const { frame, vocabulary } = session.state;
  return {
    title: `Frame ${frame}`,
    facts: session.frameFacts(frame) ?? NOTHING,
    offered: { tags: vocabulary.frame_tags, attributes: vocabulary.frame_attributes },
    tagging: (now) => ({ op: "tag_frame", frame, tags: now }),
    setting: (name, value) => ({ op: "set_frame_attribute", frame, name, value }),
  };
}

function section(session: Session, subjectOf: (session: Session) => Subject): Panel {
  const title = h("h4", "");
  const chips = h("div", "nbp-chips");
  const tag = field("New tag", "add a tag");
  const name = field("Name of an attribute", "attribute");
  const value = field("Value of the attribute", "value");
  const lists = [tag, name, value].map(offer);
  const form = h("div", "nbp-form", tag, h("div", "nbp-pair", name, value), ...lists);
  const el = h("div", "nbp-subject", title, chips, form);
  let shown = "";

  const commit = (what: string, edit: Edit) => commitUnlocked(session, what, [edit]);
  const addTag = () => {
    const subject = subjectOf(session);
    const [text, tags] = [tag.value.trim(), subject.facts?.tags ?? []];
    if (!text || !subject.facts || tags.includes(text)) return;
    if (commit("tag", subject.tagging([...tags, text]))) tag.value = "";
  };
  const addAttribute = () => {
    const subject = subjectOf(session);
    const text = name.value.trim();
    if (!text || !subject.facts || !value.value.trim()) return value.focus();
    if (!commit(`set ${text}`, subject.setting(text, typedValue(value.value)))) return;
    name.value = value.value = "";
    name.focus();
  };
  onEnter(tag, addTag);
  onEnter(name, () => value.focus());
  onEnter(value, addAttribute);

  return {
    el,
    update() {
      const subject = subjectOf(session);
      const { tags, attributes } = subject.facts ?? NOTHING;
      setText(title, subject.title);
      form.hidden = subject.facts === null;
      const { offered } = subject;
      const values = Object.hasOwn(offered.attributes, name.value)
        ? offered.attributes[name.value]!
        : [];
      const key = JSON.stringify([tags, attributes, offered, name.value]);
      if (key === shown) return;
      shown = key;
      fill(lists[0]!, offered.tags);
      fill(lists[1]!, Object.keys(offered.attributes));
      fill(lists[2]!, values.map(String));
      chips.replaceChildren(
        ...tags.map((text) =>
          chip(text, () => {
            const { facts, tagging } = subjectOf(session);
            const left = (facts?.tags ?? []).filter((other) => other !== text);
            commit("untag", tagging(left));
          }),
        ),
        ...Object.entries(attributes).map(([key, entry]) =>
          chip(`${key}: ${entry}`, () =>
            commit(`clear ${key}`, subjectOf(session).setting(key, null)),
          ),
        ),
      );
    },
  };
}

function chip(text: string, remove: () => void): HTMLElement {
  const word = h("span", "", text);
  word.title = text;
  return h(
    "span",
    "nbp-chip",
    word,
    button({ icon: icon("close"), label: `Remove ${text}` }, remove),
  );
}

function field(label: string, hint: string): HTMLInputElement {
  const element = focusable(h("input", "nbp-field nbp-text"), label);
  element.placeholder = hint;
  element.autocomplete = "off";
  element.maxLength = 10_000;
  return element;
}

let lists = 0;

/** A list of what may be typed, below the field. */
function offer(element: HTMLInputElement): HTMLDataListElement {
  const list = h("datalist", "");
  list.id = `nbp-offer-${Math.random().toString(36).slice(2)}-${lists++}`;
  element.setAttribute("list", list.id);
  return list;
}

function fill(list: HTMLDataListElement, values: readonly string[]): void {
  list.replaceChildren(
    ...values.map((value) => {
      const option = h("option", "");
      option.value = value;
      return option;
    }),
  );
}

function onEnter(element: HTMLInputElement, act: () => void): void {
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
}

/** What was typed: a number or a yes or no where it reads as one. */
function typedValue(text: string): AttributeValue {
  const plain = text.trim();
  if (plain === "true" || plain === "false") return plain === "true";
  const number = Number(plain);
  return plain !== "" && Number.isFinite(number) && Math.abs(number) < 2 ** 53 ? number : plain;
}
