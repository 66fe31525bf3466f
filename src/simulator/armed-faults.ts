import { randomUUID } from 'node:crypto';
import type { ArmedFault } from './ledger/documents.ts';
import type { Ledger } from './ledger/ledger.ts';
import {
  type CallFaultName,
  callFaults,
  type FaultKind,
  type FaultOperation,
  type FaultOptions,
  type NotifyFaultName,
  notifyFaults,
  type OperationName,
  type SettlementFaultName,
  settlementFaults,
} from './model/fault-table.ts';

/** A fault to arm, as the control interface requests it. */
export interface FaultWish {
  operation: FaultOperation;
  fault: string;
  times: number;
  partnerReferenceNo: string | null;
  options: FaultOptions;
}

/** The armed faults, kept in the ledger. */
export interface Faults {
  /**
   * Throws an Error with a readable message if the operation has no such fault or the fault no such option.
   */
  arm(wish: FaultWish): ArmedFault;
  list(): ArmedFault[];
  /** False if no fault has this id. */
  disarm(id: string): boolean;
  disarmAll(): void;
  /** The fault that applies to this call, after using it up by one. The fault armed first applies first. */
  takeForCall(operation: OperationName, partnerReferenceNo: string | null): Armed<CallFaultName> | null;
  /** The same for a notification; `before-create-answer` is used only when a create is answered. */
  takeForNotification(
    partnerReferenceNo: string,
    moment: 'create' | 'attempt',
  ): Armed<NotifyFaultName> | null;
  /** The fault that applies to the lines of this order in the file that is being written. */
  takeForSettlement(partnerReferenceNo: string): Armed<SettlementFaultName> | null;
}
/** An armed fault with the name of what it does. */
export interface Armed<Name> extends ArmedFault {
  fault: Extract<ArmedFault['fault'], Name>;
}

/** More armed faults than this would be a mistake. */
const armedMax = 1000;

/** Makes the set of armed faults, kept in the ledger. */
export function createFaults(ledger: Ledger): Faults {
  const list = () => [...ledger.all('fault').values()];
  const write = (id: string, value: ArmedFault | null) => ledger.commit([{ kind: 'fault', id, value }]);

  const take = (isVictim: (fault: ArmedFault) => boolean): ArmedFault | null => {
    const found = list().find(isVictim);
    if (found === undefined) return null;
    const timesLeft = found.timesLeft - 1;
    write(found.id, timesLeft === 0 ? null : { ...found, timesLeft });
    return found;
  };
  const isFor = (fault: ArmedFault, operation: FaultOperation, partnerReferenceNo: string | null) =>
    fault.operation === operation &&
    (fault.partnerReferenceNo === null || fault.partnerReferenceNo === partnerReferenceNo);

  return {
    list,
    arm: (wish) => {
      if (list().length >= armedMax) throw new Error(`There are ${armedMax} armed faults already.`);
      const armed = { id: randomUUID(), ...checked(wish) };
      write(armed.id, armed);
      return armed;
    },
    disarm: (id) => {
      if (!ledger.all('fault').has(id)) return false;
      write(id, null);
      return true;
    },
    disarmAll: () => ledger.commit(list().map(({ id }) => ({ kind: 'fault', id, value: null }))),
    takeForCall: (operation, partnerReferenceNo) =>
      take((fault) => isFor(fault, operation, partnerReferenceNo)) as Armed<CallFaultName> | null,
    takeForNotification: (partnerReferenceNo, moment) =>
      take(
        (fault) =>
          isFor(fault, 'notify', partnerReferenceNo) &&
          (fault.fault === 'before-create-answer') === (moment === 'create'),
      ) as Armed<NotifyFaultName> | null,
    takeForSettlement: (partnerReferenceNo) =>
      take((fault) => isFor(fault, 'settlement', partnerReferenceNo)) as Armed<SettlementFaultName> | null,
  };
}

function faultsOf(operation: FaultOperation): Readonly<Record<string, FaultKind>> {
  if (operation === 'notify') return notifyFaults;
  return operation === 'settlement' ? settlementFaults : callFaults;
}

function checked(wish: FaultWish): Omit<ArmedFault, 'id'> {
  const table = faultsOf(wish.operation);
  const kind = Object.hasOwn(table, wish.fault) ? table[wish.fault] : undefined;
  if (kind === undefined)
    throw new Error(
      `${wish.operation} knows no fault "${wish.fault}"; it knows ${Object.keys(table).join(', ')}.`,
    );
  const { operation } = wish;
  if (operation !== 'notify' && operation !== 'settlement' && kind.operations?.includes(operation) === false)
    throw new Error(`"${wish.fault}" is for ${kind.operations.join(' and ')}.`);
  const foreign = Object.keys(wish.options).find((name) => !(name in kind.options));
  if (foreign !== undefined)
    throw new Error(
      `"${wish.fault}" takes ${Object.keys(kind.options).join(', ') || 'no option'}, not ${foreign}.`,
    );
  return {
    operation: wish.operation,
    fault: wish.fault as ArmedFault['fault'],
    timesLeft: wish.times,
    partnerReferenceNo: wish.partnerReferenceNo,
    options: { ...kind.options, ...wish.options },
  };
}
