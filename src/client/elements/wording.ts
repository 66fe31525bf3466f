import type { PaymentOption } from './checkout-view.ts';

/** A language code for HTML's lang and for the languages of the payer's browser. */
export type Language = 'en' | 'id';
/** The gateway's code of a language. */
export type LanguageCode = 'EN' | 'ID';
/** The group of a payment option. */
export type OptionKind = PaymentOption['kind'];

/** The places where a virtual account can be paid. */
export type Channel = 'app' | 'atm' | 'web';

/** Every text of the checkout for payers. A language without one of them does not compile. */
export interface Wording {
  language: Language;
  code: LanguageCode;
  locale: string;
  pageTitle: string;
  switchLanguage: string;
  backToShop: string;
  backToNamedShop: (shop: string) => string;
  total: string;
  items: (count: number) => string;
  orderNo: string;
  timeLeft: string;
  payBefore: (time: string) => string;
  tryAgain: string;
  loading: string;
  unreachable: { title: string; lead: string };
  refused: { title: string; lead: string };
  options: {
    title: string;
    groups: Readonly<Record<OptionKind, string>>;
    hints: Readonly<Partial<Record<OptionKind, string>>>;
    chooseFirst: string;
    phone: string;
    phoneHint: (method: string) => string;
    phoneWrong: string;
    pay: (amount: string) => string;
    paying: string;
    replaces: string;
    keep: (method: string) => string;
    none: string;
    noAnswer: string;
    problem: string;
    afterDecline: string;
    promo: (amount: string) => string;
    promoUnknown: string;
    noConnection: string;
  };
  preparing: { title: string; lead: string };
  change: string;
  simulator: string;
  connection: {
    live: string;
    connecting: string;
    reconnecting: string;
    offline: string;
    closed: string;
  };
  waiting: string;
  copy: string;
  copied: string;
  exactAmount: string;
  virtualAccount: {
    title: (bank: string) => string;
    number: string;
    howTo: string;
    channels: Readonly<Record<Channel, (name: string) => string>>;
    open: Readonly<Record<Channel, (name: string) => string>>;
    choose: (path: string) => string;
    type: (number: string) => string;
    confirm: Readonly<Record<Channel, (amount: string) => string>>;
    menusVary: string;
  };
  qris: {
    title: string;
    image: string;
    enlarge: string;
    close: string;
    save: string;
    fileName: string;
    howTo: string;
    steps: readonly string[];
    samePhone: string;
  };
  redirect: {
    title: (method: string) => string;
    lead: (method: string) => string;
    go: (method: string) => string;
    afterwards: string;
  };
  push: { title: (wallet: string) => string; steps: (wallet: string, amount: string) => readonly string[] };
  paymentCode: {
    title: (outlet: string) => string;
    number: string;
    howTo: string;
    steps: (outlet: string, amount: string) => readonly string[];
  };
  timeOver: { title: string; lead: string };
  ended: {
    expired: { title: string; lead: string };
    notCompleted: { title: string; lead: string };
    failed: { title: string; lead: string };
    cancelled: { title: string; lead: string };
    closed: { title: string; lead: string };
    returned: { title: string; lead: string };
    again: string;
    paidAnyway: string;
  };
  receipt: {
    title: string;
    lead: string;
    refunded: { title: string; lead: string };
    partlyRefunded: { title: string; lead: string };
    method: string;
    paidAt: string;
    reference: string;
    refundedAmount: string;
    goOn: string;
    goesOn: (seconds: number) => string;
    print: string;
  };
}
