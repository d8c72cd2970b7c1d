import { expect, test } from "vitest";
import { person, SKELETON } from "../../testing/fixtures";
import type { XY } from "../geometry";
import type { Tool } from "../protocol";
import { joinRows } from "../rows";
import { type Effect, IDLE, type PointerInput, type ToolContext, useTool } from ".";

// canvas (200, 100) shows image (100, 50) at zoom 2
const context: ToolContext = {
  rows: joinRows(person(7, 100, 50), person(8, 100, 90, 1)),
  skeleton: SKELETON,
  camera: { zoom: 2, x: 100, y: 50 },
  canvas: { width: 400, height: 200 },
  frame: { width: 640, height: 360 },
  active: 0,
  selected: [0],
  editable: true,
};

type Moment = [PointerInput["type"], XY, Partial<PointerInput>?];

/** All effects of a row of pointer events. */
function play(tool: Tool, moments: Moment[], change: Partial<ToolContext> = {}): Effect[] {
  let state = IDLE;
  const all: Effect[] = [];
  for (const [type, at, more] of moments) {
    const input = {
      type,
      at,
      button: "main",
      alt: false,
      shift: false,
      touch: false,
      ...more,
    } as const;
    const step = useTool(tool, state, input, { ...context, ...change });
    state = step.state;
    all.push(...step.effects);
  }
  expect(state).toEqual(IDLE);
  return all;
}

const NOSE = { type: "select", row: 7, keypoint: 0 } as const;

test("a drag of 40 canvas pixels at zoom 2 moves a joint by 20, in one commit", () => {
  const effects = play("edit", [
    ["down", [203, 101]],
    ["move", [220, 101]],
    ["move", [230, 95]],
    ["up", [243, 101]],
  ]);
  const to = [120, 50];
  const edits = [{ op: "move", row: 7, keypoint: 0, to }];
  expect(effects).toEqual([NOSE, NOSE, { type: "commit", label: "move nose", edits }]);
});

test("a click on a joint selects it and edits nothing", () => {
  expect(
    play("edit", [
      ["down", [201, 100]],
      ["move", [202, 101]],
      ["up", [202, 101]],
    ]),
  ).toEqual([NOSE]);
});

test("a cancelled drag commits nothing", () => {
  const effects = play("edit", [
    ["down", [200, 100]],
    ["move", [260, 100]],
    ["cancel", [260, 100]],
  ]);
  expect(effects).toEqual([NOSE]);
});

test("a drag back to where it began commits nothing", () => {
  const effects = play("edit", [
    ["down", [200, 100]],
    ["move", [260, 100]],
    ["up", [200, 100]],
  ]);
  expect(effects).toEqual([NOSE]);
});

test("a joint dragged out of the frame stays on its border", () => {
  const effects = play("edit", [
    ["down", [200, 100]],
    ["up", [-9000, 100]],
  ]);
  expect(effects).toEqual([NOSE]); // a release without a move is a click
  const dragged = play("edit", [
    ["down", [200, 100]],
    ["move", [0, 100]],
    ["up", [-9000, 100]],
  ]);
  expect(dragged.at(-1)).toMatchObject({ edits: [{ to: [0, 50] }] });
});

test("a click on empty ground lets go of the joint, not of the person", () => {
  const click: Moment[] = [
    ["down", [20, 20]],
    ["up", [20, 20]],
  ];
  expect(play("edit", click)).toEqual([{ type: "select", row: 7, keypoint: -1 }]);
});

test("a click on a bone selects its person", () => {
  const click: Moment[] = [
    ["down", [160, 102]],
    ["up", [160, 102]],
  ];
  const near = { active: -1, camera: { zoom: 8, x: 110, y: 90 } };
  expect(play("edit", click, near)).toEqual([{ type: "select", row: 8, keypoint: -1 }]);
});

test.each([
  ["empty ground", "edit", [20, 20], "main"],
  ["empty ground", "place", [20, 20], "main"],
  ["a joint by the middle button", "edit", [200, 100], "middle"],
] as const)("a drag on %s in %s moves the picture", (_, tool, [x, y], button) => {
  const effects = play(tool, [
    ["down", [x, y], { button }],
    ["move", [x + 30, y], { button }],
    ["up", [x + 30, y - 5], { button }],
  ]);
  expect(effects).toEqual([
    { type: "pan", dx: 30, dy: 0 },
    { type: "pan", dx: 0, dy: -5 },
  ]);
});

test("nothing can be moved while another frame is on screen", () => {
  const effects = play(
    "edit",
    [
      ["down", [200, 100]],
      ["move", [240, 100]],
      ["up", [240, 100]],
    ],
    { editable: false },
  );
  expect(effects.filter((effect) => effect.type === "commit")).toEqual([]);
});

test("a finger may tremble before a press becomes a drag", () => {
  const trembling = play("edit", [
    ["down", [200, 100], { touch: true }],
    ["move", [206, 100], { touch: true }],
    ["up", [206, 100], { touch: true }],
  ]);
  expect(trembling).toEqual([NOSE]);
});

test.each([
  ["a click", {}, 2],
  ["a click with Alt", { alt: true }, 1],
  ["a right click", { button: "right" }, 1],
] as const)("placing by %s", (_, more, visibility) => {
  const effects = play("place", [
    ["down", [300, 150], more],
    ["up", [301, 150], more],
  ]);
  expect(effects).toEqual([{ type: "place", at: [150.5, 75], visibility }]);
});

test("placing on top of another joint is placing; dragging it is dragging", () => {
  const click = play("place", [
    ["down", [200, 100]],
    ["up", [200, 100]],
  ]);
  expect(click).toEqual([{ type: "place", at: [100, 50], visibility: 2 }]);
  const drag = play("place", [
    ["down", [200, 100]],
    ["move", [220, 100]],
    ["up", [220, 100]],
  ]);
  expect(drag.at(-1)).toMatchObject({ type: "commit", label: "move nose" });
});

test("a click far beside the frame places nothing", () => {
  const beside: ToolContext["camera"] = { zoom: 2, x: 0, y: 50 };
  const click: Moment[] = [
    ["down", [100, 100]],
    ["up", [100, 100]],
  ];
  expect(play("place", click, { camera: beside })).toEqual([]);
});
