import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStage, type Stage, serverKey } from './stage.ts';

/**
 * What the gateway leaves out on purpose, of what GraphQL over HTTP leaves to the server: all of it is GET, which the
 * gateway refuses (see graphql-over-http.ts).
 */
const declined = ['5A70', 'D6D5', '6A70'];

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.server.drain());

const audits = serverAudits({
  url: () => `${stage.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${serverKey}` } }),
});

describe('the audits of graphql-http', () => {
  test('are all there: 13 MUST, 23 SHOULD and 25 MAY', () => {
    const count = (level: string) => audits.filter(({ name }) => name.startsWith(level)).length;
    expect(['MUST', 'SHOULD', 'MAY'].map(count)).toEqual([13, 23, 25]);
  });

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s: %s',
    async (id, _name, audit) => {
      const result = await audit.fn();
      expect(result.status, 'reason' in result ? result.reason : '').toBe(
        declined.includes(id) ? 'notice' : 'ok',
      );
    },
  );
});
