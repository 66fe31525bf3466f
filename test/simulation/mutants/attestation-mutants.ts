import { rupiah } from '../../../src/domain/money.ts';
import { withChanges } from './actor-mutants.ts';
import type { Mutant } from './mutation.ts';

/** Bugs in what people attest: who attests it, and what it changes. */
export const attestationMutants: readonly Mutant[] = [
  {
    name: 'a fact counts as soon as one person attests it',
    breaks: ['I19'],
    useCases: (useCases) => ({
      ...useCases,
      async attestFact(input, by) {
        const outcome = await useCases.attestFact(input, by);
        if (outcome.kind !== 'AttestFactSuccess') return outcome;
        const { id: approvalId } = outcome.approval;
        const nobody = { kind: 'OPERATOR', id: 'nobody', name: 'Nobody' } as const;
        await useCases.decideApproval({ approvalId, decision: 'APPROVE', reason: 'sure' }, nobody);
        return outcome;
      },
    }),
  },
  {
    name: 'an adjustment that people assigned counts twice',
    breaks: ['I3', 'I8'],
    deps: withChanges((change) => {
      const { fact } = change.event;
      if (fact.type !== 'ADJUSTMENT_ASSIGNED') return change;
      return { ...change, order: { ...change.order, returned: rupiah(change.order.returned + fact.amount) } };
    }),
  },
  {
    name: 'the comparison with DANA’s files does not know what people assigned',
    breaks: ['I20'],
    settlement: (parts) => ({
      ...parts,
      cases: {
        ...parts.cases,
        readCases: async (references) =>
          (await parts.cases.readCases(references)).map((one) => ({ ...one, assigned: [] })),
      },
    }),
  },
  {
    name: 'what went back by bank transfer can be refunded again',
    breaks: ['I8', 'I19'],
    deps: withChanges((change) =>
      change.event.fact.type === 'REFUNDED_BY_TRANSFER'
        ? { ...change, order: { ...change.order, transferred: rupiah(0n) } }
        : change,
    ),
  },
];
