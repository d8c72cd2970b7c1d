import { expect, test } from "vitest";
import type { XY } from "../geometry";
import { addJoint, connect, EMPTY } from "./draft";
import { type Context, type Effect, type Gesture, IDLE, type Pointer, step } from "./tool";

/** Two joints and a bone; the canvas shows the ground at half its size, its corner in the corner. */
const draft = connect(addJoint(addJoint(EMPTY, [100, 100], "a"), [300, 100], "b"), 0, 1);
const context: Context = {
  draft,
  tool: "build",
  camera: { zoom: 0.5, x: 200, y: 200 },
  canvas: { width: 200, height: 200 },
  ground: { width: 400, height: 400 },
  selected: -1,
};
const A: XY = [50, 50];
const B: XY = [150, 50];

type Part = Partial<Pointer> & { at: XY };

/** Play a gesture: down at the first place, moves between, up at the last. */
function play(
  places: readonly XY[],
  more: Partial<Pointer> = {},
  over: Partial<Context> = {},
): Effect[] {
  const parts: Part[] = places.map((at, i) => ({ type: i === 0 ? "down" : "move", at }));
  parts.push({ type: "up", at: places.at(-1)! });
  let gesture: Gesture = IDLE;
  const effects: Effect[] = [];
  for (const part of parts) {
    const input = { type: "move", button: "main", alt: false, shift: false, touch: false, ...more };
    const result = step(gesture, { ...input, ...part } as Pointer, { ...context, ...over });
    gesture = result.gesture;
    effects.push(...result.effects);
  }
  expect(gesture).toEqual(IDLE);
  return effects;
}

test("a click on empty ground adds a joint there", () => {
  expect(play([[100, 150]])).toEqual([{ type: "add", at: [200, 300], from: -1 }]);
});

test("a click beside the picture, or with the other tool, only lets go", () => {
  expect(play([[201, 100]])).toEqual([{ type: "select", joint: -1 }]);
  expect(play([[100, 150]], {}, { tool: "move" })).toEqual([{ type: "select", joint: -1 }]);
});

test("a click on a joint selects it, on a bone the bone", () => {
  expect(play([[54, 54]])).toEqual([{ type: "select", joint: 0 }]);
  expect(play([[100, 52]])).toEqual([{ type: "select_bone", a: 0, b: 1 }]);
});

test("with Shift a click connects the selected joint", () => {
  const over = { selected: 0 };
  const [joined, selected] = play([B], { shift: true }, over);
  expect(joined).toEqual({ type: "connect", a: 0, b: 1 });
  expect(selected).toEqual({ type: "select", joint: 1 });
  expect(play([[100, 150]], { shift: true }, over)).toEqual([
    { type: "add", at: [200, 300], from: 0 },
  ]);
});

test("a drag from joint to joint connects them", () => {
  expect(play([A, [100, 80], B])).toEqual([
    { type: "connect", a: 0, b: 1 },
    { type: "select", joint: 1 },
  ]);
});

test("a drag to empty ground makes a joint that is connected; back to its start it does nothing", () => {
  expect(play([A, [80, 120]])).toEqual([{ type: "add", at: [160, 240], from: 0 }]);
  expect(play([A, [80, 120], [52, 52]])).toEqual([{ type: "select", joint: 0 }]);
  expect(play([A, [80, 120], [80, 300]])).toEqual([]);
});

test("with Alt, or the tool for it, a drag moves the joint by what the pointer moves, and not off the picture", () => {
  const moved = [
    { type: "select", joint: 0 },
    { type: "move", joint: 0, to: [120, 140] },
  ];
  expect(
    play(
      [
        [52, 52],
        [62, 72],
      ],
      { alt: true },
    ),
  ).toEqual(moved);
  expect(
    play(
      [
        [52, 52],
        [62, 72],
      ],
      {},
      { tool: "move" },
    ),
  ).toEqual(moved);
  expect(play([A, [-900, 50]], { alt: true })[1]).toEqual({ type: "move", joint: 0, to: [0, 100] });
});

test("a tremble is a click", () => {
  expect(play([A, [52, 51]])).toEqual([{ type: "select", joint: 0 }]);
  expect(play([A, [57, 55]], { touch: true })).toEqual([{ type: "select", joint: 0 }]);
});

test("a drag on empty ground moves the picture; so does the middle button anywhere", () => {
  const panned = [{ type: "pan", dx: 20, dy: 0 }];
  expect(
    play([
      [100, 150],
      [120, 150],
    ]).slice(0, 1),
  ).toEqual(panned);
  expect(play([A, [70, 50]], { button: "middle" }).slice(0, 1)).toEqual(panned);
});

test("a gesture that is cancelled leaves nothing behind", () => {
  const input = { button: "main", alt: false, shift: false, touch: false } as const;
  const down = step(IDLE, { ...input, type: "down", at: A }, context);
  const moved = step(down.gesture, { ...input, type: "move", at: B }, context);
  expect(step(moved.gesture, { ...input, type: "cancel", at: B }, context)).toEqual({
    gesture: IDLE,
    effects: [],
  });
});
