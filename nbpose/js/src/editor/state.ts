import type { Clipping } from "../core/clipboard";
import { clamp, type XY } from "../core/geometry";
import type { KeptGesture } from "../core/kept";
import { type Keymap, keymapOf } from "../core/keymap";
import { optionsOf } from "../core/options";
import type { Memory } from "../core/people";
import type {
  Angles,
  Camera,
  Media,
  Options,
  Selection,
  Skeleton,
  Tool,
  Vocabulary,
} from "../core/protocol";
import { FIRST, type Sequence } from "../core/sequence";
import type { Host } from "../host/host";
import type { Picture } from "../video/source";

export interface Notice {
  readonly level: "info" | "warning" | "error";
  readonly text: string;
  /** an edit was refused */
  readonly refused?: true;
}

/** A swap of left and right in many frames, as it is asked for: whoever is selected later is not meant. */
export interface Asking {
  readonly first: number;
  readonly last: number;
  /** the person's, or -1 where nobody can be followed through the frames */
  readonly track: number;
  readonly who: string;
}

/** Everything a view needs to show, apart from the rows. It belongs to the model: views come and go. */
export interface EditorState {
  readonly skeleton: Skeleton;
  readonly media: Media;
  /** null where the skeleton has none */
  readonly angles: Angles | null;
  /** the frame asked for; the one on screen is `picture.frame` */
  readonly frame: number;
  readonly picture: Picture | null;
  readonly direction: 1 | -1;
  readonly playing: boolean;
  readonly selection: Selection;
  /** all selected joints of the active person where they are several */
  readonly chosen: readonly number[];
  readonly memory: Memory;
  readonly tool: Tool;
  /** null: the whole frame */
  readonly camera: Camera | null;
  readonly options: Options;
  readonly keymap: Keymap;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** seconds of every frame, and how many people it has; empty before Python has answered */
  readonly times: Float64Array;
  readonly people: Uint8Array;
  readonly sequence: Sequence;
  /** gestures of sessions that are gone: sent for them and not answered yet */
  readonly adopted: readonly KeptGesture[];
  /** and those that the user is asked about */
  readonly offered: readonly KeptGesture[];
  readonly welcome: boolean;
  /** an answer is overdue: Python is busy, or cut off */
  readonly silent: boolean;
  /** nothing can be sent: the kernel was restarted */
  readonly lost: boolean;
  readonly notice: Notice | null;
  /** the latest sentence for screen readers */
  readonly announcement: string;
  readonly overlayHidden: boolean;
  readonly nudging: boolean;
  /** the frames a swap of left and right is asked for, and of whom, while it is */
  readonly asking: Asking | null;
  /** the pose that was copied here, and of which row */
  readonly clipping: Clipping | null;
  readonly copiedRow: number;
  /** tags and attributes are on show */
  readonly describing: boolean;
  readonly vocabulary: Vocabulary;
  /** the keyboard's cursor in image pixels, where it was left; null: it has not moved yet */
  readonly cursor: XY | null;
}

export function firstState(host: Host): EditorState {
  return {
    skeleton: host.get("skeleton"),
    media: host.get("media"),
    angles: anglesOf(host),
    frame: clamp(host.get("frame"), 0, Math.max(0, host.get("media").count - 1)),
    picture: null,
    direction: 1,
    playing: false,
    selection: host.get("selection"),
    chosen: [],
    memory: { track: -1, keypoint: host.get("selection").keypoint },
    tool: host.get("tool"),
    camera: cameraOf(host.get("view")),
    options: optionsOf(host.get("options")),
    keymap: keymapOf(host.get("keymap")),
    canUndo: host.get("can_undo"),
    canRedo: host.get("can_redo"),
    times: new Float64Array(),
    people: new Uint8Array(),
    sequence: FIRST,
    adopted: [],
    offered: [],
    welcome: false,
    silent: false,
    lost: false,
    notice: null,
    announcement: "",
    overlayHidden: false,
    nudging: false,
    asking: null,
    clipping: null,
    copiedRow: -1,
    describing: false,
    vocabulary: vocabularyOf(host),
    cursor: null,
  };
}

function anglesOf(host: Host): Angles | null {
  const angles = host.get("angles");
  return "definitions" in angles ? (angles as Angles) : null;
}

export function cameraOf(view: Camera | Record<string, never>): Camera | null {
  return typeof view.zoom === "number" && view.zoom > 0 ? (view as Camera) : null;
}

/** A media with frames that follow each other in time can be played. */
export function playable({ media }: EditorState): boolean {
  return media.fps !== null && media.fps > 0 && media.count > 1;
}

export function vocabularyOf(host: Host): Vocabulary {
  const none = { tags: [], attributes: {}, frame_tags: [], frame_attributes: {} };
  return { ...none, ...host.get("vocabulary") };
}

/** The selected joints of the active person: several, the one, or none. */
export function selectedJoints({ chosen, selection }: EditorState): readonly number[] {
  if (chosen.length > 0) return chosen;
  return selection.keypoint >= 0 ? [selection.keypoint] : [];
}
