import type { ObjectRef } from '@pothos/core';
import type {
  DecideRefundBatchOutcome,
  RequestRefundBatchOutcome,
  SteerRefundBatchOutcome,
} from '../../use-cases/batches/batch-outcomes.ts';
import type {
  CreateCheckoutOutcome,
  EndCheckoutOutcome,
  PayCheckoutOutcome,
} from '../../use-cases/checkouts/checkout-outcomes.ts';
import type {
  AcknowledgeIncidentOutcome,
  AttestFactOutcome,
  CancelOrderOutcome,
  CreateOrderOutcome,
  DecideApprovalOutcome,
  HistoryChanged,
  PaymentOptionsOutcome,
  RedeliverEventsOutcome,
  RefundOrderOutcome,
  ReplayInboxOutcome,
  ResolveIncidentOutcome,
} from '../../use-cases/outcomes.ts';
import { builder, type SchemaTypes } from './builder.ts';

/** Every outcome that the use cases may return to a client. */
export type Outcome =
  | PaymentOptionsOutcome
  | CreateOrderOutcome
  | CancelOrderOutcome
  | RefundOrderOutcome
  | DecideApprovalOutcome
  | AttestFactOutcome
  | RequestRefundBatchOutcome
  | DecideRefundBatchOutcome
  | SteerRefundBatchOutcome
  | CreateCheckoutOutcome
  | PayCheckoutOutcome
  | EndCheckoutOutcome
  | AcknowledgeIncidentOutcome
  | ResolveIncidentOutcome
  | RedeliverEventsOutcome
  | ReplayInboxOutcome
  | HistoryChanged;

/** The outcomes of one name: the shape behind the GraphQL type of that name. */
export type OutcomeOf<Kind extends Outcome['kind']> = Extract<Outcome, { kind: Kind }>;

/**
 * Creates the union of a use case's outcomes. `kind` is the name of the GraphQL type, so an outcome goes to
 * the client unchanged. The record needs a type for every kind: a forgotten outcome does not compile.
 */
export function outcomeUnion<Result extends Outcome>(
  name: string,
  description: string,
  members: { [Kind in Result['kind']]: ObjectRef<SchemaTypes, Extract<Result, { kind: Kind }>> },
) {
  const types = Object.values(members) as ObjectRef<SchemaTypes, Result>[];
  return builder.unionType(name, { description, types, resolveType: (outcome) => outcome.kind });
}
