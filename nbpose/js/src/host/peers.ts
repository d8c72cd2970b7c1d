import type { KeptName } from "../core/kept";

/** What sessions of one browser tell each other. */
export type News =
  /** a gesture was answered, or discarded by the user */
  | ({ readonly kind: "settled" } & KeptName)
  /** somebody cannot send what it keeps */
  | { readonly kind: "left"; readonly document: string };

/** The other sessions in this browser: in this page, in other tabs and windows. */
export interface Peers {
  /** Answer for `client` while `lives` says so, and hear the news. */
  join(client: string, lives: () => boolean, hear: (news: News) => void): void;
  /** Those of `clients` that answer. */
  living(clients: readonly string[]): Promise<ReadonlySet<string>>;
  tell(news: News): void;
  close(): void;
}

export const ALONE: Peers = {
  join: () => {},
  living: async () => new Set(),
  tell: () => {},
  close: () => {},
};

type Talk = News | { kind: "who"; clients: string[] } | { kind: "here"; client: string };

/** So long a session has to say that it lives; one that is slower loses nothing, its gestures only count once. */
const PATIENCE = 300; // ms

export function openPeers(): Peers {
  if (typeof BroadcastChannel === "undefined") return ALONE;
  const channel = new BroadcastChannel("nbpose");
  let open = true;
  const say = (talk: Talk) => {
    if (open) channel.postMessage(talk);
  };
  const answers = new Set<(client: string) => void>();

  return {
    join(client, lives, hear) {
      channel.onmessage = ({ data }: MessageEvent<Talk>) => {
        switch (data?.kind) {
          case "who":
            if (data.clients.includes(client) && lives()) say({ kind: "here", client });
            return;
          case "here":
            for (const answer of answers) answer(data.client);
            return;
          case "settled":
          case "left":
            return hear(data);
        }
      };
    },
    async living(clients) {
      const living = new Set<string>();
      const note = (client: string) => void living.add(client);
      answers.add(note);
      say({ kind: "who", clients: [...clients] });
      await new Promise((resolve) => setTimeout(resolve, PATIENCE));
      answers.delete(note);
      return living;
    },
    tell: say,
    close() {
      open = false;
      channel.close();
    },
  };
}
