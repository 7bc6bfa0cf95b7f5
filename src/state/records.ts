/** A sealed record, as it lies in the browser. Nothing in it can be read without the person's key, not even whose it is. */
export interface SealedRecord {
  /** A keyed digest of what the record is about. */
  id: string;
  /** A keyed digest of the person, backend and practice. */
  owner: string;
  /** The day of the last change, counted from 1970: no finer, because even times tell something. */
  day: number;
  iv: Uint8Array<ArrayBuffer>;
  sealed: Uint8Array<ArrayBuffer>;
}

/** Where sealed records outlive the page. */
export interface RecordStore {
  /** The records of an owner, in no order. */
  of(owner: string): Promise<SealedRecord[]>;
  has(id: string): Promise<boolean>;
  /** @param durability whether it is `strict`: on the disk before this resolves, also when the machine goes off */
  put(record: SealedRecord, durability: IDBTransactionDurability): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes everybody's records whose last change was before this day. */
  purge(before: number): Promise<void>;
}

/** Records that live as long as the page: where the browser has no database, or refuses it. */
export function memoryRecords(): RecordStore {
  const records = new Map<string, SealedRecord>();
  return {
    of: async (owner) => [...records.values()].filter((record) => record.owner === owner),
    has: async (id) => records.has(id),
    put: async (record) => void records.set(record.id, record),
    remove: async (id) => void records.delete(id),
    async purge(before) {
      for (const { id, day } of records.values()) if (day < before) records.delete(id);
    },
  };
}

const DATABASE = 'entrenous';
const STORE = 'kept';

/** Records in IndexedDB; in memory instead where it cannot be opened. */
export function browserRecords(): RecordStore {
  let opening: Promise<RecordStore> | undefined;
  const store = () => (opening ??= open().then(indexedRecords, memoryRecords));
  return {
    of: async (owner) => (await store()).of(owner),
    has: async (id) => (await store()).has(id),
    put: async (record, durability) => (await store()).put(record, durability),
    remove: async (id) => (await store()).remove(id),
    purge: async (before) => (await store()).purge(before),
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some browsers throw where storage is forbidden, others have no database at all.
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      const kept = request.result.createObjectStore(STORE, { keyPath: 'id' });
      kept.createIndex('owner', 'owner');
      kept.createIndex('day', 'day');
    };
    request.onsuccess = () => {
      // Another tab with a newer release must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(new Error('IndexedDB cannot be opened.'));
  });
}

function indexedRecords(database: IDBDatabase): RecordStore {
  // Relaxed: a transaction that waits behind one that waits for the disk is lost with the page, committed or not.
  const run = <T>(
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => IDBRequest<T>,
    durability: IDBTransactionDurability = 'relaxed',
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode, { durability });
      const request = work(transaction.objectStore(STORE));
      // At once, and not after the answer: the page may be gone by then, and what is not committed goes with it.
      if (mode === 'readwrite') transaction.commit?.();
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(new Error('IndexedDB did not take it.'));
    });
  return {
    of: (owner) =>
      run('readonly', (store) => store.index('owner').getAll(owner) as IDBRequest<SealedRecord[]>),
    has: async (id) => (await run('readonly', (store) => store.count(id))) > 0,
    put: async (record, durability) =>
      void (await run('readwrite', (store) => store.put(record), durability)),
    remove: async (id) => void (await run('readwrite', (store) => store.delete(id))),
    async purge(before) {
      const old = IDBKeyRange.upperBound(before, true);
      const keys = await run('readonly', (store) => store.index('day').getAllKeys(old));
      for (const key of keys) await run('readwrite', (store) => store.delete(key));
    },
  };
}
