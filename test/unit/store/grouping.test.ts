import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { grouped } from '../../../src/store/changes/grouping.ts';
import { StatementEnded, StatementRefused } from '../../../src/store/postgres/errors.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A statement that has begun, with the names of its work; a capital letter is work that is refused in any group. */
interface Statement {
  readonly works: string;
  end(results?: readonly (string | undefined)[]): Promise<void>;
  fail(error: Error): Promise<void>;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await settled();
}

function open() {
  const statements: Statement[] = [];
  function begin(works: readonly string[]): Promise<readonly (string | undefined)[]> {
    return new Promise((resolve, reject) => {
      statements.push({
        works: works.join(''),
        async end(results = works.map((work) => `${work}!`)) {
          resolve(results);
          await settled();
        },
        async fail(error) {
          reject(error);
          await settled();
        },
      });
    });
  }
  const run = grouped<string, string>({
    keyOf: (work) => work,
    alone: async (work) => (await begin([work]))[0] ?? 'nothing',
    together: begin,
  });
  const outcomes: string[] = [];
  const errors: Error[] = [];
  async function ask(works: string): Promise<void> {
    for (const work of works) {
      run(work).then(
        (result) => outcomes.push(result),
        (error: Error) => {
          errors.push(error);
          outcomes.push(`${work} ${error.message}`);
        },
      );
    }
    await settled();
  }
  /** The statement at this place; every test knows how many there are. */
  const statement = (place: number) => statements[place] ?? expect.unreachable(`no statement ${place}`);
  return { ask, outcomes, errors, statement, begun: () => statements.map(({ works }) => works) };
}

test('work is done at once and alone while fewer than two statements are under way, and then in groups', async () => {
  const { ask, begun, statement, outcomes } = open();
  await ask('abcde');
  expect(begun()).toEqual(['a', 'b']);
  await statement(1).end();
  expect(begun()).toEqual(['a', 'b', 'cde']);
  await ask('f');
  expect(begun()).toHaveLength(3);
  await statement(0).end();
  expect(begun()).toEqual(['a', 'b', 'cde', 'f']);
  await statement(2).end();
  await statement(3).end();
  expect(outcomes).toEqual(['b!', 'a!', 'c!', 'd!', 'e!', 'f!']);
});

test('work with the same key is never in one group', async () => {
  const { ask, begun, statement } = open();
  await ask('abccdc');
  await statement(0).end();
  expect(begun().slice(2)).toEqual(['cd']);
  await statement(1).end();
  expect(begun().slice(2)).toEqual(['cd', 'c']);
  await statement(2).end();
  expect(begun().slice(2)).toEqual(['cd', 'c', 'c']);
});

test('while no statement ends, those who wait are done within 10 ms', async () => {
  const { ask, begun } = open();
  await ask('abc');
  await pass(6);
  await ask('d');
  await pass(3);
  expect(begun()).toEqual(['a', 'b']);
  await pass(1);
  expect(begun()).toEqual(['a', 'b', 'cd']);
  await ask('e');
  await pass(10);
  expect(begun()).toEqual(['a', 'b', 'cd', 'e']);
});

test('whoever has waited for a turn for 5 s is refused, and certainly not done', async () => {
  const { ask, begun, statement, outcomes, errors } = open();
  await ask('x'.repeat(502));
  for (let count = 0; count < 500; count++) await pass(10);
  expect(begun()).toHaveLength(501);
  expect(outcomes).toEqual(['x too much work waits for its turn']);
  expect(errors).toEqual([expect.objectContaining({ name: 'StoreUnavailable', isCertain: true })]);
  await statement(0).end();
  await statement(1).end();
  await ask('y');
  await pass(10);
  expect(begun()).toHaveLength(502);
});

test('a group has 64 members at most', async () => {
  const { ask, begun, statement } = open();
  await ask(String.fromCodePoint(...Array.from({ length: 102 }, (_, place) => 0x4e00 + place)));
  await statement(0).end();
  await statement(1).end();
  expect(begun().map((works) => works.length)).toEqual([1, 1, 64, 36]);
});

test('what a group leaves is done alone, and so is everything if Postgres refuses the statement', async () => {
  const { ask, begun, statement, outcomes } = open();
  await ask('abcd');
  await statement(0).end();
  await statement(2).end(['c!', undefined]);
  expect(begun().slice(2)).toEqual(['cd', 'd']);
  expect(outcomes).toEqual(['a!', 'c!']);
  await ask('ef');
  await statement(1).end();
  await statement(4).fail(new StatementRefused('a constraint', '23514', 'positive'));
  expect(begun().slice(4)).toEqual(['ef', 'e', 'f']);
  await statement(5).fail(new StatementRefused('a constraint', '23514', 'positive'));
  await statement(6).end();
  expect(outcomes.slice(2)).toEqual(['b!', 'e a constraint', 'f!']);
});

test('a value that cannot be written, so that no statement was sent, is the fault of its own member alone', async () => {
  const { ask, statement, outcomes } = open();
  await ask('abcd');
  await statement(0).end();
  await statement(2).fail(new RangeError('no time'));
  await statement(3).fail(new RangeError('no time'));
  await statement(4).end();
  expect(outcomes).toEqual(['a!', 'c no time', 'd!']);
});

test('if the statement of a group waits for a stranger until its time is up, each is done alone', async () => {
  const { ask, statement, outcomes } = open();
  await ask('abcd');
  await statement(0).end();
  await statement(2).fail(new StatementEnded('canceling statement due to statement timeout'));
  await statement(3).end();
  await statement(4).fail(new StatementEnded('too late'));
  expect(outcomes).toEqual(['a!', 'c!', 'd too late']);
});

test('if the database is gone, all of a group know, and those who come later are asked for', async () => {
  const { ask, begun, statement, outcomes } = open();
  await ask('abcd');
  await statement(0).end();
  await statement(2).fail(new StoreUnavailable('gone', { isCertain: false }));
  expect(outcomes).toEqual(['a!', 'c gone', 'd gone']);
  await ask('e');
  expect(begun()).toEqual(['a', 'b', 'cd', 'e']);
});

test('a statement belongs to the trace of its first member, not to that of a statement which ended before', async () => {
  const trace = new AsyncLocalStorage<string>();
  const begun: string[] = [];
  const note = async (works: readonly string[]) => {
    begun.push(`${works.join('')} in ${trace.getStore() ?? 'no trace'}`);
    await settled();
    return works;
  };
  const run = grouped<string, string>({
    keyOf: (work) => work,
    alone: async (work) => (await note([work]))[0] ?? 'nothing',
    together: note,
  });
  const ask = (works: string) => [...works].map((work) => trace.run(work, () => run(work)));
  await Promise.all([...ask('abcd'), run('e')]);
  expect(begun).toEqual(['a in a', 'b in b', 'cde in c']);
  const asked = ask('fgh');
  await pass(10);
  await Promise.all(asked);
  expect(begun.slice(3)).toEqual(['f in f', 'gh in g']);
});
