import type { PayChannel } from '../../model/pay-channels.ts';
import type { OrderStatus } from '../order-status.ts';
import type { PayGroupName } from './pay-groups.ts';

/** The outcome of an order for the payer: a headline and its meaning. */
export interface OutcomeWording {
  title: string;
  meaning: string;
}

/** All texts of the payer's pages. A language without one of them does not compile. */
export interface Wording {
  locale: string;
  simulator: string;
  /** The invented shop of every order; QR codes contain its English name. */
  shop: string;
  noRealMoney: string;
  desk: string;
  language: string;
  total: string;
  orderNo: string;
  referenceNo: string;
  merchant: string;
  city: string;
  payMethod: string;
  payBefore: string;
  timeLeft: string;
  paidAt: string;
  refunded: string;
  from: string;
  simulatedAccount: string;
  pay: (amount: string) => string;
  back: string;
  outcomes: Readonly<Record<Exclude<OrderStatus, 'waiting' | 'paying'>, OutcomeWording>>;
  /** Names of methods that differ between languages; other methods keep their channel's name. */
  methodNames: Readonly<Record<string, string>>;
  groups: Readonly<Record<PayGroupName, string>>;
  checkout: {
    app: string;
    choose: string;
    chooseFirst: string;
    payWith: (method: string) => string;
    onYourPhone: (method: string) => string;
    refuse: string;
    backUnpaid: string;
    backToShop: string;
    openApp: string;
    nothingOffered: string;
    notFoundTitle: string;
    notFound: string;
  };
  bank: {
    app: string;
    title: string;
    lead: string;
    number: string;
    numberShort: string;
    hint: string;
    next: string;
    waiting: string;
    nothingWaiting: string;
    unknown: (number: string) => string;
    confirmTitle: string;
    another: string;
  };
  scan: {
    app: string;
    title: string;
    lead: string;
    payload: string;
    hint: string;
    next: string;
    waiting: string;
    nothingWaiting: string;
    notQris: string;
    damaged: string;
    unknown: string;
    confirmTitle: string;
    another: string;
    qrOf: (title: string) => string;
  };
}

/** The name of a method in the payer's language. */
export function methodName(channel: PayChannel, wording: Wording): string {
  return wording.methodNames[channel.payOption || channel.payMethod] ?? channel.name;
}
