import { expect, test } from "vitest";
import { type Facts, gather, isQuiet, TOLD, textOf } from "./announce";

const BEFORE: Facts = {
  sentence: "",
  urgent: false,
  frame: "Frame 0.",
  joint: "Nose.",
  saving: { kind: "saved", text: "Saved" },
};

/** What is told after these changes, one after another. */
function tell(changes: Partial<Facts>[], here = true): string {
  let [untold, now] = [TOLD, BEFORE];
  for (const change of changes) {
    const next = { ...now, ...change };
    untold = gather(untold, now, next);
    now = next;
  }
  return textOf(untold, now, here);
}

test("of a held key only where it ended is told", () => {
  expect(tell([{ frame: "Frame 1." }, { frame: "Frame 2." }, { frame: "Frame 3." }])).toBe(
    "Frame 3.",
  );
});

test("a refusal is heard even when other sentences come after it", () => {
  const refused = { sentence: "Refused: move nose.", urgent: true };
  const done = { sentence: "Done: move knee.", urgent: false };
  expect(tell([refused, done, { joint: "Knee." }])).toBe(
    "Refused: move nose. Done: move knee. Knee.",
  );
});

test("the same refusal twice is told once", () => {
  const refused = { sentence: "Refused.", urgent: true };
  expect(tell([refused, { sentence: "", urgent: false }, refused])).toBe("Refused.");
});

test("a refusal that fades from the status line is not told again", () => {
  const refused = { sentence: "Refused.", urgent: true };
  expect(tell([refused, { urgent: false }])).toBe("Refused.");
});

test("who is elsewhere hears sentences, not each frame and joint", () => {
  expect(tell([{ frame: "Frame 9.", joint: "Knee.", sentence: "Done." }], false)).toBe("Done.");
});

test("that edits are kept is told once, and that it is over; single edits are not", () => {
  const [saving, saved] = [
    { kind: "saving", text: "Saving" },
    { kind: "saved", text: "Saved" },
  ];
  const kept = (text: string) => ({ saving: { kind: "kept", text } });
  expect(tell([{ saving }, { saving: saved }])).toBe("");
  expect(tell([{ saving }, kept("Kept: 1"), kept("Kept: 2"), { saving: saved }])).toBe(
    "Kept: 1 Saved",
  );
});

test("without a change there is nothing to tell", () => {
  expect(isQuiet(gather(TOLD, BEFORE, BEFORE))).toBe(true);
  expect(tell([])).toBe("");
});
