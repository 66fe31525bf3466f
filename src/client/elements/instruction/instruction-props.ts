import type { Instruction, Order } from '../checkout-view.ts';

/** What the part of the page for one kind of instruction is given. */
export interface InstructionProps<Kind extends Instruction['__typename']> {
  readonly order: Order;
  readonly instruction: Extract<Instruction, { __typename: Kind }>;
}
