import { describe, expect, test } from 'vitest';
import { run, soleError } from '../../support/graphql-execution.ts';

const createText = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { __typename } }';
const good = { merchantGoodsId: 'a', name: 'a', description: 'a', category: 'a', price: 1, quantity: '1' };
const input = { partnerReferenceNo: 'ord-1', amount: '75000', title: 'Two tickets' };

/** Codes and paths of all errors, as a client reads them. */
async function faults(text: string, variables = {}) {
  const { errors = [], data } = await run(text, { variables });
  expect(data ?? null).toBeNull();
  return errors.map(({ extensions }) => extensions);
}

const at = (...path: readonly string[]) => ({ code: 'BAD_USER_INPUT', path });

describe('a variable that does not parse', () => {
  test.each([
    [{ ...input, amount: '-1' }, at('input', 'amount')],
    [{ ...input, amount: 75_000.5 }, at('input', 'amount')],
    [{ ...input, amount: null }, at('input', 'amount')],
    [{ ...input, expiresAt: 'tomorrow' }, at('input', 'expiresAt')],
    [{ ...input, returnUrl: 'http://shop.example' }, at('input', 'returnUrl')],
    [{ ...input, payMethod: 'balance' }, at('input', 'payMethod')],
    [{ ...input, terminal: 'WATCH' }, at('input', 'terminal')],
    [{ ...input, title: 5 }, at('input', 'title')],
    [{ ...input, goods: [good, { ...good, price: '0' }] }, at('input', 'goods', '1', 'price')],
    [{ ...input, disabledPayMethods: ['BALANCE', ''] }, at('input', 'disabledPayMethods', '1')],
    [{ partnerReferenceNo: 'ord-1', title: 'Two tickets' }, at('input', 'amount')],
    [{ ...input, colour: 'red' }, at('input', 'colour')],
    ['text', at('input')],
    [null, at('input')],
    [undefined, at('input')],
  ])('%j', async (value, fault) => {
    expect(await faults(createText, { input: value })).toEqual([fault]);
  });

  test('several errors are reported without their values', async () => {
    const result = await run(createText, { variables: { input: { ...input, amount: 'secret', title: 7 } } });
    expect(result.errors?.map(({ extensions }) => extensions.path)).toEqual([
      ['input', 'amount'],
      ['input', 'title'],
    ]);
    expect(JSON.stringify(result)).not.toContain('secret');
  });

  test('checking stops at the fifth error', async () => {
    let readsCount = 0;
    const counted = {
      get name() {
        readsCount += 1;
        return 'a';
      },
    };
    const goods = Array.from({ length: 1000 }, () => counted);
    const { errors } = await run(createText, { variables: { input: { ...input, goods } } });
    expect(errors).toHaveLength(5);
    expect(readsCount).toBeLessThan(10);
  });

  test('an object with thousands of unknown fields is reported by five of them, and never printed', async () => {
    const unknown = Object.fromEntries(Array.from({ length: 12_500 }, (_, place) => [`field${place}`, 1]));
    const { errors } = await run(createText, { variables: { input: { ...input, ...unknown } } });
    expect(errors?.map(({ extensions }) => extensions.path)).toEqual(
      [0, 1, 2, 3, 4].map((place) => ['input', `field${place}`]),
    );
    expect(JSON.stringify(errors).length).toBeLessThan(2_000);
  });

  test('the message names the path and the cause', async () => {
    const error = soleError(await run(createText, { variables: { input: { ...input, amount: '-1' } } }));
    expect(error.message).toMatch(/^input\.amount: An amount of rupiah is written "75000"/);
    expect(error.originalError).toBeUndefined();
  });

  test('each of several variables is reported by its own name', async () => {
    const text = `query ($from: DateTime, $first: Int!, $kind: IncidentKind = QUARANTINED) {
      orders(filter: { createdFrom: $from }, first: $first) { nodes { id } }
      incidents(kind: $kind) { nodes { id } }
    }`;
    expect(await faults(text, { from: 'x' })).toEqual([at('from'), at('first')]);
  });
});

describe('a literal that does not parse', () => {
  const create = (fields: string) => `mutation { createOrder(input: { ${fields} }) { __typename } }`;
  const rest = 'partnerReferenceNo: "ord-1", title: "t"';
  const goods = 'merchantGoodsId: "a", name: "a", description: "a", category: "a", quantity: "1"';

  test.each([
    [create(`${rest}, amount: -1`), at('input', 'amount')],
    [create(`${rest}, amount: 75000.5`), at('input', 'amount')],
    [create(`${rest}, amount: null`), at('input', 'amount')],
    [create(`${rest}, amount: 1, terminal: WATCH`), at('input', 'terminal')],
    [
      create(`${rest}, amount: 1, goods: [{ ${goods}, price: 1 }, { ${goods}, price: 0 }]`),
      at('input', 'goods', '1', 'price'),
    ],
    [create(`${rest}, amount: 1, disabledPayMethods: ["A", ""]`), at('input', 'disabledPayMethods', '1')],
    [create(`${rest}, amount: 1, goods: [{ ${goods} }]`), at('input', 'goods', '0', 'price')],
    [create(rest), at('input', 'amount')],
    [create(`${rest}, amount: 1, colour: "red"`), at('input', 'colour')],
    ['mutation { createOrder { __typename } }', at('input')],
    ['{ order(by: {}) { id } }', at('by')],
    ['{ order(by: { id: 1.5 }) { id } }', at('by', 'id')],
    ['query ($from: DateTime = "x") { orders(filter: { createdFrom: $from }) { nodes { id } } }', at('from')],
  ])('%s', async (text, fault) => {
    expect(await faults(text)).toEqual([fault]);
  });
});

describe('other errors stay as they are', () => {
  test.each([
    '{ colour }',
    'query ($unused: Int) { __typename }',
    'query ($id: Int) { node(id: $id) { id } }',
    '{ node(id: "x", colour: 1) { id } }',
    '{ orders { nodes } }',
  ])('%s', async (text) => {
    expect((await faults(text)).every((extensions) => !('code' in extensions))).toBe(true);
  });
});
