import { type KeptGesture, type KeptName, LIFETIME } from "../core/kept";

/** Where a browser keeps the gestures that Python has not answered. Nothing here ever throws. */
export interface Kept {
  /** whether what is put here outlives the page */
  readonly safe: boolean;
  /** Keep a gesture, or replace it; comes back when that is done or has failed. */
  put(gesture: KeptGesture): Promise<void>;
  remove(name: KeptName): Promise<void>;
  /** Everything kept for a document, whoever made it. */
  of(document: string): Promise<KeptGesture[]>;
  /** `safe` has changed. */
  onChange(handler: () => void): void;
}

/** Keeps nothing: what is unanswered lives in the session alone. */
export const NOTHING_KEPT: Kept = {
  safe: false,
  put: async () => {},
  remove: async () => {},
  of: async () => [],
  onChange: () => {},
};

const DATABASE = "nbpose";
const GESTURES = "gestures";
const KEY = ["document", "client", "n"];

/**
 * Gestures in IndexedDB, which plain http has as well.
 *
 * Private windows, full disks and strict settings refuse it, some at once and some later: then `safe` is false, and
 * the session's memory is all there is.
 */
export function openKept(): Kept {
  let database: IDBDatabase | null = null;
  let changed = () => {};
  const become = (next: IDBDatabase | null) => {
    if (next === database) return;
    database = next;
    changed();
  };
  const opening = openDatabase(() => become(null)).then(
    (opened) => {
      become(opened);
      forgetOld(opened);
    },
    () => {},
  );

  /** Ask the database; `nothing` where there is none or it refuses. */
  const ask = async <T>(work: (open: IDBDatabase) => Promise<T>, nothing: T): Promise<T> => {
    if (!database) await opening; // without a detour once it is open: a page may end any moment
    if (!database) return nothing;
    return work(database).catch(() => nothing);
  };

  return {
    get safe() {
      return database !== null;
    },
    put: (gesture) =>
      ask(
        (open) => write(open, (store) => store.put(gesture)).catch(() => become(null)),
        undefined,
      ),
    remove: ({ document, client, n }) =>
      ask((open) => write(open, (store) => store.delete([document, client, n])), undefined),
    of: (document) => ask((open) => read(open, document), []),
    onChange(handler) {
      changed = handler;
    },
  };
}

function openDatabase(gone: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore(GESTURES, { keyPath: KEY });
      store.createIndex("time", "time");
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      database.onclose = gone; // the user cleared the site's data
      database.onversionchange = () => {
        database.close(); // a newer nbpose in another tab
        gone();
      };
      resolve(database);
    };
  });
}

/** One change, on disk when it comes back: losing power is a way to lose a page, too. */
function write(
  database: IDBDatabase,
  change: (store: IDBObjectStore) => IDBRequest,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(GESTURES, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    change(transaction.objectStore(GESTURES));
    transaction.commit(); // by itself it would wait for this page, which may be leaving
  });
}

function read(database: IDBDatabase, document: string): Promise<KeptGesture[]> {
  return new Promise((resolve, reject) => {
    const store = database.transaction(GESTURES).objectStore(GESTURES);
    const request = store.getAll(IDBKeyRange.bound([document], [document, []]));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function forgetOld(database: IDBDatabase): void {
  const store = database.transaction(GESTURES, "readwrite").objectStore(GESTURES);
  const old = IDBKeyRange.upperBound(Date.now() - LIFETIME);
  const request = store.index("time").openCursor(old);
  request.onsuccess = () => {
    request.result?.delete();
    request.result?.continue();
  };
}
