import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Proof, shareProof } from '../../../src/store/feed/shared-proof.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('questions within a second after an answer cost nothing, and the next one costs a heartbeat', async () => {
  const beat = vi.fn(async (): Promise<Proof> => 'heard');
  const { prove } = shareProof(beat);
  expect(await Promise.all([prove(), prove()])).toEqual(['heard', 'heard']);
  vi.advanceTimersByTime(999);
  expect(await prove()).toBe('heard');
  expect(beat).toHaveBeenCalledTimes(1);
  beat.mockResolvedValue('deaf');
  vi.advanceTimersByTime(1);
  expect(await prove()).toBe('deaf');
  expect(beat).toHaveBeenCalledTimes(2);
});

test('what was proved before it was forgotten answers nobody', async () => {
  const beat = vi.fn(async (): Promise<Proof> => 'heard');
  const { prove, forget } = shareProof(beat);
  await prove();
  forget();
  beat.mockResolvedValue('unheard');
  expect(await prove()).toBe('unheard');
});
