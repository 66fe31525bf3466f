/** @jsxImportSource react */
// A shop's page with React on which the payer chooses how to pay, pays, and sees it arrive.
import type { OrderFieldsFragment } from '@gapura/client';
import { useCheckout } from '@gapura/react';
import { useState } from 'react';

/** After an attempt that ended unpaid the payer may choose again. */
const mayChooseAgain = new Set(['FAILED', 'CANCELLED', 'EXPIRED']);

/** `gateway` is https://pay.shop.example/graphql, `token` the checkoutToken from the shop's server. */
export function Checkout({ gateway, token }: { gateway: string; token: string }) {
  const { stage, order, connection, options, problem, pay } = useCheckout({ gateway, token });
  const [phone, setPhone] = useState('');
  if (stage !== 'ready') return <p>{stage === 'loading' ? 'Memuat…' : 'Buka lagi pembayaran dari toko.'}</p>;
  if (order !== null && !mayChooseAgain.has(order.status))
    return <OrderScreen order={order} isOld={connection === 'reconnecting'} />;
  return (
    <>
      {order !== null && <p>Pembayaran sebelumnya sudah berakhir. Pilih cara lain.</p>}
      <input
        type="tel"
        aria-label="Nomor ponsel"
        value={phone}
        onChange={(event) => setPhone(event.target.value)}
      />
      {problem !== null && (
        <p role="alert">{problem.phoneMessage ?? problem.message ?? 'Belum terhubung.'}</p>
      )}
      {options.map(({ kind, name, payMethod, payOption }) => {
        const needsPhone = kind === 'E_WALLET' || kind === 'CARD';
        const phoneNumber = needsPhone ? phone : null;
        return (
          <button
            type="button"
            key={name}
            disabled={needsPhone && phone === ''}
            onClick={() => void pay({ payMethod, payOption: payOption ?? null, phoneNumber })}
          >
            {name}
          </button>
        );
      })}
    </>
  );
}

function OrderScreen({ order, isOld }: { order: OrderFieldsFragment; isOld: boolean }) {
  if (order.status === 'PAID') return <p role="status">Pembayaran berhasil.</p>;
  if (order.status !== 'PENDING') return <p role="status">Pembayaran sedang disiapkan…</p>;
  return (
    <section className={isOld ? 'is-stale' : undefined}>
      <Instruction order={order} />
    </section>
  );
}

function Instruction({ order: { instruction, amount } }: { order: OrderFieldsFragment }) {
  switch (instruction?.__typename) {
    case 'VirtualAccountInstruction':
      return (
        <p>{`Transfer Rp${amount.value} ke Virtual Account ${instruction.bank} ${instruction.number}`}</p>
      );
    case 'QrisInstruction':
      return <img src={instruction.image} alt="Kode QRIS" />;
    case 'RedirectInstruction':
      return <a href={instruction.url}>Lanjut ke DANA</a>;
    case 'WalletPushInstruction':
      return <p>{`Buka ${instruction.wallet} dan konfirmasi pembayaran`}</p>;
    case 'PaymentCodeInstruction':
      return <p>{`Tunjukkan kode ${instruction.code} di kasir ${instruction.outlet}`}</p>;
    default:
      return <p>Menunggu DANA…</p>;
  }
}
