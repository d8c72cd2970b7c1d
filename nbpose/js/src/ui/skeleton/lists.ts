import { type Bone, boneSide, type Joint, jointOf, partnerOf } from "../../core/skeleton/draft";
import { sideOf } from "../../core/skeleton/naming";
import type { Finding } from "../../core/skeleton/protocol";
import { spoken } from "../../core/spoken";
import { shapeOf } from "../../draw/scene";
import { jointColor, paletteColor } from "../../draw/skeleton_scene";
import { mirror, order, remove, select, selectedJoint } from "../../skeleton/commands";
import type { SkeletonSession } from "../../skeleton/session";
import { group, h, setAttribute, setText } from "../dom";
import { icon, shapeIcon } from "../icons";
import { listbox } from "../listbox";
import { skeletonIcon } from "./icons";
import { keyed, type SkeletonPanel } from "./parts";

/** The joints in their order: what the picture shows, for those who do not see it. */
export function jointList(session: SkeletonSession): SkeletonPanel {
  const list = listbox(
    "Joints",
    () => h("div", "nbp-option nbp-sk-joint"),
    (index) => {
      const joint = session.state.draft.joints[index];
      if (joint) select(session, { kind: "joint", id: joint.id });
    },
  );
  const count = h("span", "nbp-count");
  const title = h("div", "nbp-title", h("span", "", "Joints"), count);
  const empty = h("p", "nbp-empty", "None yet: click on the picture, or press N.");
  const actions = jointActions(session);
  const el = h("section", "nbp-panel nbp-sk-joints", title, empty, list.el, actions.el);
  el.setAttribute("aria-label", "Joints");

  return {
    el,
    update() {
      const { joints } = session.state.draft;
      setText(count, joints.length > 0 ? String(joints.length) : "");
      empty.hidden = joints.length > 0;
      list.resize(joints.length);
      joints.forEach((joint, index) => {
        fillJoint(session, list.options[index]!, joint, index);
      });
      list.select(joints.findIndex(({ id }) => id === selectedJoint(session)));
      actions.update();
    },
  };
}

function fillJoint(
  session: SkeletonSession,
  option: HTMLElement,
  joint: Joint,
  index: number,
): void {
  const { draft, findings } = session.state;
  const found = worst(findings.filter(({ joints }) => joints.includes(joint.id)));
  const partner = partnerOf(draft, joint.id);
  const bones = draft.bones.filter(({ a, b }) => a === joint.id || b === joint.id).length;
  const color = jointColor(session.get("palette"), joint);
  const key = JSON.stringify([index, joint.name, color, found, partner?.name, bones]);
  if (option.dataset.key === key) return;
  option.dataset.key = key;
  const number = h("span", "nbp-number-cell", String(index + 1));
  const name = h("span", "nbp-joint-name", spoken(joint.name) || "no name");
  name.title = joint.name;
  option.replaceChildren(number, shapeIcon(shapeOf(sideOf(joint.name)), color), name, flag(found));
  const words = [
    `${index + 1}. ${spoken(joint.name) || "no name"}`,
    bones === 1 ? "1 bone" : `${bones} bones`,
    ...(partner ? [`partner ${spoken(partner.name)}`] : []),
    ...(found ? [`${found.severity}: ${found.text}`] : []),
  ];
  setAttribute(option, "aria-label", words.join(", "));
}

function flag(found: Finding | null): HTMLElement {
  const el = h("span", "nbp-sk-flag");
  if (!found) return el;
  el.append(skeletonIcon(found.severity));
  el.dataset.level = found.severity;
  el.title = found.text;
  return el;
}

function worst(findings: readonly Finding[]): Finding | null {
  return findings.find(({ severity }) => severity === "error") ?? findings[0] ?? null;
}

function jointActions(session: SkeletonSession): SkeletonPanel {
  const up = keyed({ icon: skeletonIcon("up"), label: "Earlier in the order" }, "order", () =>
    order(session, -1),
  );
  const down = keyed({ icon: skeletonIcon("down"), label: "Later in the order" }, "order", () =>
    order(session, 1),
  );
  const pair = keyed(
    { icon: skeletonIcon("mirror"), label: "Make the mirror image", text: "Mirror pair" },
    "mirror",
    () => mirror(session),
  );
  const gone = keyed({ icon: icon("trash"), label: "Delete the joint" }, "delete", () =>
    remove(session),
  );
  const el = h("div", "nbp-actions", group("Order", up, down), pair, gone);
  return {
    el,
    update() {
      const { joints } = session.state.draft;
      const at = joints.findIndex(({ id }) => id === selectedJoint(session));
      up.disabled = at <= 0;
      down.disabled = at < 0 || at === joints.length - 1;
      gone.disabled = at < 0;
      pair.disabled = at < 0 || partnerOf(session.state.draft, joints[at]!.id) !== null;
    },
  };
}

export function boneList(session: SkeletonSession): SkeletonPanel {
  const list = listbox(
    "Bones",
    () => h("div", "nbp-option nbp-sk-bone"),
    (index) => {
      const bone = session.state.draft.bones[index];
      if (bone) select(session, { kind: "bone", a: bone.a, b: bone.b });
    },
  );
  const count = h("span", "nbp-count");
  const title = h("div", "nbp-title", h("span", "", "Bones"), count);
  const empty = h("p", "nbp-empty", "None yet: drag from a joint to another.");
  const el = h("section", "nbp-panel nbp-sk-bones", title, empty, list.el);
  el.setAttribute("aria-label", "Bones");

  return {
    el,
    update() {
      const { draft, selection } = session.state;
      setText(count, draft.bones.length > 0 ? String(draft.bones.length) : "");
      empty.hidden = draft.bones.length > 0;
      list.resize(draft.bones.length);
      draft.bones.forEach((bone, index) => {
        fillBone(session, list.options[index]!, bone);
      });
      const chosen = draft.bones.findIndex(
        ({ a, b }) => selection.kind === "bone" && a === selection.a && b === selection.b,
      );
      list.select(chosen);
    },
  };
}

function fillBone(session: SkeletonSession, option: HTMLElement, bone: Bone): void {
  const { draft } = session.state;
  const ends = [bone.a, bone.b].map((id) => spoken(jointOf(draft, id)?.name ?? "") || "no name");
  const color = bone.color || paletteColor(session.get("palette"), boneSide(draft, bone));
  const key = JSON.stringify([ends, color]);
  if (option.dataset.key === key) return;
  option.dataset.key = key;
  const swatch = h("span", "nbp-sk-line");
  swatch.style.background = color;
  const text = h("span", "nbp-joint-name", ends.join(" – "));
  text.title = ends.join(" – ");
  option.replaceChildren(swatch, text);
  setAttribute(option, "aria-label", ends.join(" to "));
}
