import { beforeEach, expect, test, vi } from "vitest";
import { fieldAround } from "../core/loupe";
import type { CropMessage, Outgoing } from "../core/protocol";
import { golden } from "../testing/golden";
import { pass, stubBitmaps } from "../testing/python";
import { Crops } from "./crops";
import type { Picture } from "./source";

const frame = { width: 1768, height: 994 };
const picture = { frame: 3, bitmap: { width: 640, height: 360 }, ...frame } as unknown as Picture;
const full = { ...picture, bitmap: { width: 1768, height: 994 } } as unknown as Picture;

let closed: ReturnType<typeof stubBitmaps>;
beforeEach(() => {
  vi.useFakeTimers();
  closed = stubBitmaps();
});

function fetching() {
  const sent: Outgoing[] = [];
  const onCrop = vi.fn();
  const crops = new Crops((message) => sent.push(message), onCrop);
  const at = (x: number, y: number, shown = picture) =>
    crops.want(shown, [x, y], fieldAround([x, y], 18));
  const answer = (about: Partial<CropMessage> = {}, bytes = 4) => {
    const asked = sent.at(-1) as unknown as CropMessage;
    const content = { ...asked, client: "", mime: "image/png", ...about, kind: "crop" } as const;
    return crops.receive(content, new DataView(new ArrayBuffer(bytes)));
  };
  return { crops, sent, onCrop, at, answer };
}

test("the surroundings of a resting pointer are asked for once, and serve as far as they go", async () => {
  const { crops, sent, onCrop, at, answer } = fetching();
  for (const x of [400, 420, 440]) at(x, 500);
  await pass(60);
  expect(sent).toEqual([
    { kind: "need", what: "crop", gen: 1, frame: 3, x: 184, y: 244, width: 512, height: 512 },
  ]);
  at(445, 500); // it is on its way
  await pass(60);
  await answer();
  expect(onCrop).toHaveBeenCalledTimes(1);
  expect(crops.of(3)).toMatchObject({ x: 184, y: 244, width: 512, height: 512 });
  expect(crops.of(4)).toBeNull();
  at(600, 480);
  await pass(60);
  expect(sent.length).toBe(1);
  at(690, 500);
  await pass(60);
  expect(sent.length).toBe(2);
});

test("the messages have the golden form", async () => {
  const { sent, at } = fetching();
  at(400, 500);
  await pass(60);
  const { content } = golden("need_crop");
  expect(Object.keys({ v: 1, client: "", ...sent[0] }).sort()).toEqual(Object.keys(content).sort());
  const crop: CropMessage = golden("crop").content as unknown as CropMessage;
  const { crops } = fetching();
  await crops.receive({ ...crop, gen: 0 }, new DataView(new ArrayBuffer(4)));
  expect(crops.of(crop.frame)).toMatchObject({ x: 40, y: 0, width: 24, height: 48 });
});

test("nothing is asked for where the picture on screen has every pixel, or there is none", async () => {
  const { sent, at } = fetching();
  at(400, 500, full);
  at(400, 500, { ...picture, bitmap: null });
  await pass(100);
  expect(sent).toEqual([]);
});

test("what is due is sent before a drag begins, not during it", async () => {
  const { crops, sent, at } = fetching();
  at(400, 500);
  crops.flush();
  expect(sent.length).toBe(1);
  await pass(500);
  expect(sent.length).toBe(1);
});

test("an answer that nobody waits for any more, or without pixels, changes nothing", async () => {
  const { crops, sent, onCrop, at, answer } = fetching();
  at(400, 500);
  await pass(60);
  at(1200, 500);
  await pass(60);
  await answer({ gen: 1 });
  expect(crops.of(3)).toBeNull();
  await answer({ width: 0, height: 0 }, 0);
  expect([crops.of(3), onCrop.mock.calls.length, sent.length]).toEqual([null, 0, 2]);
});

test("an answer that does not come is asked for again, at once after a reconnect", async () => {
  const { crops, sent, at } = fetching();
  at(400, 500);
  await pass(60);
  crops.restart();
  at(400, 500);
  await pass(60);
  expect(sent.length).toBe(2);
  await pass(5000);
  at(400, 500);
  await pass(60);
  expect(sent.length).toBe(3);
});

test("pixels that are not needed any more are let go", async () => {
  const { crops, at, answer } = fetching();
  at(400, 500);
  await pass(60);
  await answer();
  at(1200, 500);
  await pass(60);
  await answer();
  expect(closed).toHaveBeenCalledTimes(1);
  crops.close();
  expect(closed).toHaveBeenCalledTimes(2);
  at(100, 100);
  await pass(100);
  expect(crops.of(3)).toBeNull();
});
