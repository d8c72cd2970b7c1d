import { clampPoint, contains, toImage } from "../geometry";
import { jointUnder } from "./edit";
import type { Effect, ToolRules } from "./types";

/** A click this many canvas pixels beside the frame still means its border. */
const SLACK = 12;

/**
 * Click by click through the skeleton: each click puts the current joint, Alt or the right button a hidden one.
 *
 * A press that moves still drags a joint of the active person, so a slip is mended without changing the tool.
 */
export const placeTool: ToolRules = {
  name: "place",
  grab(input, context) {
    const grab = input.button === "main" ? jointUnder(input, context) : null;
    return grab && grab.row === context.rows.row[context.active] ? grab : null;
  },
  click(input, state, context): readonly Effect[] {
    const { camera, canvas, frame, editable } = context;
    const point = toImage(camera, canvas, ...input.at);
    if (!editable || !contains(frame, point, SLACK / camera.zoom)) return [];
    const hidden = input.alt || state.button === "right";
    return [{ type: "place", at: clampPoint(point, frame), visibility: hidden ? 1 : 2 }];
  },
};
