import type { Tool } from "../protocol";
import { boxTool } from "./box";
import { editTool } from "./edit";
import { step } from "./gesture";
import { loopTool, placeTool } from "./place";
import type { PointerInput, Step, ToolContext, ToolState } from "./types";

const TOOLS = { edit: editTool, place: placeTool, loop: loopTool, box: boxTool };

/** What a pointer event makes of a tool's state, and what is to happen. */
export function useTool(
  tool: Tool,
  state: ToolState,
  input: PointerInput,
  context: ToolContext,
): Step {
  return step(TOOLS[tool], state, input, context);
}

export { jointUnder, showsHandles } from "./catch";
export { catches } from "./edit";
export { editsOf, settle, wheel } from "./gesture";
export * from "./types";
