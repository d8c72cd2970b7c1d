import type { AttributeValue, Edit, FrameFacts, RowEdit, RowFacts } from "./protocol";
import type { RowBlock } from "./rows";

/** What is said of people and frames beside their points, and how edits change it. */

const NO_ATTRIBUTES: FrameFacts["attributes"] = {};
const NOTHING: RowFacts = { tags: [], attributes: NO_ATTRIBUTES, locked: false, keyframe: false };

/** So many attributes a person or a frame may have. */
const MOST = 64;

/** What is said of a person; never null. */
export function factsOf(rows: RowBlock, index: number): RowFacts {
  return rows.facts[index] ?? NOTHING;
}

export function isLocked(rows: RowBlock, index: number): boolean {
  return rows.facts[index]?.locked ?? false;
}

/** The facts of a person after an edit, or the very same when it is about something else. */
export function factsAfter(facts: RowFacts | null, edit: RowEdit): RowFacts | null {
  const before = facts ?? NOTHING;
  switch (edit.op) {
    case "set_tags":
      return tidy({ ...before, tags: [...edit.tags] });
    case "set_attribute":
      return tidy({ ...before, attributes: withAttribute(before.attributes, edit) });
    case "set_locked":
      return tidy({ ...before, locked: edit.locked });
    case "set_keyframe":
      return tidy({ ...before, keyframe: edit.keyframe });
    default:
      return facts;
  }
}

/** What is said of a frame after edits. */
export function frameFactsAfter(
  facts: FrameFacts | null,
  frame: number,
  edits: readonly Edit[],
): FrameFacts | null {
  let { tags, attributes } = facts ?? NOTHING;
  for (const edit of edits) {
    if (edit.op === "tag_frame" && edit.frame === frame) tags = [...edit.tags];
    if (edit.op === "set_frame_attribute" && edit.frame === frame) {
      attributes = withAttribute(attributes, edit);
    }
  }
  return tags.length > 0 || Object.keys(attributes).length > 0 ? { tags, attributes } : null;
}

function withAttribute(
  attributes: FrameFacts["attributes"],
  { name, value }: { name: string; value: AttributeValue | null },
): FrameFacts["attributes"] {
  // entries, because a person may call an attribute __proto__
  const others = Object.entries(attributes);
  const at = others.findIndex(([key]) => key === name);
  if (value === null) return Object.fromEntries(others.filter(([key]) => key !== name));
  if (at >= 0) others[at] = [name, value];
  else if (others.length < MOST) others.push([name, value]);
  return Object.fromEntries(others);
}

function tidy(facts: RowFacts): RowFacts | null {
  const { tags, attributes, locked, keyframe } = facts;
  const said = tags.length > 0 || locked || keyframe || Object.keys(attributes).length > 0;
  return said ? facts : null;
}
