import { describe, expect, test } from 'vitest';
import { danaActor } from '../../../src/domain/actor.ts';
import { actorOfOrigin, sourceOfOrigin } from '../../../src/domain/order-event.ts';

describe('who caused a fact, and through which source', () => {
  test('what comes from DANA’s sources is DANA’s doing', () => {
    expect(actorOfOrigin('FINISH_NOTIFY')).toEqual(danaActor);
    expect(sourceOfOrigin('FINISH_NOTIFY')).toBe('FINISH_NOTIFY');
  });

  test.each([
    ['SERVER_KEY', 'API'],
    ['CLIENT_TOKEN', 'API'],
    ['CHECKOUT_TOKEN', 'API'],
    ['GATEWAY', 'GATEWAY'],
    ['OPERATOR', 'OPERATOR'],
  ] as const)('an actor of kind %s acts through %s', (kind, source) => {
    const actor = { kind, id: 'x', name: null };
    expect(actorOfOrigin(actor)).toBe(actor);
    expect(sourceOfOrigin(actor)).toBe(source);
  });

  test('a fact of DANA without the source through which DANA spoke is refused', () => {
    expect(() => sourceOfOrigin(danaActor)).toThrow('needs the source');
  });
});
