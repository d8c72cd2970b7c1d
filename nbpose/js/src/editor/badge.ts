import type { Session } from "./session";

/** What the picture does not say by itself: that it is not the one asked for, or that something is missing. */
export function badgeText(session: Session): string {
  const { media, picture, frame, lost } = session.state;
  if (media.count === 0) return "There are no frames.";
  if (lost) return missingText(session);
  if (!picture) return `Loading frame ${frame} …`;
  if (picture.frame !== frame) return `Frame ${picture.frame}, loading ${frame} …`;
  return picture.bitmap ? "" : `Frame ${frame} cannot be read.`;
}

/** Without the kernel nothing more comes: say what is not here. */
function missingText(session: Session): string {
  const { picture, frame } = session.state;
  if (!picture) return `Frame ${frame} was not loaded.`;
  if (picture.frame !== frame) return `Frame ${picture.frame}; ${frame} was not loaded.`;
  if (!picture.bitmap) return `Frame ${frame} cannot be read.`;
  return session.rows(frame) ? "" : `The poses of frame ${frame} were not loaded.`;
}
