import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MEDIA, person } from "../testing/fixtures";
import { editing, pass, stubBitmaps } from "../testing/python";
import { HeldKey, Player } from "./player";

const TICK = 16; // ms
const media = { ...MEDIA, count: 60 }; // 25 frames a second

beforeEach(() => {
  vi.useFakeTimers();
  stubBitmaps();
  vi.stubGlobal("requestAnimationFrame", (f: () => void) => setTimeout(f, TICK));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("playing keeps to the clock of the media and ends with its last frame", async () => {
  const { session, python } = await editing(person(7, 0, 0), { media });
  const player = new Player(session);
  player.play();
  await python.pictures();
  await pass(1010);
  expect(session.state.frame).toBe(25);
  await python.pictures();
  await pass(3000);
  expect(session.state).toMatchObject({ frame: 59, playing: false });
});

test("a picture that comes late is skipped", async () => {
  const { session, python } = await editing(person(7, 0, 0), { media });
  await python.pictures([10, 11, 12]);
  session.frames.goTo(10);
  const player = new Player(session);
  player.play();
  await pass(60);
  expect(session.state.frame).toBe(11);
  await python.pictures([20]);
  await pass(350);
  expect(session.state.frame).toBe(20);
});

test("without pictures the clock waits instead of running away", async () => {
  const { session, python } = await editing(person(7, 0, 0), { media });
  session.frames.goTo(50);
  await python.pictures([50]);
  const player = new Player(session);
  player.play();
  await pass(20_000);
  expect(session.state).toMatchObject({ frame: 50, playing: true });
  player.pause();
});

test("without a kernel playing ends where the pictures end", async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const { host, session, python } = await editing(person(7, 0, 0), { media });
  session.frames.goTo(50);
  await python.pictures([50, 51]);
  host.cut = true;
  session.greet();
  new Player(session).play();
  await pass(3000);
  expect(session.state).toMatchObject({ frame: 51, playing: false });
});

test("still images do not play", async () => {
  const { session } = await editing(person(7, 0, 0), { media: { ...media, fps: null } });
  new Player(session).play();
  expect(session.state.playing).toBe(false);
});

test("a held key never steps past what is on screen", async () => {
  const long = { ...media, count: 300 };
  const { session, python } = await editing(person(7, 0, 0), { media: long });
  const held = new HeldKey(session);
  session.frames.goTo(100);
  await python.pictures([100]);
  held.press(10);
  await pass(5000);
  expect(session.state.frame).toBe(110);
  await python.pictures([110]);
  await pass(50);
  expect(session.state.frame).toBe(120);
  held.release();
  await python.pictures([120]);
  await pass(5000);
  expect(session.state.frame).toBe(120);
});

test("a held key goes on after 400, 180, 100 and then every 40 ms, until it is let go", async () => {
  const { session, python } = await editing(person(7, 0, 0), { media: { ...media, count: 300 } });
  const held = new HeldKey(session);
  held.press(1);
  const at: number[] = [];
  for (let ms = 0; ms < 900; ms += 10) {
    if (session.state.frame > at.length) at.push(ms);
    await python.pictures();
    await pass(10);
  }
  expect(at.slice(0, 7)).toEqual([0, 400, 580, 680, 720, 760, 800]);
  expect(held.active).toBe(true);
  held.release();
  const { frame } = session.state;
  await pass(2000);
  expect([session.state.frame, held.active]).toEqual([frame, false]);
});
