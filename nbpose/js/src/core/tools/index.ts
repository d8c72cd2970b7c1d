import type { Tool } from "../protocol";
import { editTool } from "./edit";
import { step } from "./gesture";
import { placeTool } from "./place";
import type { PointerInput, Step, ToolContext, ToolState } from "./types";

const TOOLS = { edit: editTool, place: placeTool };

/** What a pointer event makes of a tool's state, and what is to happen. */
export function useTool(
  tool: Tool,
  state: ToolState,
  input: PointerInput,
  context: ToolContext,
): Step {
  return step(TOOLS[tool], state, input, context);
}

export { jointUnder } from "./edit";
export * from "./types";
