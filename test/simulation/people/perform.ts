import type { Act } from './act.ts';
import type { Approvers } from './approvers.ts';
import type { Buyers } from './buyers.ts';
import type { Merchant } from './merchant.ts';
import type { Operators } from './operators.ts';
import type { Outsiders } from './outsiders.ts';
import type { TimedAct } from './script.ts';
import type { Troubles } from './trouble.ts';
import type { Watchers } from './watchers.ts';

export interface Cast {
  readonly merchant: Merchant;
  readonly buyers: Buyers;
  readonly operators: Operators;
  readonly approvers: Approvers;
  readonly watchers: Watchers;
  readonly outsiders: Outsiders;
  readonly trouble: Troubles;
}

/** Performs one act of the script; resolves when it is over, which may be long after. */
export async function perform({ act, process }: TimedAct, cast: Cast): Promise<void> {
  switch (act.kind) {
    case 'create':
      return cast.merchant.create(act, process);
    case 'createCheckout':
      return cast.buyers.createCheckout(act, process);
    case 'payCheckout':
      return cast.buyers.payCheckout(act, process);
    case 'cancel':
      return cast.merchant.cancel(act, process);
    case 'refund':
      return cast.merchant.refund(act, process);
    case 'read':
      return cast.merchant.read(act, process);
    case 'handleIncident':
      return cast.operators.handle(act, process);
    case 'decide':
      return cast.approvers.decide(act, process);
    case 'batch':
      return cast.approvers.requestBatch(act, process);
    case 'decideBatch':
      return cast.approvers.decideBatch(act, process);
    case 'steerBatch':
      return cast.approvers.steerBatch(act, process);
    case 'attest':
      return cast.approvers.attest(act, process);
    case 'watch':
      return cast.watchers.watch(act, process);
    case 'mismatchOf':
      return cast.outsiders.mismatchOf(act);
    case 'openElsewhere':
      return cast.outsiders.openElsewhere(act.intent, act.share);
    default:
      return performElsewhere(act, process, cast);
  }
}

type Elsewhere = Exclude<
  Act,
  {
    kind:
      | 'create'
      | 'createCheckout'
      | 'payCheckout'
      | 'cancel'
      | 'refund'
      | 'read'
      | 'watch'
      | 'handleIncident'
      | 'decide'
      | 'attest'
      | 'batch'
      | 'decideBatch'
      | 'steerBatch'
      | 'mismatchOf'
      | 'openElsewhere';
  }
>;

function performElsewhere(act: Elsewhere, process: number, { outsiders, trouble }: Cast): void {
  if ('intent' in act) outsiders.act(act);
  else trouble.strike(act, process);
}
