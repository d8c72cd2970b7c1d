/** How a name answers what was typed, from best to worst. */
function answers(name: string, typed: string): boolean[] {
  const words = name.split(" ");
  const initials = words.map((word) => word[0]).join("");
  return [
    name === typed,
    name.startsWith(typed),
    initials === typed,
    initials.startsWith(typed),
    words.some((word) => word.startsWith(typed)),
    name.includes(typed),
  ];
}

/** Index of the name that answers best what was typed: its beginning, its initials, a word, a part; -1 when none does. */
export function findName(names: readonly string[], typed: string): number {
  const wanted = typed.trim().toLowerCase().replaceAll("_", " ");
  if (!wanted) return -1;
  const ranks = names.map((name) => answers(name.toLowerCase(), wanted).indexOf(true));
  const best = Math.min(...ranks.filter((rank) => rank >= 0));
  return ranks.indexOf(best);
}
