import type { PayChoice } from './order.ts';

/** What the simulated DANA allows. Merchants' contracts differ, so the default allows everything. */
export interface Profile {
  name: ProfileName;
  /** How far ahead validUpTo may be in ms; without validUpTo an order lives for 30 minutes. */
  validityMsMax: number;
  /** Highest amount of an order in sen; null for any. */
  amountSenMax: bigint | null;
  /** Whether the merchant's contract has this way to pay. */
  isOffered(choice: PayChoice): boolean;
  /** The offsets that X-TIMESTAMP may have. */
  timestampOffsets: readonly string[];
  /** Whether stores and divisions must be registered even if the merchant has registered none. */
  mustRegisterUnits: boolean;
  /** How long after its payment a virtual account's order gives no money back, in ms. */
  virtualAccountHoldMs: number;
}

/** The names of the profiles. */
export const profileNames = ['generous', 'sandbox'] as const;
/** One of {@link profileNames}. */
export type ProfileName = (typeof profileNames)[number];

const minute = 60_000;

/** Official material and captured answers name these methods for DANA's sandbox. */
const sandboxMethods = ['BALANCE', 'CARD', 'CREDIT_CARD', 'DEBIT_CARD'];
const sandboxOptions = [
  'NETWORK_PAY_PG_CARD',
  'NETWORK_PAY_PG_QRIS',
  'VIRTUAL_ACCOUNT_BRI',
  'VIRTUAL_ACCOUNT_BSI_PAYMENT',
  'VIRTUAL_ACCOUNT_BTPN',
  'VIRTUAL_ACCOUNT_CIMB',
  'VIRTUAL_ACCOUNT_PANI',
];

/** The profiles: generous, for tests of everything, and the limits of DANA's sandbox. */
export const profiles: Readonly<Record<ProfileName, Profile>> = {
  generous: {
    name: 'generous',
    // DANA's API reference: validUpTo is at most one week ahead.
    validityMsMax: 7 * 24 * 60 * minute,
    amountSenMax: null,
    isOffered: () => true,
    timestampOffsets: ['+07:00'],
    mustRegisterUnits: false,
    virtualAccountHoldMs: 0,
  },
  sandbox: {
    name: 'sandbox',
    validityMsMax: 30 * minute,
    amountSenMax: 10_000_000_00n,
    isOffered: ({ payMethod, payOption }) =>
      payOption === '' ? sandboxMethods.includes(payMethod) : sandboxOptions.includes(payOption),
    timestampOffsets: ['+07:00', '+00:00'],
    mustRegisterUnits: true,
    virtualAccountHoldMs: 5000,
  },
};
