import type { Actor } from '../../../src/domain/actor.ts';
import type { Incident } from '../../../src/use-cases/ports/incidents.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { IncidentLives } from '../oracle/incidents.ts';
import type { Act } from './act.ts';
import type { Requests } from './requests.ts';

/** The key with which the merchant's people handle incidents. */
export const operator: Actor = { kind: 'SERVER_KEY', id: 'operates', name: 'on call' };

/** More than any world has. */
const incidentsMax = 100;

/** The merchant's people on call: they read the list of incidents, and take care of one. */
export function createOperators(needs: {
  readonly requests: Requests;
  readonly gateway: Gateway;
  readonly lives: IncidentLives;
}) {
  const { requests, gateway, lives } = needs;
  return {
    async handle({ step, index }: Extract<Act, { kind: 'handleIncident' }>, process: number): Promise<void> {
      const open = await requests.counted(() =>
        gateway.call(process, (useCases) =>
          useCases.listIncidents({ status: ['OPEN', 'ACKNOWLEDGED'] }, { first: incidentsMax }),
        ),
      );
      if (open.kind !== 'answered' || open.value.items.length === 0) return;
      const { items } = open.value;
      for (const { item } of items) lives.saw(item);
      const chosen = items[index % items.length]?.item;
      if (chosen !== undefined) await (step === 'resolve' ? resolve(chosen) : acknowledge(chosen));

      async function acknowledge({ id }: Incident): Promise<void> {
        const outcome = await requests.persist(`acknowledge ${id}`, 2, () =>
          gateway.call(process, (useCases) => useCases.acknowledgeIncident({ incidentId: id, by: operator })),
        );
        if (outcome?.kind === 'AcknowledgeIncidentSuccess') lives.saw(outcome.incident);
      }

      async function resolve({ id }: Incident): Promise<void> {
        const outcome = await requests.persist(`resolve ${id}`, 2, () =>
          gateway.call(process, (useCases) =>
            useCases.resolveIncident({ incidentId: id, reason: 'taken care of', by: operator }),
          ),
        );
        if (outcome?.kind === 'ResolveIncidentSuccess') lives.saw(outcome.incident);
      }
    },
  };
}
export type Operators = ReturnType<typeof createOperators>;
