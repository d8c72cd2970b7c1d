import { formatTime, frameTime } from "../core/time";
import type { HeldKey, Player } from "../editor/player";
import type { Session } from "../editor/session";
import { playable } from "../editor/state";
import { button, focusable, group, h, setAttribute, setText } from "./dom";
import { filledIcon, icon } from "./icons";
import type { Panel } from "./panel";

/** Play, step and go to a frame by its number. */
export function transport(
  session: Session,
  player: Player,
  held: HeldKey,
  toCanvas: () => void,
): Panel {
  const step = (by: number) => () => {
    player.pause();
    session.frames.goTo(session.state.frame + by);
  };
  const previous = button(
    { icon: icon("previous"), label: "Previous frame", action: "previous_frame" },
    step(-1),
  );
  const next = button({ icon: icon("next"), label: "Next frame", action: "next_frame" }, step(1));
  const play = button({ icon: filledIcon("play"), label: "Play", action: "play" }, () =>
    player.toggle(),
  );
  play.classList.add("nbp-play");
  const field = frameField(session, player, held, toCanvas);
  const total = h("span", "nbp-total");
  const time = h("span", "nbp-time");
  const name = h("span", "nbp-name");
  const number = h("label", "nbp-number", h("span", "nbp-word", "Frame"), field, total);
  const el = h("div", "nbp-transport", group("Frame", previous, play, next), number, time, name);

  return {
    el,
    update() {
      const { frame, media, times, playing } = session.state;
      if (!field.matches(":focus")) field.value = String(frame);
      setText(total, `/ ${Math.max(0, media.count - 1)}`);
      setText(time, formatTime(frameTime(frame, times, media.fps)));
      setText(name, media.name);
      name.title = media.name;
      play.disabled = !playable(session.state);
      previous.disabled = frame <= 0;
      next.disabled = frame >= media.count - 1;
      showPlaying(play, playing);
    },
  };
}

function showPlaying(play: HTMLButtonElement, playing: boolean): void {
  const label = playing ? "Pause" : "Play";
  if (play.getAttribute("aria-label") === label) return;
  setAttribute(play, "aria-label", label);
  play.title = label;
  play.replaceChildren(filledIcon(playing ? "pause" : "play"));
}

function frameField(
  session: Session,
  player: Player,
  held: HeldKey,
  toCanvas: () => void,
): HTMLInputElement {
  const field = focusable(h("input", "nbp-field"), "Frame number");
  field.inputMode = "numeric";
  field.dataset.action = "go_to_frame";
  field.autocomplete = "off";
  field.size = Math.max(3, String(session.state.media.count).length);
  field.addEventListener("focus", () => {
    held.release();
    player.pause();
    field.select();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    const frame = Number.parseInt(field.value, 10);
    if (event.key === "Enter" && Number.isFinite(frame)) session.frames.goTo(frame);
    toCanvas();
  });
  field.addEventListener("blur", () => {
    field.value = String(session.state.frame);
  });
  return field;
}
