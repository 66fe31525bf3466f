import type { Instruction, Order } from '../checkout-view.ts';

/** The props of the element for one kind of instruction. */
export interface InstructionProps<Kind extends Instruction['__typename']> {
  readonly order: Order;
  readonly instruction: Extract<Instruction, { __typename: Kind }>;
}
