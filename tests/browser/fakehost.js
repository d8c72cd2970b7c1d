/** A host and a Python for the pose editor in a plain page: enough of PROTOCOL.md to drive it without Jupyter. */

export const COCO17 = {
  name: "coco17",
  keypoints: [
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder",
    "left_elbow", "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip",
    "left_knee", "right_knee", "left_ankle", "right_ankle",
  ],
  edges: [
    [15, 13], [13, 11], [16, 14], [14, 12], [11, 12], [5, 11], [6, 12], [5, 6], [5, 7], [6, 8],
    [7, 9], [8, 10], [1, 2], [0, 1], [0, 2], [1, 3], [2, 4], [3, 5], [4, 6],
  ],
  mirror: [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15],
  sides: [
    "", "left", "right", "left", "right", "left", "right", "left", "right", "left", "right",
    "left", "right", "left", "right", "left", "right",
  ],
  colors: { left: "#0072b2", right: "#d55e00", middle: "#009e73", people: ["#56b4e9", "#e69f00"] },
  sigmas: [
    0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107,
    0.087, 0.087, 0.089, 0.089,
  ],
  sigma_source: "measured",
};

/** Joints of a standing figure, in units of its height, from the top of the head. */
const FIGURE = [
  [0, 0.08], [0.02, 0.06], [-0.02, 0.06], [0.045, 0.07], [-0.045, 0.07], [0.11, 0.2], [-0.11, 0.2],
  [0.15, 0.36], [-0.15, 0.36], [0.16, 0.5], [-0.16, 0.5], [0.07, 0.5], [-0.07, 0.5], [0.075, 0.73],
  [-0.075, 0.73], [0.08, 0.95], [-0.08, 0.95],
];

/** The model of an anywidget, as far as one is used. */
export class FakeModel {
  constructor(state) {
    this.state = state;
    this.listeners = new Map();
    this.sent = [];
    this.saved = [];
    this.dirty = {};
    this.onSend = () => {};
    this.cut = false;
    this.cutFrom = null;
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    if (JSON.stringify(this.state[name]) === JSON.stringify(value)) return;
    this.state[name] = value;
    this.dirty[name] = value;
    this.emit(`change:${name}`, this, value);
  }
  save_changes() {
    if (Object.keys(this.dirty).length > 0) this.saved.push(this.dirty);
    this.dirty = {};
  }
  /** Once the kernel was restarted, a notebook throws; `cutFrom` names the message that finds it so first. */
  send(content) {
    if (content.kind === this.cutFrom) this.cut = true;
    if (this.cut) throw new Error("Cannot send");
    const message = JSON.parse(JSON.stringify(content));
    this.sent.push(message);
    this.onSend(message);
  }
  on(name, handler) {
    if (!this.listeners.has(name)) this.listeners.set(name, new Set());
    this.listeners.get(name).add(handler);
  }
  off(name, handler) {
    this.listeners.get(name)?.delete(handler);
  }
  emit(name, ...args) {
    for (const handler of [...(this.listeners.get(name) ?? [])]) handler(...args);
  }
  /** Deliver a message as a notebook does: the buffers are views at odd offsets of one larger buffer. */
  receive(content, buffers = []) {
    this.emit("msg:custom", { v: 1, ...content }, offset(buffers));
  }
  kinds(kind) {
    return this.sent.filter((message) => message.kind === kind);
  }
}

function offset(buffers) {
  const parts = buffers.map((b) => new Uint8Array(b.buffer, b.byteOffset, b.byteLength));
  const whole = new Uint8Array(3 + parts.reduce((sum, part) => sum + part.length, 0));
  let at = 3;
  return parts.map((part) => {
    whole.set(part, at);
    at += part.length;
    return new DataView(whole.buffer, at - part.length, part.length);
  });
}

/** Python's half: rows, commits with undo, pictures with the frame's number in them. */
export class FakePython {
  /** `seq` and `handled` ("client:n") are what a document has from before this page. */
  constructor(model, { people = 1, perMessage = 4, seq = 0, handled = [], figure = FIGURE } = {}) {
    this.model = model;
    this.figure = figure;
    this.perMessage = perMessage;
    this.skeleton = model.get("skeleton");
    this.media = model.get("media");
    this.rows = new Map();
    this.frameFacts = new Map();
    /** rows that were deleted, as they were */
    this.deleted = new Map();
    this.log = [];
    this.undone = [];
    this.seq = seq;
    this.nextRow = 0;
    this.handled = new Set(handled);
    this.rejected = [];
    this.held = { commit: false, pictures: false, crop: false };
    this.waiting = { commit: [], pictures: [], crop: [] };
    this.refuse = null;
    this.unacknowledged = 0;
    this.mostUnacknowledged = 0;
    this.sentPictures = 0;
    for (let frame = 0; frame < this.media.count; frame++) this.populate(frame, people);
    model.onSend = (message) => setTimeout(() => this.hear(message));
  }

  populate(frame, people) {
    const { width, height } = this.media;
    for (let person = 0; person < people; person++) {
      const swing = Math.sin(frame / 6 + person) * 0.06;
      const size = height * 0.8;
      const left = (width * (person + 0.5 + 0.002 * frame)) / people;
      const row = this.blank(this.nextRow++, frame, person);
      this.figure.forEach(([x, y], k) => {
        if (k >= row.visibility.length) return;
        const step = (k % 2 ? 1 : -1) * swing * Math.max(0, y - 0.3) * 2;
        row.xy[k] = [Math.round(left + (x + step) * size), Math.round(height * 0.1 + y * size)];
        row.visibility[k] = k === 4 ? 1 : 2;
        row.confidence[k] = 0.35 + 0.6 * Math.abs(Math.cos(k + person));
        row.origin[k] = k % 5 ? 1 : 4;
      });
      this.rows.set(row.row, row);
    }
  }

  blank(row, frame, track) {
    const k = this.skeleton.keypoints.length;
    const fill = (value) => Array.from({ length: k }, () => value);
    const xy = Array.from({ length: k }, () => [Number.NaN, Number.NaN]);
    const joints = { xy, visibility: fill(0), confidence: fill(Number.NaN), origin: fill(0) };
    return { row, frame, track, ...joints, box: null, boxSource: 0, facts: null };
  }

  hear(message) {
    const { client, kind } = message;
    if (kind === "ready") return this.welcome(client);
    if (kind === "need" && message.what === "poses") return this.sendPoses(message);
    if (kind === "need" && message.what === "pictures") return this.servePictures(message);
    if (kind === "need" && message.what === "facing") return this.sendFacing(message);
    if (kind === "need" && message.what === "crop") return this.sendCrop(message);
    if (kind === "need" && message.what === "handled") return this.tellHandled(message);
    if (kind === "need") return this.model.receive({ kind: "rows", client, gen: message.gen, rows: this.block() });
    if (kind === "ack") return this.acknowledged(message.received);
    if (kind === "edit") return this.gesture(message, () => this.apply(message.edits));
    if (kind === "undo") return this.gesture(message, () => this.revert(this.log, this.undone));
    if (kind === "redo") return this.gesture(message, () => this.revert(this.undone, this.log));
  }

  block() {
    this.nextRow += 64;
    return [this.nextRow - 64, this.nextRow];
  }

  people(frame) {
    return [...this.rows.values()].filter((row) => row.frame === frame).length;
  }

  welcome(client) {
    const { count, fps } = this.media;
    this.unacknowledged = 0;
    this.want = null;
    const times = Float64Array.from({ length: count }, (_, i) => (fps ? i / fps : Number.NaN));
    const people = Uint8Array.from({ length: count }, (_, i) => this.people(i));
    const done = Math.max(0, ...this.handledOf(client));
    const rejected = this.rejectedOf(client);
    const content = { kind: "welcome", client, seq: this.seq, done, rows: this.block(), rejected };
    this.model.receive(content, [times, people]);
  }

  sendPoses({ client, gen, start, stop }) {
    const rows = [...this.rows.values()].filter((row) => row.frame >= start && row.frame < stop);
    const frames = Array.from({ length: stop - start }, (_, i) => start + i);
    const content = { kind: "poses", client, gen, seq: this.seq, start, stop, count: rows.length };
    this.model.receive({ ...content, ...this.about(frames) }, this.encode(rows));
  }

  handledOf(client) {
    const names = [...this.handled].map((name) => name.split(":"));
    return names.filter(([who]) => who === client).map(([, n]) => Number(n));
  }

  rejectedOf(client) {
    return this.rejected.filter((r) => r.client === client).map(({ n, reason }) => ({ n, reason }));
  }

  tellHandled({ client, gen, of, ns }) {
    const had = this.handledOf(of).filter((n) => ns.includes(n));
    const rejected = this.rejectedOf(of).filter(({ n }) => ns.includes(n));
    this.model.receive({ kind: "handled", client, gen, of, ns: had, rejected });
  }

  /** What is said of frames beside their rows. */
  about(frames) {
    const said = frames.filter((frame) => this.frameFacts.has(frame));
    const gone = [...this.deleted.values()].filter((row) => frames.includes(row.frame));
    return {
      frame_facts: Object.fromEntries(said.map((frame) => [frame, this.frameFacts.get(frame)])),
      deleted: gone.map((row) => [row.row, row.frame]),
    };
  }

  /** Where people face: nothing is decided over time unless a test says so. */
  sendFacing({ client, gen }) {
    const content = { kind: "facing", client, gen, start: 0, stop: this.media.count };
    this.model.receive({ ...content, stretches: this.stretches ?? [] });
  }

  encode(rows) {
    const flat = (name) => rows.flatMap((row) => row[name].flat());
    return [
      Float64Array.from(rows, (row) => row.row),
      Int32Array.from(rows, (row) => row.frame),
      Int32Array.from(rows, (row) => row.track),
      Float32Array.from(flat("xy")),
      Uint8Array.from(flat("visibility")),
      Float32Array.from(flat("confidence")),
      Uint8Array.from(flat("origin")),
      Float32Array.from(rows.flatMap((row) => row.box ?? [NaN, NaN, NaN, NaN])),
      Uint8Array.from(rows, (row) => row.boxSource),
      new TextEncoder().encode(
        rows.some((row) => row.facts) ? JSON.stringify(rows.map((row) => row.facts)) : "",
      ),
    ];
  }

  /** Answer a gesture, now or when it is released. */
  gesture(message, act) {
    this.later("commit", () => {
      const { client, n, label = message.kind } = message;
      const name = `${client}:${n}`;
      if (this.handled.has(name)) return this.model.receive({ kind: "done", client, n });
      this.handled.add(name);
      const reason = this.refuse;
      if (reason) this.rejected.push({ client, n, reason });
      if (reason) return this.model.receive({ kind: "reject", client, n, reason });
      this.commit(act(), { client, n, label, by: "tester", undo: message.kind === "undo" });
    });
  }

  /** Apply edits; gives the rows as they were before. */
  apply(edits) {
    const before = new Map();
    before.frames = edits.filter((edit) => !("row" in edit)).map((edit) => edit.frame ?? edit.start);
    for (const edit of edits.flatMap((e) => this.expand(e))) {
      if (!before.has(edit.row)) before.set(edit.row, structuredClone(this.rows.get(edit.row)));
      this.applyOne(edit);
    }
    this.log.push(before);
    this.undone.length = 0;
    return before;
  }

  /** An edit of a range or a frame as those of rows; what concerns a frame is done at once. */
  expand(edit) {
    if ("row" in edit) return [edit];
    const { op, start, stop, track, frame, tags, name, value } = edit;
    if (op === "swap_sides_range") {
      const meant = [...this.rows.values()].filter((row) => row.frame >= start && row.frame < stop);
      const whose = meant.filter((row) => (track < 0 || row.track === track) && !row.facts?.locked);
      return whose.map(({ row }) => ({ op: "swap_sides", row, keypoints: [] }));
    }
    const facts = this.frameFacts.get(frame) ?? { tags: [], attributes: {} };
    if (tags) this.frameFacts.set(frame, { ...facts, tags });
    else this.frameFacts.set(frame, { ...facts, attributes: withAttribute(facts.attributes, name, value) });
    return [];
  }

  applyOne(edit) {
    const { op, row, keypoint: k, to, visibility, frame, track } = edit;
    if (op === "add_person") return this.rows.set(row, this.blank(row, frame, track));
    if (op === "restore_person") return this.rows.set(row, this.deleted.get(row)) && this.deleted.delete(row);
    const person = this.rows.get(row);
    if (op === "delete_person") return this.deleted.set(row, person) && this.rows.delete(row);
    if (op === "swap_sides") return this.swap(person, edit.keypoints);
    if (op === "set_box") return Object.assign(person, { box: edit.box, boxSource: edit.box ? 2 : 3 });
    if (op === "restore_keypoint") return this.restore(person, k);
    if (k === undefined) return this.say(person, edit);
    const gone = op === "delete_keypoint" || visibility === 0;
    if (gone) person.xy[k] = [Number.NaN, Number.NaN];
    if (to) Object.assign(person.xy, { [k]: to });
    if (to) person.origin[k] = 4;
    if (to || gone) person.confidence[k] = Number.NaN;
    if (gone) person.visibility[k] = 0;
    if (gone) person.origin[k] = op === "set_visibility" ? 4 : 0;
    else if (visibility !== undefined) person.visibility[k] = visibility;
  }

  swap(person, keypoints) {
    const { mirror } = this.skeleton;
    const chosen = keypoints.length ? keypoints : [...mirror.keys()];
    for (const a of new Set(chosen.map((k) => Math.min(k, mirror[k])))) {
      for (const name of ["xy", "visibility", "confidence", "origin"]) {
        const column = person[name];
        [column[a], column[mirror[a]]] = [column[mirror[a]], column[a]];
      }
    }
  }

  /** A joint as it was before the gesture that took it away. */
  restore(person, k) {
    const states = this.log.map((before) => before.get(person.row)).filter(Boolean);
    const last = states.reverse().find((state) => state.visibility[k] !== 0);
    for (const name of ["xy", "visibility", "confidence", "origin"]) person[name][k] = last[name][k];
  }

  say(person, { op, tags, name, value, locked, keyframe }) {
    const facts = person.facts ?? { tags: [], attributes: {}, locked: false, keyframe: false };
    if (op === "set_tags") person.facts = { ...facts, tags };
    if (op === "set_attribute") person.facts = { ...facts, attributes: withAttribute(facts.attributes, name, value) };
    if (op === "set_locked") person.facts = { ...facts, locked };
    if (op === "set_keyframe") person.facts = { ...facts, keyframe };
  }

  revert(from, onto) {
    const found = from.pop();
    const before = new Map();
    for (const [row, value] of found) {
      before.set(row, structuredClone(this.rows.get(row)));
      this.deleted.delete(row);
      if (value) this.rows.set(row, value);
      else this.rows.delete(row);
    }
    onto.push(before);
    return before;
  }

  /** Tell the page what a commit did to the rows named. */
  commit(touched, about) {
    const rows = [...touched.keys()].map((row) => this.rows.get(row)).filter(Boolean);
    const removed = [...touched.keys()].filter((row) => !this.rows.has(row));
    const known = [...touched].map(([row, before]) => this.rows.get(row) ?? before);
    const where = [...known.filter(Boolean).map((row) => row.frame), ...(touched.frames ?? [])];
    const frames = [...new Set(where)];
    const people = frames.map((frame) => this.people(frame));
    this.seq++;
    const content = { kind: "commit", seq: this.seq, ...about, frames, people, removed, count: rows.length };
    this.model.receive({ ...content, ...this.about(frames) }, this.encode(rows));
    this.model.set("can_undo", this.log.length > 0);
    this.model.set("can_redo", this.undone.length > 0);
    this.model.set("seq", this.seq);
  }

  /** An edit that Python makes by itself. */
  move(row, k, to) {
    this.commit(this.apply([{ op: "move", row, keypoint: k, to }]), { client: "", n: 0, by: "", label: "move", undo: false });
  }

  servePictures({ client, gen, frames, width }) {
    this.want = { client, gen, frames: [...frames], width };
    this.pump();
  }

  acknowledged(received) {
    this.unacknowledged = Math.max(0, this.sentPictures - received);
    this.pump();
  }

  async pump() {
    if (this.pumping) return;
    this.pumping = true;
    while (this.want?.frames.length > 0 && this.unacknowledged < 2) {
      const { client, gen, width, frames } = this.want;
      const batch = frames.splice(0, this.perMessage);
      const pictures = await Promise.all(batch.map((frame) => this.picture(frame, width)));
      this.unacknowledged++;
      this.sentPictures++;
      this.mostUnacknowledged = Math.max(this.mostUnacknowledged, this.unacknowledged);
      this.later("pictures", () => this.sendPictures(client, gen, batch, width, pictures));
    }
    this.pumping = false;
  }

  sendPictures(client, gen, frames, width, pictures) {
    const sizes = pictures.map((bytes) => bytes.length);
    const shapes = frames.map(() => [this.media.width, this.media.height]);
    const whole = new Uint8Array(sizes.reduce((a, b) => a + b, 0));
    pictures.reduce((at, bytes) => (whole.set(bytes, at), at + bytes.length), 0);
    const content = { kind: "pictures", client, gen, frames, sizes, shapes, width, mime: "image/jpeg" };
    this.model.receive(content, [whole]);
  }

  later(what, send) {
    if (this.held[what]) this.waiting[what].push(send);
    else send();
  }

  hold(what) {
    this.held[what] = true;
  }

  release(what) {
    this.held[what] = false;
    for (const send of this.waiting[what].splice(0)) send();
  }

  /** A JPEG with the frame's number as a row of twelve black and white cells. */
  async picture(frame, width) {
    const scale = Math.min(1, width / this.media.width);
    const [w, h] = [Math.round(this.media.width * scale), Math.round(this.media.height * scale)];
    const canvas = new OffscreenCanvas(w, h);
    const context = canvas.getContext("2d");
    context.scale(scale, scale);
    this.drawFrame(context, frame);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    return new Uint8Array(await blob.arrayBuffer());
  }

  /** A part of a frame as it is. */
  async sendCrop({ client, gen, frame, x, y, width, height }) {
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext("2d");
    context.translate(-x, -y);
    this.drawFrame(context, frame);
    const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    const content = { kind: "crop", client, gen, frame, x, y, width, height, mime: "image/png" };
    this.later("crop", () => this.model.receive(content, [bytes]));
  }

  drawFrame(context, frame) {
    this.drawScene(context, frame);
    for (let bit = 0; bit < 12; bit++) {
      context.fillStyle = (frame >> bit) & 1 ? "#fff" : "#000";
      const cell = this.media.width / 12;
      context.fillRect(bit * cell, 0, cell, this.media.height / 12);
    }
  }

  drawScene(context, frame) {
    const { width, height } = this.media;
    const sky = context.createLinearGradient(0, 0, 0, height);
    sky.addColorStop(0, "#8fa9bf");
    sky.addColorStop(0.75, "#d9dccf");
    sky.addColorStop(0.76, "#8c8674");
    sky.addColorStop(1, "#6d6858");
    context.fillStyle = sky;
    context.fillRect(0, 0, width, height);
    for (const row of this.rows.values()) if (row.frame === frame) this.drawFigure(context, row);
  }

  drawFigure(context, { xy }) {
    const size = this.media.height * 0.8;
    context.strokeStyle = context.fillStyle = "#4a3f3a";
    context.lineCap = "round";
    context.lineWidth = size * 0.055;
    for (const [a, b] of this.skeleton.edges) {
      if (a < 5 || b < 5 || !xy[a] || !xy[b]) continue;
      context.beginPath();
      context.moveTo(...xy[a]);
      context.lineTo(...xy[b]);
      context.stroke();
    }
    context.beginPath();
    context.arc(...xy[0], size * 0.065, 0, 2 * Math.PI);
    context.fill();
  }
}

function withAttribute(attributes, name, value) {
  const { [name]: _, ...others } = attributes;
  return value === null ? others : { ...others, [name]: value };
}

/** The traits of a fresh editor. */
export function traits({ media = {}, skeleton = COCO17, ...rest } = {}) {
  return {
    skeleton,
    media: { name: "walk.mp4", kind: "video", count: 60, fps: 30, width: 640, height: 360, ...media },
    angles: {},
    frame: 0,
    selection: { row: -1, keypoint: -1 },
    tool: "edit",
    view: {},
    options: { labels: false, confidence: false, angles: true, height: 420 },
    keymap: { preset: "nbpose", remap: {} },
    seq: 0,
    vocabulary: {},
    can_undo: false,
    can_redo: false,
    document: {},
    ...rest,
  };
}
