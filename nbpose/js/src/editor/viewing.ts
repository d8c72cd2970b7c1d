import { whyNoRings } from "../core/oks";
import { TONES, type ToneName } from "../core/options";
import type { Options } from "../core/protocol";
import type { Session } from "./session";

/** How the picture and the overlay are shown. */

export type Switch = "labels" | "confidence" | "angles" | "loupe" | "rings";

function setOptions(session: Session, changed: Partial<Options>): void {
  session.setTraits({ options: { ...session.state.options, ...changed } });
}

export function toggleOption(session: Session, name: Switch): void {
  setOptions(session, { [name]: !session.state.options[name] });
}

/** The rings, and in words why there are none where there are none. */
export function toggleRings(session: Session): void {
  toggleOption(session, "rings");
  const missing = ringsMissing(session);
  if (session.state.options.rings && missing) session.say("info", missing);
}

export function ringsMissing(session: Session): string {
  const { skeleton, frame } = session.state;
  return whyNoRings(skeleton, session.rows(frame), session.active);
}

export function setTone(session: Session, name: ToneName, factor: number): void {
  setOptions(session, { [name]: factor });
}

export function resetTone(session: Session): void {
  setOptions(session, Object.fromEntries(TONES.map((name) => [name, 1])));
}
