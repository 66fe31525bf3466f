import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Checkout } from '../../../docs/examples/react-checkout.tsx';
import { firstView, type Order } from '../../../src/client/elements/checkout-view.ts';
import type { OpenCheckout, PaymentOption } from '../../../src/packages/react/react.ts';
import { anOrder } from '../client/checkout/a-checkout.ts';

/** What the hook returns to the page. */
const shown = vi.hoisted(() => ({ checkout: {} }));
vi.mock('@gapura/react', () => ({ useCheckout: () => shown.checkout }));

const option = (kind: PaymentOption['kind'], name: string): PaymentOption => ({
  ...{ kind, name, payMethod: 'NETWORK_PAY', payOption: name, promos: [] },
});

function show(wish: Partial<OpenCheckout>): void {
  shown.checkout = {
    ...{ ...firstView, stage: 'ready', options: [option('QRIS', 'QRIS'), option('E_WALLET', 'OVO')] },
    ...{ optionsProblem: null, readAgain() {}, async pay() {}, choose() {}, ...wish },
  } satisfies OpenCheckout;
}

const page = () => renderToStaticMarkup(createElement(Checkout, { gateway: 'https://pay.test', token: 't' }));
const otherChoice = 'Pilih cara lain';

describe('the React page of docs/web.md', () => {
  beforeEach(() => show({}));

  test.each<[status: Order['status'], text: string, mayChoose: boolean]>([
    ['CONFIRMING', 'Pembayaran sedang disiapkan', false],
    ['PENDING', 'Transfer Rp\u00a075.000 ke Virtual Account BRI 8881000011112222', true],
    ['PAID', 'Pembayaran berhasil.', false],
    ['PARTIALLY_REFUNDED', 'Sebagian dana sudah dikembalikan', false],
    ['REFUNDED', 'Seluruh dana sudah dikembalikan', false],
    ['CANCELLED', 'Pembayaran ini sudah berakhir.', true],
    ['EXPIRED', 'Pembayaran ini sudah berakhir.', true],
    ['FAILED', 'Pembayaran ini sudah berakhir.', true],
  ])('says of an order that is %s: %s', (status, text, mayChoose) => {
    show({ order: anOrder({ status }) });
    expect(page()).toContain(text);
    expect(page().includes(otherChoice)).toBe(mayChoose);
    show({ order: anOrder({ status }), isClosed: true, isChoosing: true });
    expect(page()).toContain(text);
    expect(page()).not.toContain('<button');
  });

  test('tells a payer whose payment was cancelled that the money comes back', () => {
    const order = anOrder({ status: 'CANCELLED', paidAt: '2026-11-22T11:31:00+07:00' });
    show({ order, isClosed: true });
    expect(page()).toContain('Seluruh dana dikembalikan');
  });

  test.each([
    ['loading', 'Memuat'],
    ['unreachable', 'Mencoba lagi'],
    ['refused', 'Buka lagi pembayaran dari toko'],
  ] as const)('says of a checkout that is %s: %s', (stage, text) => {
    show({ stage });
    expect(page()).toContain(text);
  });

  test('shows all ways to pay, a field with a label, and why a choice failed', () => {
    show({ problem: { message: 'Saldo tidak cukup.', phoneMessage: null, isDeclined: true } });
    expect(page()).toMatch(/<label>Nomor ponsel[^<]*<input[^>]*type="tel"/);
    expect(page()).toContain('Saldo tidak cukup.');
    expect(page().match(/<button type="button">/g)).toHaveLength(2);
    show({ isPaying: true });
    expect(page().match(/<button type="button" disabled="">/g)).toHaveLength(2);
  });

  test('leads back to the open attempt from the choice', () => {
    show({ order: anOrder(), isChoosing: true });
    expect(page()).toContain('Kembali ke pembayaran sebelumnya');
  });

  test('says why there are no ways to pay, with a button that tries again', () => {
    show({ options: [], optionsProblem: 'DANA tidak menjawab.' });
    expect(page()).toContain('DANA tidak menjawab.');
    expect(page()).toContain('Coba lagi');
    show({ options: [] });
    expect(page()).toContain('Saat ini belum ada metode pembayaran.');
  });
});
