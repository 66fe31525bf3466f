import { mkdirSync } from 'node:fs';
import { type Order, orderIdOf } from '../model/order.ts';
import type { Attempt, Change, Delivery, Documents, Kind } from './documents.ts';
import { lockFolder } from './folder-lock.ts';
import { readJournal, startJournal } from './journal.ts';

/**
 * The simulator's memory. `commit` changes it at once, so that code between two awaits sees one consistent
 * state. No answer and no notification leaves the process before `durable` has resolved.
 */
export interface Ledger {
  /** All documents of a kind by id, in the sequence of their first writes. */
  all<K extends Kind>(kind: K): ReadonlyMap<string, Documents[K]>;
  orderByReferenceNo(referenceNo: string): Order | undefined;
  orderByPaymentCode(paymentCode: string): Order | undefined;
  /** The orders of all merchants that use this number. */
  ordersByPartnerReferenceNo(partnerReferenceNo: string): Order[];
  deliveriesOf(orderId: string): Delivery[];
  attemptsOf(deliveryId: string): Attempt[];
  commit(changes: readonly Change[]): void;
  durable(): Promise<void>;
  /** Calls `listener` after each commit, in sequence. Returns a function that stops the calls. */
  onCommit(listener: (changes: readonly Change[]) => void): () => void;
  close(): Promise<void>;
}

/**
 * Opens the folder's journal: reads it, rewrites it without overwritten documents, and continues from there.
 */
export async function openLedger(folder: string): Promise<Ledger> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const release = lockFolder(folder);
  try {
    const memory = createMemory();
    await replay(folder, memory);
    const journal = await startJournal(folder, memory.snapshot());
    return createLedger(memory, journal, release);
  } catch (error) {
    release();
    throw error;
  }
}

/** Drops a torn last line, for which no answer was ever sent. Throws at any other unreadable line. */
async function replay(folder: string, memory: Memory): Promise<void> {
  let lineNo = 0;
  let damagedAt: number | null = null;
  for await (const line of readJournal(folder)) {
    lineNo += 1;
    if (damagedAt !== null) throw new Error(`The journal in ${folder} is damaged at line ${damagedAt}.`);
    try {
      (JSON.parse(line) as Change[]).forEach(memory.apply);
    } catch {
      damagedAt = lineNo;
    }
  }
}

type Memory = ReturnType<typeof createMemory>;

function createMemory() {
  const documents: { [K in Kind]: Map<string, Documents[K]> } = {
    order: new Map(),
    delivery: new Map(),
    attempt: new Map(),
    partner: new Map(),
    unit: new Map(),
    fault: new Map(),
    settlementFile: new Map(),
    clock: new Map(),
  };
  const orderIds = { byReferenceNo: new Map<string, string>(), byPaymentCode: new Map<string, string>() };
  const groups = {
    ordersByNumber: new Map<string, Set<string>>(),
    deliveriesByOrder: new Map<string, Set<string>>(),
    attemptsByDelivery: new Map<string, Set<string>>(),
  };

  const indexOrder = (order: Order): void => {
    const id = orderIdOf(order);
    orderIds.byReferenceNo.set(order.referenceNo, id);
    if (order.instruction.kind === 'payment-code')
      orderIds.byPaymentCode.set(order.instruction.paymentCode, id);
    addTo(groups.ordersByNumber, order.partnerReferenceNo, id);
  };

  const apply = (change: Change): void => {
    const { kind, id, value } = change;
    if (value === null) {
      if (kind === 'attempt')
        groups.attemptsByDelivery.get(documents.attempt.get(id)?.deliveryId ?? '')?.delete(id);
      documents[kind].delete(id);
      return;
    }
    (documents[kind] as Map<string, typeof value>).set(id, value);
    if (kind === 'order') indexOrder(value);
    if (kind === 'delivery') addTo(groups.deliveriesByOrder, value.orderId, id);
    if (kind === 'attempt') addTo(groups.attemptsByDelivery, value.deliveryId, id);
  };

  /** The whole memory as journal lines, one document per line. */
  function* snapshot(): Generator<string> {
    for (const [kind, byId] of Object.entries(documents))
      for (const [id, value] of byId) yield JSON.stringify([{ kind, id, value }]);
  }

  return { documents, orderIds, groups, apply, snapshot };
}

function createLedger(
  memory: Memory,
  journal: Awaited<ReturnType<typeof startJournal>>,
  release: () => void,
): Ledger {
  const { documents, orderIds, groups } = memory;
  const listeners = new Set<(changes: readonly Change[]) => void>();
  return {
    all: (kind) => documents[kind],
    orderByReferenceNo: (no) => documents.order.get(orderIds.byReferenceNo.get(no) ?? ''),
    orderByPaymentCode: (code) => documents.order.get(orderIds.byPaymentCode.get(code) ?? ''),
    ordersByPartnerReferenceNo: (no) => pick(documents.order, groups.ordersByNumber.get(no)),
    deliveriesOf: (orderId) => pick(documents.delivery, groups.deliveriesByOrder.get(orderId)),
    attemptsOf: (deliveryId) => pick(documents.attempt, groups.attemptsByDelivery.get(deliveryId)),
    commit: (changes) => {
      if (changes.length === 0) return;
      journal.append(JSON.stringify(changes));
      changes.forEach(memory.apply);
      for (const listener of listeners) listener(changes);
    },
    durable: journal.durable,
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => journal.close().finally(release),
  };
}

function addTo(groups: Map<string, Set<string>>, key: string, id: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([id]));
  else group.add(id);
}

function pick<T>(byId: ReadonlyMap<string, T>, ids: Iterable<string> = []): T[] {
  return [...ids].flatMap((id) => byId.get(id) ?? []);
}
