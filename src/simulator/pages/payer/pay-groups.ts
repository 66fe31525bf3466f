import type { Order } from '../../model/order.ts';
import {
  findChannel,
  isQris,
  type PayChannel,
  payChannels,
  qrisReferenceLengthMax,
} from '../../model/pay-channels.ts';
import type { Profile } from '../../model/profile.ts';
import { textAt } from '../../operations/field-rules.ts';

/** A group of methods on the payment page. */
export type PayGroupName = 'balance' | 'wallet' | 'qris' | 'card' | 'virtual-account' | 'outlet';

/** Channels that payers consider one kind, in the sequence in which the page shows them. */
export interface PayGroup {
  name: PayGroupName;
  channels: PayChannel[];
}

const groupNames: readonly PayGroupName[] = [
  'balance',
  'wallet',
  'qris',
  'card',
  'virtual-account',
  'outlet',
];

/**
 * What the payer of this order may use: the merchant's choice alone, else everything that the merchant did
 * not disable. DANA does not document how disabledPayMethods is separated; commas are taken, and methods as
 * well as options.
 */
export function offeredChannels(order: Order, profile: Profile): PayChannel[] {
  if (order.choice !== null) return [findChannel(order.choice) ?? []].flat();
  const disabled = (textAt(order.request, 'disabledPayMethods') ?? '').split(',').map((name) => name.trim());
  return payChannels.filter(
    (channel) =>
      !disabled.includes(channel.payMethod) &&
      !disabled.includes(channel.payOption || channel.payMethod) &&
      profile.isOffered(channel) &&
      (!isQris(channel) || mayBePaidByQris(order)),
  );
}

/** DANA shows QRIS for orders of a store only, and not for a number that QRIS cannot carry. */
function mayBePaidByQris({ externalStoreId, partnerReferenceNo }: Order): boolean {
  return externalStoreId !== null && partnerReferenceNo.length <= qrisReferenceLengthMax;
}

/** The channels in their groups; groups without any are left out. */
export function groupChannels(channels: readonly PayChannel[]): PayGroup[] {
  return groupNames
    .map((name) => ({ name, channels: channels.filter((channel) => groupOf(channel) === name) }))
    .filter((group) => group.channels.length > 0);
}

function groupOf({ payMethod, payOption }: PayChannel): PayGroupName {
  if (payMethod === 'BALANCE') return 'balance';
  if (payMethod === 'VIRTUAL_ACCOUNT') return 'virtual-account';
  if (payMethod.endsWith('CARD') || payOption.endsWith('_CARD')) return 'card';
  if (isQris({ payMethod, payOption })) return 'qris';
  return payOption.startsWith('NETWORK_PAY_PC_') ? 'outlet' : 'wallet';
}
