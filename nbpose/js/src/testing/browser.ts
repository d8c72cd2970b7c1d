import { type KeptGesture, type KeptName, sameGesture } from "../core/kept";
import type { Kept } from "../host/kept";
import type { News, Peers } from "../host/peers";

/** A browser's store that several sessions share, as tabs do. */
export class FakeKept implements Kept {
  safe = true;
  gestures: KeptGesture[] = [];
  private readonly handlers: (() => void)[] = [];

  async put(gesture: KeptGesture): Promise<void> {
    if (!this.safe) return;
    const others = this.gestures.filter((other) => !sameGesture(other, gesture));
    this.gestures = [...others, structuredClone(gesture)];
  }

  async remove(name: KeptName): Promise<void> {
    this.gestures = this.gestures.filter((gesture) => !sameGesture(gesture, name));
  }

  async of(document: string): Promise<KeptGesture[]> {
    return structuredClone(this.gestures.filter((gesture) => gesture.document === document));
  }

  onChange(handler: () => void): void {
    this.handlers.push(handler);
  }

  /** The disk is full, or the user has cleared the site's data. */
  fail(): void {
    this.safe = false;
    for (const handler of this.handlers) handler();
  }

  get labels(): string[] {
    return this.gestures.map((gesture) => gesture.label);
  }
}

/** The sessions of one browser; `peers()` is what each of them gets. */
export class Neighbours {
  private readonly members = new Map<
    Peers,
    { client: string; lives: () => boolean; hear: (news: News) => void }
  >();

  peers(): Peers {
    const own: Peers = {
      join: (client, lives, hear) => this.members.set(own, { client, lives, hear }),
      living: async (clients) => {
        const living = [...this.members.values()].filter((member) => member.lives());
        return new Set(living.map((m) => m.client).filter((client) => clients.includes(client)));
      },
      tell: (news) => {
        for (const [peers, member] of this.members) if (peers !== own) member.hear(news);
      },
      close: () => this.members.delete(own),
    };
    return own;
  }
}
