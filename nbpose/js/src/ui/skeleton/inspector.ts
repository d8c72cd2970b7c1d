import { boneOf, boneSide, jointOf, partnerOf } from "../../core/skeleton/draft";
import { sideOf } from "../../core/skeleton/naming";
import { spoken } from "../../core/spoken";
import { jointColor, paletteColor } from "../../draw/skeleton_scene";
import {
  join,
  move,
  nameOf,
  paint,
  paintSide,
  pair,
  remove,
  rename,
  selectedJoint,
} from "../../skeleton/commands";
import type { SkeletonSession } from "../../skeleton/session";
import { button, focusable, group, h, setPressed, setText } from "../dom";
import { icon } from "../icons";
import { skeletonIcon } from "./icons";
import { field, fill, keyed, type SkeletonPanel, show } from "./parts";

const AUTOMATIC = "name";
const NOBODY = "none";

export interface Inspector extends SkeletonPanel {
  focusName(): void;
  focusConnect(): void;
}

/** What can be said of the selected joint or bone, in fields. */
export function inspector(session: SkeletonSession, toCanvas: () => void): Inspector {
  const joint = jointFields(session, toCanvas);
  const bone = boneFields(session);
  const connect = connectFields(session, toCanvas);
  const colors = colorFields(session);
  const looks = h("div", "nbp-sk-row", connect.el, colors.el);
  const nothing = h(
    "p",
    "nbp-empty",
    "Select a joint or a bone to name, pair, connect or colour it.",
  );
  const el = h("section", "nbp-sk-inspector", nothing, joint.el, bone.el, looks);
  el.setAttribute("aria-label", "Selected");

  return {
    el,
    // keys may come before the next frame is painted, when the fields are still hidden
    focusName() {
      this.update();
      joint.focusName();
    },
    focusConnect() {
      this.update();
      connect.focusConnect();
    },
    update() {
      const { kind } = session.state.selection;
      nothing.hidden = kind !== "none";
      joint.el.hidden = kind !== "joint";
      bone.el.hidden = kind !== "bone";
      looks.hidden = kind === "none";
      connect.el.hidden = kind !== "joint";
      if (kind === "joint") {
        joint.update();
        connect.update();
      }
      if (kind === "bone") bone.update();
      if (kind !== "none") colors.update();
    },
  };
}

function labelled(text: string, ...children: HTMLElement[]): HTMLElement {
  return h("label", "nbp-sk-labelled", h("span", "", text), ...children);
}

function jointFields(session: SkeletonSession, toCanvas: () => void) {
  const name = field(
    "Name",
    "nbp-sk-wide",
    (v) => rename(session, selectedJoint(session), v),
    toCanvas,
  );
  const place = placeFields(session, toCanvas);
  const partner = focusable(h("select", "nbp-field"), "Left/right partner");
  partner.addEventListener("change", () => {
    const { value } = partner;
    pair(session, value === AUTOMATIC ? AUTOMATIC : value === NOBODY ? null : Number(value));
  });
  const el = h("div", "nbp-sk-row", labelled("Name", name), place.el, labelled("Partner", partner));

  return {
    el,
    focusName() {
      name.focus({ preventScroll: true });
      name.select();
    },
    update() {
      const { draft } = session.state;
      const joint = jointOf(draft, selectedJoint(session));
      if (!joint) return;
      show(name, joint.name);
      place.update();
      const others = draft.joints.filter(({ id }) => id !== joint.id);
      const explicit = draft.pairs.find((one) => one.includes(joint.id));
      const found = partnerOf(draft, joint.id);
      fill(partner, [
        [AUTOMATIC, !explicit && found ? `by name: ${spoken(found.name)}` : "by name"],
        [NOBODY, "none"],
        ...others.map(({ id, name: other }) => [String(id), spoken(other)] as const),
      ]);
      partner.value = explicit ? String(found?.id ?? NOBODY) : AUTOMATIC;
    },
  };
}

function placeFields(session: SkeletonSession, toCanvas: () => void): SkeletonPanel {
  const settle = () => {
    const joint = jointOf(session.state.draft, selectedJoint(session));
    const [to, other] = [Number(x.value), Number(y.value)];
    const given = x.value.trim() !== "" && y.value.trim() !== "";
    if (joint && given && Number.isFinite(to) && Number.isFinite(other)) {
      move(session, joint.id, [to, other], session.ground);
    }
  };
  const x = field("x in pixels", "nbp-sk-number", settle, toCanvas);
  const y = field("y in pixels", "nbp-sk-number", settle, toCanvas);
  x.inputMode = y.inputMode = "decimal";
  const el = h("span", "nbp-sk-labelled", h("span", "", "x, y"), x, y);
  return {
    el,
    update() {
      const joint = jointOf(session.state.draft, selectedJoint(session));
      show(x, joint ? joint.x.toFixed(1) : "");
      show(y, joint ? joint.y.toFixed(1) : "");
    },
  };
}

function connectFields(session: SkeletonSession, toCanvas: () => void) {
  const to = focusable(h("select", "nbp-field"), "Connect to");
  const act = () => {
    if (to.value !== "") join(session, selectedJoint(session), Number(to.value));
    toCanvas();
  };
  to.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toCanvas();
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
  const go = keyed(
    { icon: skeletonIcon("join"), label: "Connect", text: "Connect" },
    "connect",
    act,
  );
  const el = h("span", "nbp-sk-labelled", h("span", "", "Connect to"), to, go);
  return {
    el,
    focusConnect: () => to.focus({ preventScroll: true }),
    update() {
      const { draft } = session.state;
      const from = selectedJoint(session);
      const others = draft.joints.filter(({ id }) => id !== from && !boneOf(draft, from, id));
      fill(
        to,
        others.map(({ id, name }) => [String(id), spoken(name)] as const),
      );
      to.disabled = go.disabled = others.length === 0;
    },
  };
}

function boneFields(session: SkeletonSession): SkeletonPanel {
  const name = h("strong", "nbp-sk-ends");
  const gone = keyed(
    { icon: icon("trash"), label: "Delete the bone", text: "Delete" },
    "delete",
    () => remove(session),
  );
  const el = h("div", "nbp-sk-row", name, gone);
  return {
    el,
    update() {
      const { selection } = session.state;
      if (selection.kind !== "bone") return;
      const ends = [selection.a, selection.b].map((id) => spoken(nameOf(session, id)));
      setText(name, ends.join(" – "));
    },
  };
}

function colorFields(session: SkeletonSession): SkeletonPanel {
  const { people } = session.get("palette");
  const automatic = button(
    { icon: icon("reset"), label: "Colour of the side", text: "By side" },
    () => paint(session, ""),
  );
  const swatches = people.map((color) => swatch(session, color));
  const own = focusable(h("input", "nbp-sk-color"), "A colour of your own");
  own.type = "color";
  own.addEventListener("change", () => paint(session, own.value.toLowerCase()));
  const side = button(
    { icon: icon("fit"), label: "The whole side in this colour", text: "Whole side" },
    () => paintSide(session),
  );
  const choices = group("Colour", automatic, ...swatches.map(([, element]) => element), own, side);
  const el = h("div", "nbp-sk-labelled nbp-sk-colors", h("span", "nbp-sk-word", "Colour"), choices);

  return {
    el,
    update() {
      const { color, shown } = colorOf(session);
      setPressed(automatic, color === "");
      for (const [value, element] of swatches) setPressed(element, value === color);
      if (own.value !== shown) own.value = shown;
      side.hidden = session.state.selection.kind !== "joint";
    },
  };
}

/** The own colour of what is selected, "" for none, and the one it is shown in. */
function colorOf(session: SkeletonSession): { color: string; shown: string } {
  const { draft, selection } = session.state;
  const palette = session.get("palette");
  if (selection.kind === "bone") {
    const bone = boneOf(draft, selection.a, selection.b);
    const shown = bone
      ? bone.color || paletteColor(palette, boneSide(draft, bone))
      : palette.middle;
    return { color: bone?.color ?? "", shown };
  }
  const joint = jointOf(draft, selectedJoint(session));
  const shown = joint ? jointColor(palette, joint) : paletteColor(palette, sideOf(""));
  return { color: joint?.color ?? "", shown };
}

function swatch(session: SkeletonSession, color: string): readonly [string, HTMLButtonElement] {
  const element = focusable(h("button", "nbp-sk-swatch", h("span", "")), `Colour ${color}`);
  element.type = "button";
  element.title = color;
  (element.firstChild as HTMLElement).style.background = color;
  element.addEventListener("click", () => paint(session, color));
  return [color, element];
}
