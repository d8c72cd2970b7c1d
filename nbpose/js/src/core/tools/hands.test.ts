import { describe, expect, test } from "vitest";
import { person, SKELETON } from "../../testing/fixtures";
import { applyEdits } from "../edits";
import type { XY } from "../geometry";
import { handlesOf } from "../handles";
import type { Edit, Tool } from "../protocol";
import { joinRows, type RowBlock } from "../rows";
import {
  type Effect,
  editsOf,
  IDLE,
  type PointerInput,
  settle,
  type ToolContext,
  type ToolState,
  useTool,
  wheel,
} from ".";

// canvas (200, 100) shows image (100, 50) at zoom 2; joints of row 7 lie at 200, 220, 240 of the canvas
const context: ToolContext = {
  rows: joinRows(person(7, 100, 50), person(8, 100, 90, 1)),
  skeleton: {
    ...SKELETON,
    edges: [
      [0, 1],
      [1, 2],
    ],
  },
  camera: { zoom: 2, x: 100, y: 50 },
  canvas: { width: 400, height: 200 },
  frame: { width: 640, height: 360 },
  active: 0,
  selected: [],
  editable: true,
};

const SHIFT = { shift: true };
const ALT = { alt: true };
const NOSE: XY = [200, 100];
const RIGHT_KNEE: XY = [240, 100];

function input(type: PointerInput["type"], at: XY, more: Partial<PointerInput> = {}): PointerInput {
  return { type, at, button: "main", alt: false, shift: false, touch: false, ...more };
}

/** Press, move and let go; what was shown just before the release, and all effects. */
function drag(
  from: XY,
  to: XY,
  more: Partial<PointerInput> = {},
  change: Partial<ToolContext> = {},
  tool: Tool = "edit",
) {
  const now = { ...context, ...change };
  const down = useTool(tool, IDLE, input("down", from, more), now);
  const move = useTool(tool, down.state, input("move", to, more), now);
  const up = useTool(tool, move.state, input("up", to, more), now);
  expect(up.state).toEqual(IDLE);
  const effects: Effect[] = [...down.effects, ...move.effects, ...up.effects];
  return { shown: editsOf(move.state), effects, commit: commitOf(effects) };
}

function click(at: XY, more: Partial<PointerInput> = {}, change: Partial<ToolContext> = {}) {
  const now = { ...context, ...change };
  const down = useTool("edit", IDLE, input("down", at, more), now);
  return [...down.effects, ...useTool("edit", down.state, input("up", at, more), now).effects];
}

function commitOf(effects: readonly Effect[]) {
  return effects.find((effect) => effect.type === "commit");
}

function movesOf(edits: readonly Edit[]): [number, number[]][] {
  return edits.map((edit) => {
    if (edit.op !== "move") throw new Error(edit.op);
    return [edit.keypoint, edit.to.map((n) => Math.round(n * 100) / 100)];
  });
}

describe("several joints", () => {
  test("dragging one of them drags all, and they stay selected", () => {
    const { effects, commit } = drag(NOSE, [220, 110], {}, { selected: [0, 2] });
    expect(commit?.label).toBe("move 2 joints");
    expect(movesOf(commit!.edits)).toEqual([
      [0, [110, 55]],
      [2, [130, 55]],
    ]);
    expect(effects).toEqual([commit]);
  });

  test("what is shown while dragging is what is committed", () => {
    const { shown, commit } = drag(NOSE, [220, 110], {}, { selected: [0, 2] });
    expect(shown).toEqual(commit!.edits);
  });

  test("dragging another joint leaves them", () => {
    const { commit } = drag([220, 100], [230, 100], {}, { selected: [0, 2] });
    expect(movesOf(commit!.edits)).toEqual([[1, [115, 50]]]);
  });

  test("they stop together at the border, and keep their shape", () => {
    const { commit } = drag(NOSE, [-9000, 100], {}, { selected: [0, 2] });
    expect(movesOf(commit!.edits)).toEqual([
      [0, [0, 50]],
      [2, [20, 50]],
    ]);
  });

  test("one of them is selected alone by a click", () => {
    expect(click(NOSE, {}, { selected: [0, 2] })).toEqual([
      { type: "select", row: 7, keypoint: 0 },
    ]);
  });

  test("Shift and a click adds a joint, and takes it out again", () => {
    const [added] = click(RIGHT_KNEE, SHIFT, { selected: [0] });
    expect(added).toEqual({ type: "choose", row: 7, keypoint: 2, keypoints: [0, 2] });
    const [taken] = click(RIGHT_KNEE, SHIFT, { selected: [0, 2] });
    expect(taken).toEqual({ type: "choose", row: 7, keypoint: 0, keypoints: [0] });
  });

  test("a joint of somebody else begins anew", () => {
    const near = { camera: { zoom: 2, x: 100, y: 90 } };
    const [begun] = click(NOSE, SHIFT, { selected: [0, 2], ...near });
    expect(begun).toEqual({ type: "choose", row: 8, keypoint: 0, keypoints: [0] });
  });

  test("a band takes the joints in it, of the active person, besides those that are", () => {
    const { effects } = drag([190, 80], [225, 120], SHIFT, { selected: [2] });
    expect(effects).toEqual([{ type: "choose", row: 7, keypoint: 1, keypoints: [2, 0, 1] }]);
  });

  test("a band around somebody else takes whose joints it holds most of", () => {
    const { effects } = drag([190, 160], [245, 199], SHIFT);
    expect(effects).toEqual([{ type: "choose", row: 8, keypoint: 2, keypoints: [0, 1, 2] }]);
  });

  test("a band around nobody changes nothing", () => {
    expect(drag([20, 20], [60, 60], SHIFT).effects).toEqual([]);
  });
});

test("Shift and a drag takes the limb along: in a line, the middle takes both ends", () => {
  const end = drag(RIGHT_KNEE, [240, 120], SHIFT);
  expect(movesOf(end.commit!.edits)).toEqual([[2, [120, 60]]]);
  expect(end.commit!.label).toBe("move limb of right_knee");
  const middle = drag([220, 100], [220, 120], SHIFT);
  expect(movesOf(middle.commit!.edits).map(([k]) => k)).toEqual([0, 1, 2]);
});

describe("a whole person", () => {
  test("goes with Alt, by any joint", () => {
    const { effects, commit } = drag(NOSE, [240, 100], ALT);
    expect(commit).toMatchObject({ label: "move person" });
    expect(movesOf(commit!.edits)).toEqual([
      [0, [120, 50]],
      [1, [130, 50]],
      [2, [140, 50]],
    ]);
    expect(effects[0]).toEqual({ type: "select", row: 7, keypoint: -1 });
  });

  test("of several, the one under the pointer", () => {
    const { commit } = drag([200, 180], [200, 190], ALT);
    expect(commit!.edits.map((edit) => "row" in edit && edit.row)).toEqual([8, 8, 8]);
  });

  test.each([
    ["beside the joints", [110, 150]],
    ["on a bone", [160, 100]],
  ] as const)("does not go by a drag %s", (_, from) => {
    const near = { selected: [0], camera: { zoom: 8, x: 110, y: 50 } };
    expect(drag([...from], [300, 160], {}, near).commit).toBeUndefined();
  });

  test("one that reaches beyond the border can be brought back, and goes no further out", () => {
    const rows = person(7, 630, 50);
    const out = { rows, camera: { zoom: 1, x: 630, y: 50 } };
    expect(movesOf(drag([200, 100], [260, 100], ALT, out).commit!.edits)[0]).toEqual([
      0,
      [639, 50],
    ]);
    expect(movesOf(drag([200, 100], [160, 100], ALT, out).commit!.edits)[2]).toEqual([
      2,
      [610, 50],
    ]);
  });
});

describe("handles", () => {
  const handles = handlesOf(context.rows, 0, context.camera, context.canvas)!;
  const middle: XY = [220, 100];

  test("the cross moves the person", () => {
    const [x, y] = handles.move;
    expect(movesOf(drag(handles.move, [x + 20, y]).commit!.edits)[0]).toEqual([0, [110, 50]]);
  });

  test("a quarter turn of the turning handle turns the person by as much", () => {
    const above = middle[1] - handles.turn[1];
    const { commit } = drag(handles.turn, [middle[0] + above, middle[1]]);
    expect(commit!.label).toBe("turn person");
    expect(movesOf(commit!.edits)).toEqual([
      [0, [110, 40]],
      [1, [110, 50]],
      [2, [110, 60]],
    ]);
  });

  test("with Shift it turns in steps of 15 degrees", () => {
    const [x, y] = handles.turn;
    const { commit } = drag(handles.turn, [x + 5, y], SHIFT);
    expect(commit).toBeUndefined(); // less than half a step
  });

  test("pulling the scaling handle twice as far from the middle doubles the person", () => {
    const [x, y] = handles.scale;
    const { commit } = drag(handles.scale, [2 * x - middle[0], 2 * y - middle[1]]);
    expect(commit!.label).toBe("scale person");
    expect(movesOf(commit!.edits).map(([, [at]]) => at)).toEqual([90, 110, 130]);
  });

  test("there are none while a joint is selected, nor of somebody locked", () => {
    const from: XY = [...handles.move];
    expect(drag(from, [100, 100], {}, { selected: [0] }).commit).toBeUndefined();
    expect(drag(from, [100, 100], {}, { rows: locked() }).commit).toBeUndefined();
  });

  test("they stay on the canvas however large the person is", () => {
    const near = handlesOf(context.rows, 0, { zoom: 64, x: 100, y: 50 }, context.canvas)!;
    for (const [x, y] of [near.move, near.turn, near.scale]) {
      expect(x >= 0 && x <= 400 && y >= 0 && y <= 200).toBe(true);
    }
  });
});

describe("the wheel", () => {
  const notch = { angle: Math.PI / 4 };

  test("adds up until it rests, and is one edit then", () => {
    const once = wheel(IDLE, notch, context).state;
    const twice = wheel(once, notch, context);
    expect(twice.effects).toEqual([]);
    const [commit] = settle(twice.state, context).effects;
    expect(movesOf((commit as Effect & { type: "commit" }).edits)[0]).toEqual([0, [110, 40]]);
  });

  test("turned back to where it was commits nothing", () => {
    const once = wheel(IDLE, { angle: 0.5 }, context).state;
    expect(settle(wheel(once, { angle: -0.5 }, context).state, context).effects).toEqual([]);
  });

  test("does nothing to nobody, and nothing while a button is down", () => {
    expect(wheel(IDLE, notch, { ...context, active: -1 }).state).toEqual(IDLE);
    const pressing = useTool("edit", IDLE, input("down", NOSE), context).state;
    expect(wheel(pressing, notch, context).state).toEqual(pressing);
  });
});

function locked(): RowBlock {
  const edit = { op: "set_locked", row: 7, locked: true } as const;
  return applyEdits(context.rows, [edit], SKELETON.mirror);
}

test.each([
  ["a joint", NOSE, {}, "edit"],
  ["a person", NOSE, ALT, "edit"],
  ["a limb", NOSE, SHIFT, "edit"],
  ["a box", [50, 50] as XY, {}, "box"],
] as const)("%s of somebody locked stays, and that is said", (_, from, more, tool) => {
  const { effects } = drag([...from], [300, 150], more, { rows: locked() }, tool);
  expect(effects.filter((effect) => effect.type !== "select")).toEqual([{ type: "locked" }]);
});

describe("the box tool", () => {
  test("draws from corner to corner", () => {
    const { commit, shown } = drag([190, 80], [260, 140], {}, {}, "box");
    expect(commit!.edits).toEqual([{ op: "set_box", row: 7, box: [95, 40, 35, 30] }]);
    expect(shown).toEqual(commit!.edits);
  });

  test("pulls one corner of a box that is there", () => {
    const edit = { op: "set_box", row: 7, box: [95, 40, 35, 30] } as const;
    const rows = applyEdits(context.rows, [edit], SKELETON.mirror);
    const { commit } = drag([262, 141], [280, 160], {}, { rows }, "box");
    expect(commit!.edits).toEqual([{ op: "set_box", row: 7, box: [95, 40, 45, 40] }]);
  });

  test("without a person it moves the picture", () => {
    const { effects } = drag([190, 80], [260, 140], {}, { active: -1 }, "box");
    expect(effects.map((effect) => effect.type)).toEqual(["pan", "pan"]);
  });
});

test.each<[string, XY, Partial<PointerInput>]>([
  ["a band", [20, 20], SHIFT],
  ["a person", NOSE, ALT],
  ["a limb", NOSE, SHIFT],
])("%s that is cancelled leaves nothing behind", (_, from, more) => {
  let state: ToolState = useTool("edit", IDLE, input("down", from, more), context).state;
  state = useTool("edit", state, input("move", [300, 150], more), context).state;
  expect(useTool("edit", state, input("cancel", [300, 150]), context)).toEqual({
    state: IDLE,
    effects: [],
  });
});
