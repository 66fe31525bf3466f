import type { ComponentChildren } from 'preact';
import { type Instruction, mayChoose, type Order } from '../checkout-view.ts';
import { PaymentCode } from '../instruction/payment-code.tsx';
import { Qris } from '../instruction/qris.tsx';
import { Redirect } from '../instruction/redirect.tsx';
import { VirtualAccount } from '../instruction/virtual-account.tsx';
import { WalletPush } from '../instruction/wallet-push.tsx';
import { usePage } from '../page-context.ts';
import { SimulatorLink } from './simulator-link.tsx';
import { Status } from './status.tsx';

/** The payer's next step, the state of the connection, and the button for another method. */
export function InstructionScreen() {
  const { actions, view, wording, nowMs } = usePage();
  const { order } = view;
  const instruction = order?.instruction;
  if (order === null || instruction === null || instruction === undefined) return null;
  return (
    <>
      {show(order, instruction)}
      <Status />
      <SimulatorLink order={order} instruction={instruction} />
      {mayChoose(view, nowMs) && (
        <button type="button" class="change" onClick={() => actions.choose(true)}>
          {wording.change}
        </button>
      )}
    </>
  );
}

function show(order: Order, instruction: Instruction): ComponentChildren {
  switch (instruction.__typename) {
    case 'VirtualAccountInstruction':
      return <VirtualAccount order={order} instruction={instruction} />;
    case 'QrisInstruction':
      return <Qris order={order} instruction={instruction} />;
    case 'RedirectInstruction':
      return <Redirect order={order} instruction={instruction} />;
    case 'WalletPushInstruction':
      return <WalletPush order={order} instruction={instruction} />;
    case 'PaymentCodeInstruction':
      return <PaymentCode order={order} instruction={instruction} />;
  }
}
