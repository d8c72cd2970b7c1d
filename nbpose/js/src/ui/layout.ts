import { codesOf } from "../core/keymap";

/** What the user's own keyboard has on a key, by its name on a US one; the name itself where nobody knows. */
export type Glyph = (key: string) => string;

interface Keyboard {
  getLayoutMap(): Promise<ReadonlyMap<string, string>>;
}

/** Ask the browser for the layout. Few tell, and none where the page is a guest of another or plain http. */
export async function keyboardLayout(): Promise<Glyph> {
  const { keyboard } = navigator as { keyboard?: Keyboard };
  try {
    const map = await keyboard?.getLayoutMap();
    if (map && map.size > 0) return (key) => glyphOn(map, key);
  } catch {
    // a page in a frame may not ask
  }
  return (key) => key;
}

function glyphOn(map: ReadonlyMap<string, string>, key: string): string {
  const [code] = codesOf(key);
  const glyph = key.length === 1 && code ? map.get(code) : undefined;
  return glyph?.trim() ? glyph.toUpperCase() : key;
}
