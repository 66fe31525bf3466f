/** @jsxImportSource react */
// A shop's page with React on which the payer chooses how to pay, pays, and sees it arrive.
import type { OrderFieldsFragment } from '@gapura/client';
import { type OpenCheckout, type PaymentOption, useCheckout } from '@gapura/react';
import { type ReactElement, useState } from 'react';

/** `gateway` is https://pay.shop.example/graphql, `token` the checkoutToken from the shop's server. */
export function Checkout({ gateway, token }: { gateway: string; token: string }): ReactElement {
  const checkout = useCheckout({ gateway, token });
  const { stage, order, isChoosing, isClosed } = checkout;
  if (stage === 'loading') return <p role="status">Memuat…</p>;
  if (stage === 'unreachable') return <p role="status">Belum terhubung. Mencoba lagi…</p>;
  if (stage === 'refused') return <p role="alert">Buka lagi pembayaran dari toko.</p>;
  if (!isClosed && (order === null || isChoosing)) return <Options checkout={checkout} />;
  if (order === null) return <p role="status">Pembayaran ini sudah berakhir.</p>;
  return <OrderScreen checkout={checkout} order={order} />;
}

function Options({ checkout }: { checkout: OpenCheckout }): ReactElement {
  const { options, optionsProblem, order, problem, isPaying, pay, choose, readAgain } = checkout;
  const [phone, setPhone] = useState('');
  const [missing, setMissing] = useState<string | null>(null);

  function take({ kind, name, payMethod, payOption }: PaymentOption): void {
    const needsPhone = kind === 'E_WALLET' || kind === 'CARD';
    const isMissing = needsPhone && phone.trim() === '';
    setMissing(isMissing ? `Isi nomor ponsel untuk ${name}.` : null);
    if (isMissing) return;
    void pay({ payMethod, payOption: payOption ?? null, phoneNumber: needsPhone ? phone : null });
  }

  if (options.length === 0)
    return (
      <>
        <p role="alert">{optionsProblem ?? 'Saat ini belum ada metode pembayaran.'}</p>
        <button type="button" onClick={readAgain}>
          Coba lagi
        </button>
      </>
    );
  const message =
    problem && (problem.phoneMessage ?? problem.message ?? 'Belum terhubung. Silakan coba lagi.');
  return (
    <>
      <label>
        Nomor ponsel, untuk dompet digital dan kartu{' '}
        <input
          type="tel"
          autoComplete="tel"
          value={phone}
          onChange={(event) => setPhone(event.target.value)}
        />
      </label>
      {(missing ?? message) && <p role="alert">{missing ?? message}</p>}
      {options.map((option) => (
        <button type="button" key={option.name} disabled={isPaying} onClick={() => take(option)}>
          {option.name}
        </button>
      ))}
      {order?.status === 'PENDING' && (
        <button type="button" disabled={isPaying} onClick={() => choose(false)}>
          Kembali ke pembayaran sebelumnya
        </button>
      )}
    </>
  );
}

interface OrderScreenProps {
  readonly checkout: OpenCheckout;
  readonly order: OrderFieldsFragment;
}

/** Without `default` and with a return type, so that the compiler finds a forgotten status. */
function OrderScreen({ checkout, order }: OrderScreenProps): ReactElement {
  switch (order.status) {
    case 'CONFIRMING':
      return <p role="status">Pembayaran sedang disiapkan…</p>;
    case 'PENDING':
      return (
        <section className={checkout.connection === 'reconnecting' ? 'is-stale' : undefined}>
          <Instruction order={order} />
          <OtherChoice checkout={checkout} />
        </section>
      );
    case 'PAID':
      return <p role="status">Pembayaran berhasil.</p>;
    case 'PARTIALLY_REFUNDED':
      return <p role="status">Pembayaran berhasil. Sebagian dana sudah dikembalikan kepada Anda.</p>;
    case 'REFUNDED':
      return <p role="status">Seluruh dana sudah dikembalikan kepada Anda.</p>;
    case 'CANCELLED':
    case 'EXPIRED':
    case 'FAILED':
      return (
        <section>
          <p role="status">
            {order.status === 'CANCELLED' && order.paidAt
              ? 'Pembayaran dibatalkan. Seluruh dana dikembalikan kepada Anda.'
              : 'Pembayaran ini sudah berakhir.'}
          </p>
          <OtherChoice checkout={checkout} />
        </section>
      );
  }
}

/** Shows the choice again; a new choice replaces the open attempt. Nothing if the gateway accepts no other one. */
function OtherChoice({ checkout: { isClosed, isPaying, choose } }: { checkout: OpenCheckout }) {
  if (isClosed) return null;
  return (
    <button type="button" disabled={isPaying} onClick={() => choose(true)}>
      Pilih cara lain
    </button>
  );
}

const rupiah = new Intl.NumberFormat('id-ID', {
  style: 'currency',
  currency: 'IDR',
  maximumFractionDigits: 0,
});

function Instruction({ order: { instruction, amount } }: { order: OrderFieldsFragment }) {
  const total = rupiah.format(Number(amount.value));
  switch (instruction?.__typename) {
    case 'VirtualAccountInstruction':
      return <p>{`Transfer ${total} ke Virtual Account ${instruction.bank} ${instruction.number}`}</p>;
    case 'QrisInstruction':
      return <img src={instruction.image} alt="Kode QRIS" />;
    case 'RedirectInstruction':
      return <a href={instruction.url}>Lanjut ke DANA</a>;
    case 'WalletPushInstruction':
      return <p>{`Buka ${instruction.wallet} dan konfirmasi pembayaran ${total}`}</p>;
    case 'PaymentCodeInstruction':
      return <p>{`Tunjukkan kode ${instruction.code} di kasir ${instruction.outlet}, ${total}`}</p>;
    default:
      return <p>Menunggu DANA…</p>;
  }
}
