import type { Instruction, PayChoice } from './order.ts';

/** A payment channel and how its instruction reaches the payer. */
export interface PayChannel extends PayChoice {
  name: string;
  instruction: Instruction['kind'];
  /** Virtual accounts: the bank's company code, the start of every number (invented, like the numbers). */
  prefix?: string;
}

/**
 * The channels that the simulator offers: every option that DANA documents. DANA's sandbox lists all
 * methods, production those of the merchant's contract, so a caller must treat the list as data.
 */
export const payChannels: readonly PayChannel[] = [
  { payMethod: 'BALANCE', payOption: '', name: 'DANA balance', instruction: 'redirect' },
  virtualAccount('VIRTUAL_ACCOUNT_BCA', 'BCA Virtual Account', '3901'),
  virtualAccount('VIRTUAL_ACCOUNT_BNI', 'BNI Virtual Account', '8810'),
  virtualAccount('VIRTUAL_ACCOUNT_BRI', 'BRI Virtual Account', '8881'),
  virtualAccount('VIRTUAL_ACCOUNT_BSI_PAYMENT', 'BSI Virtual Account', '9347'),
  virtualAccount('VIRTUAL_ACCOUNT_BTPN', 'BTPN Virtual Account', '9098'),
  virtualAccount('VIRTUAL_ACCOUNT_CIMB', 'CIMB Niaga Virtual Account', '8059'),
  virtualAccount('VIRTUAL_ACCOUNT_MANDIRI', 'Mandiri Virtual Account', '8950'),
  virtualAccount('VIRTUAL_ACCOUNT_PANI', 'Panin Virtual Account', '9920'),
  virtualAccount('VIRTUAL_ACCOUNT_PERMATA', 'Permata Virtual Account', '8528'),
  network('NETWORK_PAY_PG_QRIS', 'QRIS', 'payment-code'),
  network('NETWORK_PAY_PG_GOPAY', 'GoPay', 'redirect'),
  network('NETWORK_PAY_PG_OVO', 'OVO', 'push'),
  network('NETWORK_PAY_PG_SPAY', 'ShopeePay', 'redirect'),
  network('NETWORK_PAY_PG_LINKAJA', 'LinkAja', 'redirect'),
  network('NETWORK_PAY_PG_CARD', 'Card', 'redirect'),
  network('NETWORK_PAY_PL_INDODANA', 'Indodana PayLater', 'redirect'),
  { ...network('NETWORK_PAY_PC_INDOMARET', 'Indomaret', 'payment-code'), prefix: '6013' },
];

/** Methods that DANA knows without an option of their own; all are paid on a page. */
const bareMethods = [
  'BALANCE',
  'CARD',
  'CREDIT_CARD',
  'DEBIT_CARD',
  'DIRECT_DEBIT_CREDIT_CARD',
  'DIRECT_DEBIT_DEBIT_CARD',
];

/** The channel of a choice, or undefined if DANA does not know it. */
export function findChannel(choice: PayChoice): PayChannel | undefined {
  if (bareMethods.includes(choice.payMethod))
    return { ...choice, name: choice.payMethod, instruction: 'redirect' };
  return payChannels.find((one) => one.payMethod === choice.payMethod && one.payOption === choice.payOption);
}

/** DANA's API reference: references of QRIS orders are shorter than others. */
export const qrisReferenceLengthMax = 25;

/** Whether a choice is QRIS, which DANA offers only with an externalStoreId. */
export const isQris = (choice: PayChoice): boolean => choice.payOption === 'NETWORK_PAY_PG_QRIS';

function virtualAccount(payOption: string, name: string, prefix: string): PayChannel {
  return { payMethod: 'VIRTUAL_ACCOUNT', payOption, name, instruction: 'payment-code', prefix };
}

function network(payOption: string, name: string, instruction: Instruction['kind']): PayChannel {
  return { payMethod: 'NETWORK_PAY', payOption, name, instruction };
}
