import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Outgoing, PicturesMessage } from "../core/protocol";
import type { Aim } from "../core/wantlist";
import { MEDIA } from "../testing/fixtures";
import { pass, stubBitmaps } from "../testing/python";
import { PictureSource } from "./pictures";
import type { Picture } from "./source";

let sent: Outgoing[];
let seen: number[];
let source: PictureSource;
let closed: ReturnType<typeof stubBitmaps>;

beforeEach(() => {
  vi.useFakeTimers();
  closed = stubBitmaps();
  [sent, seen] = [[], []];
  source = new PictureSource(
    MEDIA,
    (message) => sent.push(message),
    (picture: Picture) => seen.push(picture.frame),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const aim: Aim = {
  frame: 0,
  direction: 1,
  playing: false,
  resting: false,
  fitted: 600,
  zoomed: 600,
};

const acks = () => sent.flatMap((m) => (m.kind === "ack" ? [m.received] : []));
const wants = () => sent.flatMap((m) => (m.kind === "need" && m.what === "pictures" ? [m] : []));

function batch(frames: number[], gen = 1, bytes = 4) {
  const message = {
    kind: "pictures",
    client: "c",
    gen,
    frames,
    sizes: frames.map(() => bytes),
    shapes: frames.map(() => [640, 360]),
    width: wants().at(-1)!.width,
    mime: "image/jpeg",
  } as PicturesMessage;
  return source.receive(message, new DataView(new ArrayBuffer(bytes * frames.length)));
}

test("a batch is acknowledged when it is decoded, and counted from one", async () => {
  source.aim(aim);
  await batch([0, 1]);
  await batch([2]);
  expect([acks(), seen]).toEqual([
    [1, 2],
    [0, 1, 2],
  ]);
});

test("pictures of a want-list that was replaced are acknowledged and thrown away", async () => {
  source.aim(aim);
  await batch([5], 99);
  expect([acks(), seen, source.get(5)]).toEqual([[1], [], null]);
});

test("stepping through frames that are on their way asks for nothing new", async () => {
  source.aim(aim);
  await batch([0, 1, 2]);
  source.aim({ ...aim, frame: 1 });
  expect(wants().length).toBe(1);
});

test("a jump replaces the want-list, and begins with the frame wanted", async () => {
  source.aim(aim);
  await batch([0]);
  source.aim({ ...aim, frame: 9, direction: -1 });
  expect(wants().at(-1)).toMatchObject({ gen: 2, frames: [9, 8, 7, 6, 5, 4, 3, 2, 1] });
});

test("while scrubbing, the newest frame is asked for once the one before has come", async () => {
  source.aim(aim);
  for (const frame of [3, 5, 7]) source.aim({ ...aim, frame });
  expect(wants().length).toBe(1);
  await batch([0]);
  expect(wants().map((want) => want.frames[0])).toEqual([0, 7]);
});

test("a frame that does not come is not waited for longer than a moment", async () => {
  source.aim(aim);
  source.aim({ ...aim, frame: 7 });
  await pass(300);
  expect(wants().map((want) => want.frames[0])).toEqual([0, 7]);
});

test("a frame that cannot be read is known as such, and not asked for again", async () => {
  source.aim(aim);
  await batch([0], 1, 0);
  await batch([1], 1, 1);
  expect([source.get(0), source.get(1)]).toMatchObject([
    { frame: 0, bitmap: null },
    { frame: 1, bitmap: null },
  ]);
  source.aim({ ...aim, resting: true });
  expect(wants().length).toBe(1);
});

test("a sharper picture of a frame at rest takes the place of the small one", async () => {
  const full = { ...aim, fitted: 300, zoomed: 2000 };
  source.aim(full);
  await batch([...wants()[0]!.frames]);
  source.aim({ ...full, resting: true });
  expect(wants().at(-1)).toMatchObject({ frames: [0], width: 640 });
  await batch([0], 2);
  expect(closed).toHaveBeenCalledTimes(1);
});

test("after a restart counting begins anew, and everything missing is asked for again", async () => {
  source.aim(aim);
  await batch([0]);
  source.restart();
  expect(wants().at(-1)!.frames[0]).toBe(1);
  await batch([1], 2);
  expect(acks()).toEqual([1, 1]);
});

test("nothing is kept after closing", async () => {
  source.aim(aim);
  const late = batch([0, 1]);
  source.close();
  await late;
  expect([closed.mock.calls.length, acks()]).toEqual([2, []]);
});
