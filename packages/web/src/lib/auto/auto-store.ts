// Automatic mode on this device (IndexedDB, as the service worker reads it too): whether it is on, how, when it is due, what it did.
import type { AutoSettings, AutoState, AutoWait } from '@i-speed/engine';
import type { Area } from '@i-speed/spec';

/** What it did, or why it did nothing. */
export type AutoLine = {
  /** Milliseconds since 1970. */
  atMs: number;
  event: 'measured' | 'waited' | 'gave-way';
  why?: AutoWait;
  /** Of the measurement, whose page it leads to. */
  id?: string;
  downloadMbps?: number;
  uploadMbps?: number;
  /** Payload of both directions; absent where nothing was moved. */
  usedBytes?: number;
  isBackground: boolean;
};

/** Copied from what the pages keep, which a service worker cannot read. */
export type AutoIdentity = { installId?: string; area?: Area; unitCode?: string };

export type AutoRecord = {
  isOn: boolean;
  settings: AutoSettings;
  state?: AutoState;
  identity: AutoIdentity;
  /** Newest first. */
  lines: AutoLine[];
};

const DATABASE = 'i-speed-auto';
const STORE = 'auto';
const KEY = 'auto';
const MOST_LINES = 100;
/** Tells other tabs, and this one, that the record changed. */
const CHANNEL = 'i-speed-auto';

export const HOUR_MS = 3_600_000;

export const FIRST_RECORD: AutoRecord = {
  isOn: false,
  settings: {
    intervalMs: 8 * HOUR_MS,
    network: 'any',
    monthlyBudgetBytes: 200_000_000,
    quiet: { fromMinute: 22 * 60, toMinute: 6 * 60 },
  },
  identity: {},
  lines: [],
};

/** The record; FIRST_RECORD where nothing is kept. Rejects where the device stores nothing. */
export function readAuto(): Promise<AutoRecord> {
  return changeAuto((record) => record, false);
}

/** Changes it in one transaction, so that a page and the service worker never overwrite each other. */
export async function changeAuto(change: (record: AutoRecord) => AutoRecord, tells = true): Promise<AutoRecord> {
  const database = await open();
  try {
    const changed = await new Promise<AutoRecord>((resolve, reject) => {
      const transaction = database.transaction(STORE, tells ? 'readwrite' : 'readonly');
      const store = transaction.objectStore(STORE);
      let result = FIRST_RECORD;
      const request: IDBRequest<AutoRecord | undefined> = store.get(KEY);
      request.onsuccess = () => {
        result = change(request.result ?? FIRST_RECORD);
        if (tells) store.put({ ...result, lines: result.lines.slice(0, MOST_LINES) }, KEY);
      };
      transaction.oncomplete = () => resolve(result);
      transaction.onabort = () => reject(transaction.error);
    });
    if (tells) tell();
    return changed;
  } finally {
    database.close();
  }
}

/** Calls back at each change, of this tab or another; gives the function that ends it. */
export function onAutoChange(callback: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = callback;
  return () => channel.close();
}

/** A line before the others; the same reason for waiting twice in a row is told once, the last time. */
export function withLine(lines: readonly AutoLine[], line: AutoLine): AutoLine[] {
  const [last] = lines;
  const repeats = last?.event === 'waited' && line.event === 'waited' && last.why === line.why;
  return [line, ...(repeats ? lines.slice(1) : lines)];
}

/** A channel of its own: a BroadcastChannel does not hear itself. */
function tell(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('changed');
  channel.close();
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
