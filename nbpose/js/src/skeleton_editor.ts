import type { Initialize, Render } from "@anywidget/types";
import type { SkeletonTraits } from "./core/skeleton/protocol";
import { skeletonHost } from "./skeleton/host";
import { SkeletonSession } from "./skeleton/session";
import { mountSkeleton } from "./ui/skeleton/view";
import "./ui/skeleton/styles";

/** One session for each model: a view that is rendered anew finds its draft again. */
export default () => {
  let session: SkeletonSession;

  const initialize: Initialize<SkeletonTraits> = ({ model }) => {
    session = new SkeletonSession(skeletonHost(model));
    return () => session.close();
  };

  const render: Render<SkeletonTraits> = ({ el }) => {
    const owner = new AbortController();
    mountSkeleton(session, el, owner.signal);
    session.greet();
    return () => owner.abort();
  };

  return { initialize, render };
};
