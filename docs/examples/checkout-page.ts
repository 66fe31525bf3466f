// A shop's page on which the payer chooses how to pay, pays, and sees it arrive. It has a checkoutToken and no key.
import {
  CheckoutDocument,
  CheckoutOrderDocument,
  createGatewayClient,
  type GatewayClient,
  type OrderFieldsFragment,
  type OrderView,
  PayCheckoutDocument,
  type PayCheckoutInput,
} from '@gapura/client';

/** After an attempt that ended so the payer may choose again, unless the gateway has closed the checkout. */
const overStatuses = new Set(['FAILED', 'CANCELLED', 'EXPIRED']);

/** Fills `place` with the checkout. `url` is the gateway's: https://pay.shop.example/graphql */
export async function showCheckout(place: HTMLElement, url: string, checkoutToken: string): Promise<void> {
  const gateway = createGatewayClient({ url, token: checkoutToken });
  const { checkout } = await gateway.request(CheckoutDocument, { language: 'ID' });
  if (checkout === null) throw new Error('This checkout is over.');
  const { order, closed, paymentOptions } = checkout;
  // Reloaded, or back from DANA's page: what was begun goes on. The address that the payer came back to says nothing.
  if (order && (closed || !overStatuses.has(order.status)))
    return await followOrder(place, gateway, order.id);
  if (closed) return say(place, 'Pembayaran ini sudah berakhir.');
  if (paymentOptions.__typename !== 'PaymentOptions') return say(place, paymentOptions.message);
  if (paymentOptions.options.length === 0) return say(place, 'Saat ini belum ada metode pembayaran.');
  const phone = Object.assign(document.createElement('input'), { type: 'tel', autocomplete: 'tel' });
  const label = document.createElement('label');
  label.append('Nomor ponsel, untuk dompet digital dan kartu ', phone);
  const problem = document.createElement('p');
  problem.setAttribute('role', 'alert');
  const buttons = paymentOptions.options.map(({ kind, name, payMethod, payOption }) => {
    const needsPhone = kind === 'E_WALLET' || kind === 'CARD';
    const button = document.createElement('button');
    button.textContent = name;
    button.onclick = async () => {
      if (needsPhone && phone.value.trim() === '') {
        problem.textContent = `Isi nomor ponsel untuk ${name}.`;
        return phone.focus();
      }
      const phoneNumber = needsPhone ? phone.value : null;
      // The choice stays on the page until an order exists: whatever was wrong, the payer corrects it or takes another.
      const message = await pay(place, gateway, { payMethod, payOption, phoneNumber }).catch(
        () => 'Belum terhubung. Coba lagi.',
      );
      if (message !== null) problem.textContent = message;
    };
    return button;
  });
  place.replaceChildren(label, problem, ...buttons);
}

/** Null if an order exists and was followed to its end; else what is wrong, for the payer. */
async function pay(
  place: HTMLElement,
  gateway: GatewayClient,
  input: PayCheckoutInput,
): Promise<string | null> {
  const { payCheckout } = await gateway.request(PayCheckoutDocument, { input, language: 'ID' });
  // Declined, not valid, over, not now: in the payer's language. `code` and `retryable` are for programs.
  if (payCheckout.__typename === 'InvalidInput') return payCheckout.issues[0]?.message ?? payCheckout.message;
  if (payCheckout.__typename !== 'PayCheckoutSuccess') return payCheckout.message;
  await followOrder(place, gateway, payCheckout.order.id);
  return null;
}

async function followOrder(place: HTMLElement, gateway: GatewayClient, orderId: string): Promise<void> {
  const watch = gateway.watchOrder({ orderId });
  const over = new AbortController();
  // A phone that wakes up, and a network that is back: not one second is waited for nothing.
  window.addEventListener('online', watch.hurry, { signal: over.signal });
  document.addEventListener('visibilitychange', watch.hurry, { signal: over.signal });
  // Ends by itself a minute after the order has come to rest.
  for await (const view of watch) {
    showOrder(place, view);
    if (view.order && overStatuses.has(view.order.status)) place.append(await nextStep(gateway));
  }
  over.abort();
}

function showOrder(place: HTMLElement, { order, connection }: OrderView): void {
  say(place, order === null ? 'Memuat…' : stateOf(order));
  // What is shown may be old, and says so.
  place.classList.toggle('is-stale', connection === 'reconnecting');
}

/** Without `default` and with a return type, so that the compiler finds a forgotten status. */
function stateOf(order: OrderFieldsFragment): string | HTMLElement {
  switch (order.status) {
    // Not known yet, and no reason to pay again.
    case 'CONFIRMING':
      return 'Pembayaran sedang disiapkan…';
    case 'PENDING':
      return whatToDo(order);
    case 'PAID':
      return 'Pembayaran berhasil.';
    case 'PARTIALLY_REFUNDED':
      return 'Pembayaran berhasil. Sebagian dana sudah dikembalikan kepada Anda.';
    case 'REFUNDED':
      return 'Seluruh dana sudah dikembalikan kepada Anda.';
    case 'CANCELLED':
      if (order.paidAt) return 'Pembayaran dibatalkan. Seluruh dana dikembalikan kepada Anda.';
      return 'Pembayaran ini sudah berakhir.';
    case 'EXPIRED':
    case 'FAILED':
      return 'Pembayaran ini sudah berakhir.';
  }
}

/** The choice again, unless the gateway opens no further attempt: the merchant cancelled the sale, or its time is over. */
async function nextStep(gateway: GatewayClient): Promise<string | HTMLElement> {
  const read = await gateway.request(CheckoutOrderDocument, {}).catch(() => null);
  return read?.checkout?.closed === false ? again() : ' Silakan kembali ke toko.';
}

/** Leads back to the choice: `showCheckout` offers it again for an attempt that ended unpaid. */
function again(): HTMLElement {
  const button = document.createElement('button');
  button.textContent = 'Pilih cara lain';
  button.onclick = () => location.reload();
  return button;
}

const rupiah = new Intl.NumberFormat('id-ID', {
  style: 'currency',
  currency: 'IDR',
  maximumFractionDigits: 0,
});

function whatToDo({ instruction, amount }: OrderFieldsFragment): string | HTMLElement {
  switch (instruction?.__typename) {
    case 'VirtualAccountInstruction':
      return `Transfer ${rupiah.format(BigInt(amount.value.replace('.00', '')))} ke Virtual Account ${instruction.bank} ${instruction.number}`;
    case 'QrisInstruction':
      return Object.assign(new Image(), { src: instruction.image, alt: 'Kode QRIS' });
    case 'RedirectInstruction':
      return Object.assign(document.createElement('a'), {
        href: instruction.url,
        textContent: 'Lanjut ke DANA',
      });
    case 'WalletPushInstruction':
      return `Buka ${instruction.wallet} dan konfirmasi pembayaran`;
    case 'PaymentCodeInstruction':
      return `Tunjukkan kode ${instruction.code} di kasir ${instruction.outlet}`;
    default:
      return 'Menunggu DANA…';
  }
}

function say(place: HTMLElement, what: string | HTMLElement): void {
  place.replaceChildren(what);
}
