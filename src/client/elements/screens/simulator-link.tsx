import type { Instruction, Order } from '../checkout-view.ts';
import { usePage } from '../page-context.ts';

/** Where the simulator takes the payer's part for this instruction. */
function payerPath({ referenceNo }: Order, instruction: Instruction): string {
  switch (instruction.__typename) {
    case 'VirtualAccountInstruction':
      return `/bank?number=${instruction.number}`;
    case 'PaymentCodeInstruction':
      return `/bank?number=${encodeURIComponent(instruction.code)}`;
    case 'QrisInstruction':
      return `/scan?qr=${encodeURIComponent(instruction.content)}`;
    default:
      return `/n/cashier/new/checkout?bizNo=${referenceNo}`;
  }
}

/** With a simulated DANA: the payer's bank, wallet or counter, in another tab. A page of a real shop has none. */
export function SimulatorLink({ order, instruction }: { order: Order; instruction: Instruction }) {
  const { wording, simulator } = usePage();
  if (simulator === null) return null;
  return (
    <a class="simulator" href={simulator + payerPath(order, instruction)} target="_blank" rel="noreferrer">
      {wording.simulator}
    </a>
  );
}
