/** Letters of a name that are shown: a file may bring any. */
const LONGEST = 48;

/** A keypoint's name as people say it. */
export function spoken(name: string): string {
  const short = name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
  return short.replaceAll("_", " ");
}
