import type { SimulatorUnit, UnitKind } from '../ledger/documents.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** The stores and divisions of merchants, as registered in DANA's portal. */
export interface Units {
  list(): SimulatorUnit[];
  add(unit: SimulatorUnit): void;
  /** False if the merchant has no such store or division. */
  remove(unit: SimulatorUnit): boolean;
  /**
   * Whether a request may name this store or division. Unless registration is a must, a merchant that has
   * registered none of the kind may name any.
   */
  isKnown(unit: SimulatorUnit): boolean;
}

/**
 * Creates the register of stores and divisions: those of the configuration, which last as long as the process,
 * and those registered while it ran, stored in the ledger.
 */
export function createUnits(
  ledger: Ledger,
  { configured, mustRegister }: { configured: readonly SimulatorUnit[]; mustRegister: boolean },
): Units {
  const lasting = new Map(configured.map((unit) => [idOf(unit), unit]));
  const list = () => [...new Map([...lasting, ...ledger.all('unit')]).values()];
  const hasAny = (merchantId: string, kind: UnitKind) =>
    list().some((one) => one.merchantId === merchantId && one.kind === kind);
  return {
    list,
    add: (unit) => ledger.commit([{ kind: 'unit', id: idOf(unit), value: unit }]),
    remove: (unit) => {
      const wasConfigured = lasting.delete(idOf(unit));
      if (!ledger.all('unit').has(idOf(unit))) return wasConfigured;
      ledger.commit([{ kind: 'unit', id: idOf(unit), value: null }]);
      return true;
    },
    isKnown: (unit) =>
      lasting.has(idOf(unit)) ||
      ledger.all('unit').has(idOf(unit)) ||
      !(mustRegister || hasAny(unit.merchantId, unit.kind)),
  };
}

function idOf({ merchantId, kind, externalId }: SimulatorUnit): string {
  return [merchantId, kind, externalId].map(encodeURIComponent).join('/');
}
