import { actorOf } from '../../access/caller.ts';
import type { AcknowledgeIncidentOutcome, ResolveIncidentOutcome } from '../../use-cases/outcomes.ts';
import { InvalidInputRef } from '../problems/invalid-input.ts';
import { problemObject } from '../problems/problem.ts';
import { builder } from '../schema/builder.ts';
import { parseIdOf } from '../schema/global-id.ts';
import { type OutcomeOf, outcomeUnion } from '../schema/outcome-union.ts';
import { IncidentRef } from './incident.ts';

const IncidentNotFoundRef = problemObject(
  'IncidentNotFound',
  'The id is malformed, or there is no such incident.',
);

const AcknowledgeIncidentInputRef = builder.inputType('AcknowledgeIncidentInput', {
  description: 'The incident that somebody takes care of.',
  fields: (t) => ({ incidentId: t.id({ required: true, description: 'The id of the incident.' }) }),
});

const AcknowledgeIncidentSuccessRef = builder
  .objectRef<OutcomeOf<'AcknowledgeIncidentSuccess'>>('AcknowledgeIncidentSuccess')
  .implement({
    description: 'Somebody takes care of the incident, or it is resolved already.',
    fields: (t) => ({
      incident: t.expose('incident', { type: IncidentRef, description: "The incident's current state." }),
    }),
  });

const AcknowledgeIncidentResultRef = outcomeUnion<AcknowledgeIncidentOutcome>(
  'AcknowledgeIncidentResult',
  'The outcome of acknowledgeIncident.',
  { AcknowledgeIncidentSuccess: AcknowledgeIncidentSuccessRef, IncidentNotFound: IncidentNotFoundRef },
);

const ResolveIncidentInputRef = builder.inputType('ResolveIncidentInput', {
  description: 'The incident to resolve, and why.',
  fields: (t) => ({
    incidentId: t.id({ required: true, description: 'The id of the incident.' }),
    reason: t.string({
      required: true,
      description: 'What was found or done, for the record, 1 to 256 characters.',
    }),
  }),
});

const ResolveIncidentSuccessRef = builder
  .objectRef<OutcomeOf<'ResolveIncidentSuccess'>>('ResolveIncidentSuccess')
  .implement({
    description: 'The incident is resolved.',
    fields: (t) => ({
      incident: t.expose('incident', { type: IncidentRef, description: "The incident's current state." }),
    }),
  });

const ResolveIncidentResultRef = outcomeUnion<ResolveIncidentOutcome>(
  'ResolveIncidentResult',
  'The outcome of resolveIncident.',
  {
    ResolveIncidentSuccess: ResolveIncidentSuccessRef,
    IncidentNotFound: IncidentNotFoundRef,
    InvalidInput: InvalidInputRef,
  },
);

builder.mutationField('acknowledgeIncident', (t) =>
  t.field({
    type: AcknowledgeIncidentResultRef,
    description: `Records that somebody takes care of an incident. A repeated call is safe and keeps the first \
acknowledgement; a resolved incident stays resolved. It needs the scope ops:write.

\`\`\`graphql
mutation {
  acknowledgeIncident(input: { incidentId: "inc_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10" }) {
    __typename
    ... on AcknowledgeIncidentSuccess { incident { id status acknowledgedBy { kind name } } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({ type: AcknowledgeIncidentInputRef, required: true, description: 'The incident.' }),
    },
    resolve: async (_root, { input }, { useCases, caller }) => {
      const incidentId = parseIdOf('Incident', input.incidentId);
      if (incidentId === null) return { kind: 'IncidentNotFound' as const };
      return useCases.acknowledgeIncident({ incidentId, by: actorOf(caller) });
    },
  }),
);

builder.mutationField('resolveIncident', (t) =>
  t.field({
    type: ResolveIncidentResultRef,
    description: `Resolves an incident. A repeated call is safe and keeps the first resolution. If the cause comes \
back, the incident is reopened. It needs the scope ops:write.

\`\`\`graphql
mutation {
  resolveIncident(input: { incidentId: "inc_0b7e1c52-3f4a-4d6e-8a91-5c2d7f9e6b10", reason: "Key replaced in DANA's portal" }) {
    __typename
    ... on ResolveIncidentSuccess { incident { id status resolvedAt resolution } }
    ... on Problem { code message retryable }
  }
}
\`\`\``,
    args: {
      input: t.arg({
        type: ResolveIncidentInputRef,
        required: true,
        description: 'The incident and the reason.',
      }),
    },
    resolve: async (_root, { input }, { useCases, caller }) => {
      const incidentId = parseIdOf('Incident', input.incidentId);
      if (incidentId === null) return { kind: 'IncidentNotFound' as const };
      return useCases.resolveIncident({ incidentId, reason: input.reason, by: actorOf(caller) });
    },
  }),
);
