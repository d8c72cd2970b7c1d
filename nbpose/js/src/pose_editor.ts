import type { Initialize, Render } from "@anywidget/types";
import type { Traits } from "./core/protocol";
import { Player } from "./editor/player";
import { Session } from "./editor/session";
import { watch } from "./editor/watchdog";
import { hostOf } from "./host/host";
import { openKept } from "./host/kept";
import { warnBeforeLeaving } from "./host/leaving";
import { openPeers } from "./host/peers";
import { mount } from "./ui/editor_view";
import "./ui/styles";

/** One session for each model: a view that is rendered anew finds its pending edits and pictures again. */
export default () => {
  let session: Session;
  let player: Player;

  const initialize: Initialize<Traits> = ({ model }) => {
    session = new Session(hostOf(model), { kept: openKept(), peers: openPeers() });
    player = new Player(session);
    const unwatch = watch(session);
    const owner = new AbortController();
    warnBeforeLeaving(() => session.keeper.atRisk, owner.signal);
    return () => {
      owner.abort();
      player.pause();
      unwatch();
      session.close();
    };
  };

  const render: Render<Traits> = ({ el }) => {
    const owner = new AbortController();
    mount(session, player, el, owner.signal);
    session.greet();
    return () => owner.abort();
  };

  return { initialize, render };
};
