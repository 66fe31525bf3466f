import { bankOfVirtualAccount } from '../../domain/payment-option.ts';
import type { Translated } from '../problems/messages.ts';

/** Channels by the names that people know them by. */
const optionNames: Readonly<Record<string, Translated>> = {
  NETWORK_PAY_PG_CARD: { EN: 'Credit or Debit Card', ID: 'Kartu Kredit atau Debit' },
  NETWORK_PAY_PG_GOPAY: everywhere('GoPay'),
  NETWORK_PAY_PG_LINKAJA: everywhere('LinkAja'),
  NETWORK_PAY_PG_OVO: everywhere('OVO'),
  NETWORK_PAY_PG_QRIS: everywhere('QRIS'),
  NETWORK_PAY_PG_SPAY: everywhere('ShopeePay'),
  NETWORK_PAY_PC_INDOMARET: everywhere('Indomaret'),
  NETWORK_PAY_PL_INDODANA: everywhere('Indodana PayLater'),
};

/** Method families, for options without a channel. */
const methodNames: Readonly<Record<string, Translated>> = {
  BALANCE: { EN: 'DANA Balance', ID: 'Saldo DANA' },
  CARD: { EN: 'Credit or Debit Card', ID: 'Kartu Kredit atau Debit' },
  COUPON: { EN: 'Coupon', ID: 'Kupon' },
  CREDIT_CARD: { EN: 'Credit Card', ID: 'Kartu Kredit' },
  DEBIT_CARD: { EN: 'Debit Card', ID: 'Kartu Debit' },
  DIRECT_DEBIT_CREDIT_CARD: { EN: 'Linked Credit Card', ID: 'Kartu Kredit Tertaut' },
  DIRECT_DEBIT_DEBIT_CARD: { EN: 'Linked Debit Card', ID: 'Kartu Debit Tertaut' },
  LOAN_CREDIT: { EN: 'Loan', ID: 'Pinjaman' },
  NETWORK_PAY: { EN: 'E-Wallet', ID: 'Dompet Digital' },
  NET_BANKING: everywhere('Internet Banking'),
  ONLINE_CREDIT: { EN: 'Online Credit', ID: 'Kredit Online' },
  OTC: { EN: 'Retail Outlet', ID: 'Gerai Ritel' },
  VIRTUAL_ACCOUNT: everywhere('Virtual Account'),
};

/**
 * What people call an option. DANA adds methods and channels: one that is not known yet gets a name from its own
 * words, so that a payer can choose it on the day it appears.
 */
export function paymentOptionName(payMethod: string, payOption: string | null): Translated {
  const code = payOption === null || payOption === '' ? payMethod : payOption;
  const known = optionNames[code] ?? methodNames[code];
  if (known !== undefined) return known;
  const bank = bankOfVirtualAccount(code);
  if (bank === null) return everywhere(inWords(code.replace(/^NETWORK_PAY_(?:P[A-Z]_)?/, '')));
  return { EN: `${bank} Virtual Account`, ID: `Virtual Account ${bank}` };
}

/** A brand, which is the same in every language. */
function everywhere(name: string): Translated {
  return { EN: name, ID: name };
}

/** DOKU_WALLET → "Doku Wallet"; up to three letters are taken for an abbreviation. */
function inWords(code: string): string {
  return code
    .split('_')
    .filter((word) => word !== '')
    .map((word) => (word.length <= 3 ? word : word.charAt(0) + word.slice(1).toLowerCase()))
    .join(' ');
}
