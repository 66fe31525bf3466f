import { createHash } from 'node:crypto';
import type { EndpointState, EventReceivers, FailedDelivery } from '../ports/event-receivers.ts';
import type { Page, PageRequest } from '../ports/pages.ts';
import { endpointName } from './delivery-incidents.ts';

/** One of the merchant's servers that receive events. Its URL is not shown: its query may contain a secret. */
export interface EventReceiver extends Omit<EndpointState, 'url'> {
  readonly id: string;
  readonly name: string;
}

/** The configured endpoints, and what is on record about them. */
export interface ConfiguredReceivers {
  readonly receivers: EventReceivers;
  readonly endpointUrls: readonly string[];
}

/** For a gateway without endpoints. */
export const noReceivers: ConfiguredReceivers = {
  endpointUrls: [],
  receivers: {
    endpointStates: async () => [],
    pageFailed: async () => ({ items: [], hasNextPage: false, hasPreviousPage: false }),
    redeliverEvents: async () => ({ eventIds: [], deliveryCount: 0 }),
    redeliverDead: async () => 0,
    reopenEndpoint: async () => false,
  },
};

/** The id of an endpoint outside: it names the URL and does not contain it. */
export function receiverId(url: string): string {
  return `rcv_${createHash('sha256').update(url).digest('hex').slice(0, 32)}`;
}

/** Reads which endpoints there are, and what they have not accepted. */
export function makeReadReceivers({ receivers, endpointUrls }: ConfiguredReceivers) {
  return {
    async listReceivers(): Promise<readonly EventReceiver[]> {
      const states = await receivers.endpointStates(endpointUrls);
      return states.map(({ url, ...state }) => ({ ...state, id: receiverId(url), name: endpointName(url) }));
    },
    async listFailedDeliveries(
      id: string,
      filter: { readonly isGivenUp: boolean },
      page: PageRequest,
    ): Promise<Page<FailedDelivery>> {
      const url = endpointUrls.find((one) => receiverId(one) === id);
      if (url === undefined) return { items: [], hasNextPage: false, hasPreviousPage: false };
      return receivers.pageFailed(url, filter, page);
    },
  };
}
