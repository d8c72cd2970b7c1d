import { clampPoint, contains, toImage } from "../geometry";
import type { Tool } from "../protocol";
import { jointUnder, wholePerson } from "./catch";
import type { Effect, ToolRules } from "./types";

/** A click this many canvas pixels beside the frame still means its border. */
const SLACK = 12;

/**
 * Click by click through the skeleton: each click puts the current joint, Alt or the right button a hidden one.
 *
 * A press that moves still drags a joint of the active person, with Alt all of it, so that a slip is mended without
 * changing the tool.
 */
function placing(name: Tool): ToolRules {
  return {
    name,
    grab(input, context) {
      if (input.button !== "main") return null;
      const grab = input.alt ? wholePerson(input, context) : jointUnder(input, context);
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
}

export const placeTool = placing("place");

/** The same joint in frame after frame: where a click leads is for the editor to know. */
export const loopTool = placing("loop");
