// Measurements on this device (IndexedDB): the history, and what the hub does not have yet.
import type { Submission } from '@i-speed/spec';

export type StoredMeasurement = { id: string; submission: Submission; state: 'waiting' | 'sent' | 'refused' };

const DATABASE = 'i-speed';
const STORE = 'measurements';

/** Keeps a measurement. Resolves when the device has it. */
export async function keep(measurement: StoredMeasurement): Promise<void> {
  await transact('readwrite', (store) => store.put(measurement));
}

/** Notes what became of a kept measurement; what was erased meanwhile stays erased. */
export async function settle(id: string, state: StoredMeasurement['state']): Promise<void> {
  await transact<StoredMeasurement | undefined>('readwrite', (store) => {
    const kept = store.get(id);
    kept.onsuccess = () => kept.result && store.put({ ...kept.result, state });
    return kept;
  });
}

/** All measurements, newest first (ids order by time). */
export async function history(): Promise<StoredMeasurement[]> {
  const all = await transact<StoredMeasurement[]>('readonly', (store) => store.getAll());
  return all.sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** Erases everything, also what waits. */
export async function erase(): Promise<void> {
  await transact('readwrite', (store) => store.clear());
}

async function transact<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = run(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
