/** What a screen reader is told: changes are gathered, and told once things are quiet. */

/** What can be told, as it is now. */
export interface Facts {
  /** the latest sentence of the editor */
  readonly sentence: string;
  /** it must be heard, whatever comes after it */
  readonly urgent: boolean;
  readonly frame: string;
  readonly joint: string;
  /** what became of the edits */
  readonly saving: { readonly kind: string; readonly text: string };
}

export interface Untold {
  readonly urgent: readonly string[];
  readonly sentence: string;
  readonly frame: boolean;
  readonly joint: boolean;
}

export const TOLD: Untold = { urgent: [], sentence: "", frame: false, joint: false };

/** What is to be told after a change. Of many frames, joints and sentences only the last counts. */
export function gather(untold: Untold, was: Facts, now: Facts): Untold {
  const said = now.sentence !== was.sentence || (now.urgent && !was.urgent);
  const loud = [turn(was, now), said && now.urgent ? now.sentence : ""];
  return {
    urgent: [...new Set([...untold.urgent, ...loud])].filter(Boolean),
    sentence: said && !now.urgent ? now.sentence : untold.sentence,
    frame: untold.frame || now.frame !== was.frame,
    joint: untold.joint || now.joint !== was.joint,
  };
}

/** Only when edits begin to be kept and when that is over: every edit would be too much to hear. */
function turn({ saving: was }: Facts, { saving: { kind, text } }: Facts): string {
  if (was.kind === kind) return "";
  return kind === "kept" || (was.kind === "kept" && kind !== "saving") ? text : "";
}

export function isQuiet({ urgent, sentence, frame, joint }: Untold): boolean {
  return urgent.length === 0 && sentence === "" && !frame && !joint;
}

/** What to say; `here` tells whether the user is in this view, who else cares for its sentences only. */
export function textOf(untold: Untold, now: Facts, here: boolean): string {
  const parts = [...untold.urgent, untold.sentence];
  if (here && untold.frame) parts.push(now.frame);
  if (here && untold.joint) parts.push(now.joint);
  return parts.filter(Boolean).join(" ");
}
